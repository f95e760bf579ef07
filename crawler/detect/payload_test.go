package detect

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestBodiesAreDecoded(t *testing.T) {
	tests := []struct{ name, contentType, body, want string }{
		{"form", "application/x-www-form-urlencoded", "a=1&b%5Bem%5D=x+y", "a=1 b[em]=x y"},
		{"form without its type", "text/plain;charset=UTF-8", "a=1&b=2", "a=1 b=2"},
		{
			"JSON", "application/json", `{"user":{"email":"e","tags":["x","y"]},"n":12345678901234567890,"ok":true,"no":null}`,
			"n=12345678901234567890 ok=true user.email=e user.tags=x user.tags=y",
		},
		{"JSON in a form", "", `data={"a":{"b":"c"}}`, "data.a.b=c"},
		{"JSON in base64 in a form", "", "data=eyJhIjp7ImIiOiJjIn19", "data.a.b=c"},
		{"JSON in JSON", "", `{"payload":"{\"a\":\"b\"}"}`, "payload.a=b"},
		{"a batch of queries", "text/plain", "en=page_view&dl=x\r\nen=scroll\r\n", "en=page_view dl=x en=scroll"},
		{"messages of a WebSocket", "", "hello there\n{\"a\":1}", "=hello there a=1"},
		{"an address with a query", "", "dl=https%3A%2F%2Fx.example%2F%3Fq%3D1", "dl=https://x.example/?q=1 dl.q=1"},
		{
			"multipart", "multipart/form-data; boundary=B",
			"--B\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\ne\r\n--B\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"\r\n\r\n%PDF\r\n--B--\r\n", "email=e cv=",
		},
		{"multipart cut off", "multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\ne", "email=e"},
		{"prose", "text/plain", "just words", "=just words"},
		{"markup", "text/xml", `<a b="c">`, `=<a b="c">`},
		{"nothing", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := flat(BodyFields(tt.contentType, []byte(tt.body))); got != tt.want {
				t.Errorf("BodyFields(%q) = %q, want %q", tt.body, got, tt.want)
			}
		})
	}
}

func flat(fields []Field) string {
	var words []string
	for _, f := range fields {
		words = append(words, f.Name+"="+f.Value)
	}
	return strings.Join(words, " ")
}

func TestPackedBodiesAreDecoded(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	fmt.Fprint(w, `{"a":"b"}`)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := flat(BodyFields("application/json", b.Bytes())); got != "a=b" {
		t.Errorf("gzip of JSON = %q, want a=b", got)
	}
}

func TestQueriesAreDecodedAsTheyStand(t *testing.T) {
	tests := []struct{ url, want string }{
		{"https://x.example/?b=2&a=1&a=3#f?c=4", "b=2 a=1 a=3"},
		{"https://x.example/?flag&=v&bad=%zz", "flag= =v bad=%zz"},
		{"https://x.example/", ""},
	}
	for _, tt := range tests {
		if got := flat(QueryFields(tt.url)); got != tt.want {
			t.Errorf("QueryFields(%q) = %q, want %q", tt.url, got, tt.want)
		}
	}
}

func TestDecodingHasBounds(t *testing.T) {
	if n := len(QueryFields("https://x.example/?" + strings.Repeat("a=1&", 20_000))); n != 2000 {
		t.Errorf("%d fields of a long query, want 2000", n)
	}
	if n := len(BodyFields("application/json", []byte("["+strings.Repeat("1,", 20_000)+"1]"))); n != 2000 {
		t.Errorf("%d fields of a long list, want 2000", n)
	}
	deep := `"x"`
	for range 10 {
		deep = fmt.Sprintf(`{"a":%q}`, deep)
	}
	if fields := BodyFields("application/json", []byte(deep)); len(fields) != 1 || fields[0].Name != "a.a.a.a" {
		t.Errorf("JSON in JSON, ten times, gives %d fields; want one that was unfolded four times", len(fields))
	}
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 64 {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	if n := len(gunzip(bomb.Bytes())); n != 1<<20 {
		t.Errorf("a body that is 64 MB once unpacked is unpacked to %d bytes, want 1 MB", n)
	}
}

func TestAKeyOfTheSitesOwnIsNoTokenOfAVisitor(t *testing.T) {
	for _, tt := range []struct {
		name string
		want practice.Data
	}{
		{"api_key", ""},
		{"user.email", "contact.email"},
	} {
		field := Field{Name: tt.name, Value: "8f14e45fceea167a5a36dedd4bea2543"}
		if got, _ := carried(field, "api2.amplitude.com", "https://shop.example/"); got != tt.want {
			t.Errorf("%s with a value that looks like a hash carries %q, want %q", tt.name, got, tt.want)
		}
	}
}

// FuzzBodyFields holds that no body makes decoding panic or go beyond its bounds, and that names and kinds are all that evidence shows of it.
func FuzzBodyFields(f *testing.F) {
	f.Add("application/json", []byte(`{"a":[{"b":"eyJhIjoxfQ=="}]}`))
	f.Add("multipart/form-data; boundary=B", []byte("--B\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--B--"))
	f.Add("text/plain", []byte("en=a&dl=https%3A%2F%2Fx.example%2F%3Fq%3D1\r\n{}"))
	f.Add("", []byte("\x1f\x8b\x08\x00"))
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		fields := BodyFields(contentType, body)
		if len(fields) > maxFields {
			t.Errorf("%d fields", len(fields))
		}
		for _, field := range fields {
			carried(field, "www.facebook.com", "https://shop.example/")
			if Recognise(Mask(field.Value, "", "0123456789ab"), "") != Recognise(field.Value, "") {
				t.Errorf("the mask of %q is of another kind", field.Value)
			}
		}
	})
}
