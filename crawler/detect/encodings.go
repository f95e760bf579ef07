package detect

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"net/url"
	"strings"

	"github.com/mr-tron/base58"
	"github.com/twmb/murmur3"
	"golang.org/x/crypto/blake2b"
	//lint:ignore SA1019 trackers use broken hashes too
	"golang.org/x/crypto/md4"
	//lint:ignore SA1019 as above
	"golang.org/x/crypto/ripemd160"
)

// An encoding is one way in which scripts disguise a value before they send it.
type encoding struct {
	name  string
	to    func(value string) []string // the forms that the disguised value may take; none if it is the value itself
	fast  bool                        // common enough to be looked for inside another, up to three layers
	whole bool                        // its forms are whole tokens, which are looked up rather than searched for
}

// encodings are the disguises that are looked for, those of Leaky Forms (USENIX Security 2022) with its salted hash.
//
// Not listed: MD2 and Whirlpool (no well-kept library; the study found no use of either), MurmurHash3 of 32 bits (matches by chance).
// Compression is undone in the data instead, see unpacked.
var encodings = []encoding{
	{"base64", inBase64, true, false},
	{"hex", func(v string) []string { h := hex.EncodeToString([]byte(v)); return []string{h, strings.ToUpper(h)} }, true, false},
	{"url", func(v string) []string {
		return unlike(v, url.QueryEscape(v), url.PathEscape(v), url.QueryEscape(url.QueryEscape(v)))
	}, true, false},
	{"html", func(v string) []string { return unlike(v, html.EscapeString(v), inEntities(v)) }, false, false},
	{"json", func(v string) []string { return unlike(v, inUnicodeEscapes(v)) }, false, false},
	{"base32", func(v string) []string {
		return []string{strings.TrimRight(base32.StdEncoding.EncodeToString([]byte(v)), "=")}
	}, false, false},
	{"base58", func(v string) []string { return []string{base58.Encode([]byte(v))} }, false, false},
	{"reversed", func(v string) []string { return []string{reversed(v)} }, false, false},
	{"rot13", func(v string) []string { return unlike(v, strings.Map(rot13, v)) }, false, false},

	hashed("md4", false, func(b []byte) []byte { h := md4.New(); h.Write(b); return h.Sum(nil) }),
	hashed("md5", true, func(b []byte) []byte { s := md5.Sum(b); return s[:] }),
	hashed("sha1", true, func(b []byte) []byte { s := sha1.Sum(b); return s[:] }),
	hashed("sha224", false, func(b []byte) []byte { s := sha256.Sum224(b); return s[:] }),
	hashed("sha256", true, func(b []byte) []byte { s := sha256.Sum256(b); return s[:] }),
	hashed("sha256 with the salt QX4QkKEU", false, func(b []byte) []byte { s := sha256.Sum256(append(bytes.Clone(b), "QX4QkKEU"...)); return s[:] }),
	hashed("sha384", false, func(b []byte) []byte { s := sha512.Sum384(b); return s[:] }),
	hashed("sha512", true, func(b []byte) []byte { s := sha512.Sum512(b); return s[:] }),
	hashed("sha3-224", false, func(b []byte) []byte { s := sha3.Sum224(b); return s[:] }),
	hashed("sha3-256", false, func(b []byte) []byte { s := sha3.Sum256(b); return s[:] }),
	hashed("sha3-384", false, func(b []byte) []byte { s := sha3.Sum384(b); return s[:] }),
	hashed("sha3-512", false, func(b []byte) []byte { s := sha3.Sum512(b); return s[:] }),
	hashed("blake2b-256", false, func(b []byte) []byte { s := blake2b.Sum256(b); return s[:] }),
	hashed("ripemd160", false, func(b []byte) []byte { h := ripemd160.New(); h.Write(b); return h.Sum(nil) }),
	hashed("murmur3-128", false, murmur128),
}

