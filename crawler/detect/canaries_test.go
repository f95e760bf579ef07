package detect

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
)

func sum256(s string) string { h := sha256.Sum256([]byte(s)); return hex.EncodeToString(h[:]) }
func sum1(s string) string   { h := sha1.Sum([]byte(s)); return hex.EncodeToString(h[:]) }
func sum5(s string) string   { h := md5.Sum([]byte(s)); return hex.EncodeToString(h[:]) }
func b64(s string) string    { return base64.StdEncoding.EncodeToString([]byte(s)) }

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zlibbed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// A typed value is found however it is disguised, and told by the layers from the value outwards.
func TestTypedValuesAreFoundInEveryDisguise(t *testing.T) {
	const mail, phone = "qx7k2mv9zd.Jones@example.com", "+33 6 39 98 41 77"
	typed := []crawler.Typed{{Field: "email", Data: "contact.email", Value: mail}, {Field: "tel", Data: "contact.phone", Value: phone}}
	const lower = "qx7k2mv9zd.jones@example.com"
	s := newSearch(typed)
	tests := []struct{ name, text, want string }{
		{"as it is", `{"e":"` + mail + `"}`, "email"},
		{"in lower case", "e=" + lower, "email: lower case"},
		{"in a query", "https://t.example/?e=" + url.QueryEscape(mail), "email: url"},
		{"in a query twice", "https://t.example/?u=" + url.QueryEscape("https://shop.example/?e="+url.QueryEscape(mail)), "email: url"},
		{"in base64", "v=" + b64(mail), "email: base64"},
		{"in the middle of base64", "v=" + b64(`{"id":7,"mail":"`+mail+`","x":1}`), "email: base64"},
		{"in base64 for addresses", "v=" + base64.RawURLEncoding.EncodeToString([]byte("??>"+mail)), "email: base64"},
		{"in hex", "v=" + hex.EncodeToString([]byte(mail)), "email: hex"},
		{"hashed", "ud[em]=" + sum256(mail), "email: sha256"},
		{"hashed in lower case", "em=" + sum256(lower) + "&x=1", "email: lower case, sha256"},
		{"in a path", "https://t.example/m/" + sum5(lower) + "/p.gif", "email: lower case, md5"},
		{"behind a word", "em_" + sum1(mail), "email: sha1"},
		{"hashed as base64", `{"h":"` + sum256(b64(mail)) + `"}`, "email: base64, sha256"},
		{"base64 of a hash", "v=" + b64(sum256(lower)), "email: lower case, sha256, base64"},
		{"hash of a hash of a hash", "v=" + sum256(sum1(sum5(mail))), "email: md5, sha1, sha256"},
		{"gzip", gzipped(`[{"type":"input","text":"` + mail + `"}]`), "email: compressed"},
		{"zlib in base64", "data=" + b64(zlibbed(`{"text":"`+mail+`"}`)), "email: compressed, base64"},
		{"zlib behind lines of text", `{"type":"recording"}` + "\n" + `{"segment_id":0}` + "\n" + zlibbed(`[{"text":"`+mail+`"}]`), "email: compressed"},
		{"lz-string", "I4Dw7A1gTAtgbgTgF4BMB0ArA9gOwKYDOAAniAIYwAOANnmgMZYxA===", "email: lower case, lz-string"},
		{"in JSON's escapes", `{"e":"qx7k2mv9zd.Jones\u0040example.com"}`, "email: json"},
		{"in HTML's entities", "qx7k2mv9zd.Jones&#64;example.com", "email: html"},
		{"in a host", "https://" + hex.EncodeToString([]byte(mail))[:56] + ".t.example/", "email: hex"},
		{"digits alone", "p=33639984177", "tel: digits"},
		{"the digits hashed", "ph=" + sum256("33639984177"), "tel: digits, sha256"},
		{"a beginning", `{"keys":"qx7k2mv9"}`, "part of email"},
		{"nothing of it", "https://t.example/?e=" + url.QueryEscape("somebody@example.com") + "&h=" + sum256("somebody@example.com"), ""},
		{"too little of it", "qx7k2", ""},
	}
	for _, tt := range tests {
		got := ""
		for _, f := range s.in(tt.text) {
			one := f.typed.Field
			if f.part {
				one = "part of " + one
			}
			if f.how != "" {
				one += ": " + f.how
			}
			if got != "" {
				got += "; "
			}
			got += one
		}
		if got != tt.want {
			t.Errorf("%s: found %q in %q, want %q", tt.name, got, tt.text, tt.want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	s := newSearch([]crawler.Typed{{Field: "email", Data: "contact.email", Value: "qx7k2mv9zd.Jones@example.com"}})
	f.Add("e=" + b64(b64(b64("qx7k2mv9zd.Jones@example.com"))))
	f.Add(gzipped(gzipped(gzipped("qx7k2mv9zd.Jones@example.com"))))
	f.Fuzz(func(t *testing.T, text string) { s.in(text) })
}

func BenchmarkSearch(b *testing.B) {
	var typed []crawler.Typed
	for i := range 24 {
		typed = append(typed, crawler.Typed{Field: "f", Data: "contact.email", Value: sum5(string(rune(i)))[:10] + "@example.com"})
	}
	body := `{"events":[` + string(bytes.Repeat([]byte(`{"t":1763756400,"v":"`+sum256("x")+`","u":"https://shop.example/a?b=c"},`), 100)) + `0]}`
	b.Run("compute", func(b *testing.B) {
		for b.Loop() {
			newSearch(typed)
		}
	})
	s := newSearch(typed)
	b.Run("10kB", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			s.in(body)
		}
	})
}

// Values of any length can be looked for, and a beginning is told where it is shorter than the value and long enough to be no chance.
func TestValuesOfEveryLengthAreFound(t *testing.T) {
	const mail = "q@a.example"
	for length := range len(mail) + 1 {
		value := mail[:length]
		s := newSearch([]crawler.Typed{{Field: "email", Data: "contact.email", Value: value}})
		if got, want := len(s.in("e="+value)) == 1, length >= shortest; got != want {
			t.Errorf("%q is found: %t, want %t", value, got, want)
		}
		if length < shortestPart {
			continue
		}
		if got, want := s.in("e="+value[:shortestPart]), length > shortestPart; len(got) != 1 || got[0].part != want {
			t.Errorf("the beginning of %q: %+v, want a part: %t", value, got, want)
		}
	}
}

// What stands among other letters is a find for an encoding, and chance for a hash, however that is called.
func TestHashesAreLookedUpAsWholeTokens(t *testing.T) {
	const mail = "qx7k2mv9zd@example.com"
	s := newSearch([]crawler.Typed{{Field: "email", Data: "contact.email", Value: mail}})
	for _, e := range encodings {
		form := e.to(mail)
		if len(form) == 0 {
			continue
		}
		inside := s.plain[form[0][:shortest]]
		if got := slices.ContainsFunc(inside, func(n needle) bool { return n.text == form[0] }); got == hashes(e) {
			t.Errorf("%s is searched for inside texts: %t", e.name, got)
		}
	}
}

// hashes says whether an encoding yields as many letters for any value.
func hashes(e encoding) bool {
	short, long := e.to("abcdef/@"), e.to(strings.Repeat("abcdef/@", 9))
	return len(short) > 0 && len(long) > 0 && len(short[0]) == len(long[0])
}

// Many small bombs in one text unfold to no more than the budget of it, though nothing of what comes out is text that could be looked through.
func TestWhatATextUnfoldsToIsBounded(t *testing.T) {
	var text strings.Builder
	for i := range 200 {
		text.WriteString(b64(zlibbed(strings.Repeat(string(rune('a'+i%26)), maxBody-i))) + " ")
	}
	s := newSearch([]crawler.Typed{{Field: "email", Data: "contact.email", Value: "qx7k2mv9zd@example.com"}})
	budget := maxLooked
	var all []found
	s.look(text.String(), "", 0, &budget, map[string]bool{}, &all)
	if budget < 0 || budget > maxBody {
		t.Errorf("%d bytes of the budget are left, want it used up and not overdrawn", budget)
	}
	value := b64(zlibbed("email=qx7k2mv9zd@example.com&again=qx7k2mv9zd@example.com"))
	behind := func(n int) bool { // each is read four times: as a token, as what it unfolds to, and both again within the whole text
		return len(s.in(strings.Join(strings.Fields(text.String())[:n], " ")+" "+value)) > 0
	}
	if !behind(2) || behind(3) {
		t.Errorf("a value is seen behind 2 bombs of 1 MB: %t, behind 3: %t; want it seen within the 8 MB of a text alone", behind(2), behind(3))
	}
	for _, token := range []string{b64(zlibbed(strings.Repeat("x", maxBody))), strings.Repeat("I4Dw7A1gTAtgbgTg", 500)} {
		few := 1000 + len(token)
		if undone(token, &few); few < 0 {
			t.Errorf("a token overdraws its budget by %d bytes", -few)
		}
	}
}