// hashed is a hash in the forms in which scripts send one.
func hashed(name string, fast bool, sum func([]byte) []byte) encoding {
	return encoding{name, func(v string) []string {
		s := sum([]byte(v))
		h := hex.EncodeToString(s)
		return []string{h, strings.ToUpper(h), base64.StdEncoding.EncodeToString(s), base64.RawURLEncoding.EncodeToString(s)}
	}, fast, true}
}

func murmur128(b []byte) []byte {
	high, low := murmur3.Sum128(b)
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, high), low)
}

// unlike returns the forms that differ from the value.
func unlike(value string, forms ...string) []string {
	var other []string
	for _, f := range forms {
		if f != value {
			other = append(other, f)
		}
	}
	return other
}

// inBase64 returns what a value looks like in base64, alone and behind one or two more bytes: there its beginning and
// end depend on the neighbours, and only the middle is sure.
func inBase64(value string) []string {
	whole := base64.StdEncoding.EncodeToString([]byte(value))
	forms := []string{whole, strings.TrimRight(whole, "="), base64.RawURLEncoding.EncodeToString([]byte(value))}
	for before := range 3 {
		text := strings.Repeat("\x00", before) + value
		whole := text[:len(text)-len(text)%3]
		middle := base64.StdEncoding.EncodeToString([]byte(whole))[(before*8+5)/6:]
		if len(middle) >= shortest {
			forms = append(forms, middle)
		}
	}
	return forms
}

func inEntities(v string) string {
	var b strings.Builder
	for _, r := range v {
		fmt.Fprintf(&b, "&#%d;", r)
	}
	return b.String()
}

func inUnicodeEscapes(v string) string {
	return strings.NewReplacer("@", `\u0040`, "+", `\u002b`, "/", `\/`).Replace(v)
}

func reversed(v string) string {
	b := []byte(v)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

func rot13(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return 'a' + (r-'a'+13)%26
	case r >= 'A' && r <= 'Z':
		return 'A' + (r-'A'+13)%26
	}
	return r
}

// unpacked returns what compressed bytes hold, "" if they are not compressed in a way that is known. What comes out is taken from budget, in
// bytes, which bounds it.
func unpacked(data []byte, budget *int) string {
	readers := []func(io.Reader) (io.Reader, error){
		func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) },
	}
	for _, open := range readers {
		r, err := open(bytes.NewReader(data))
		if err != nil {
			continue
		}
		if plain, _ := readWithin(r, budget); len(plain) > 0 { // the beginning of what is cut off is still evidence
			return string(plain)
		}
	}
	if len(data) < 8 {
		return ""
	}
	plain, err := readWithin(flate.NewReader(bytes.NewReader(data)), budget)
	if err != nil || len(plain) < 8 {
		return "" // nothing marks the beginning of bare deflate: only what unpacks to its end is believed
	}
	return string(plain)
}

// maxParts is how many compressed parts of one body are looked into.
const maxParts = 4

// unpackedParts returns what the compressed parts of a body hold that stand behind lines of text, as Sentry's envelopes have them.
func unpackedParts(text string, budget *int) string {
	var all strings.Builder
	for rest, parts := text, 0; parts < maxParts; {
		_, after, ok := strings.Cut(rest, "\n")
		if !ok {
			break
		}
		rest = after
		if !isPacked(rest) {
			continue
		}
		parts++
		all.WriteString(unpacked([]byte(rest), budget))
	}
	return all.String()
}

// isPacked says whether bytes begin as gzip (RFC 1952) or zlib (RFC 1950) do.
func isPacked(data string) bool {
	if len(data) < 8 {
		return false
	}
	return data[0] == 0x1f && data[1] == 0x8b || data[0] == 0x78 && (int(data[0])<<8|int(data[1]))%31 == 0
}

// readWithin reads to the end, or as far as the budget goes.
func readWithin(r io.Reader, budget *int) ([]byte, error) {
	plain, err := io.ReadAll(io.LimitReader(r, int64(min(maxBody, *budget))))
	*budget -= len(plain)
	return plain, err
}
