package detect

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
)

// A Field is one named value that a request carries.
// Of nested data the name is the keys with dots between; positions in lists do not count.
type Field struct {
	Name  string
	Value string
}

// Bounds of what is decoded: beyond them is no tracker's payload but an upload.
const (
	maxBody   = 1 << 20 // bytes
	maxFields = 2000
	maxNested = 4 // JSON in a query in base64 in JSON is as deep as trackers go
)

// QueryFields returns what the query of a URL carries, in its order.
func QueryFields(rawURL string) []Field {
	_, query, found := strings.Cut(rawURL, "?")
	if !found {
		return nil
	}
	query, _, _ = strings.Cut(query, "#")
	var d decoder
	d.form("", query, 0)
	return d.fields
}

// BodyFields returns what the body of a request carries: JSON, a form in either encoding, lines of queries
// or of JSON as analytics scripts and WebSockets send them, any of these in gzip or base64. What it cannot read it returns
// as fields without a name, one a line.
func BodyFields(contentType string, body []byte) []Field {
	if len(body) == 0 {
		return nil
	}
	var d decoder
	d.body(contentType, body)
	return d.fields
}

// fieldsOf returns what a request carries in its query and its body.
func fieldsOf(r *crawler.Request) []Field {
	return append(QueryFields(r.URL), BodyFields(crawler.HeaderNamed(r.Headers, "content-type"), r.Body)...)
}

// A decoder collects fields up to its bounds.
type decoder struct {
	fields []Field
}

func (d *decoder) add(name, value string) {
	if len(d.fields) < maxFields {
		d.fields = append(d.fields, Field{name, value})
	}
}

func (d *decoder) body(contentType string, body []byte) {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		body = gunzip(body)
	}
	body = body[:min(len(body), maxBody)]
	if media, params, err := mime.ParseMediaType(contentType); err == nil && media == "multipart/form-data" && d.multipart(body, params["boundary"]) {
		return
	}
	text := strings.TrimSpace(string(body))
	if d.json("", text, 0) {
		return // JSON may have line breaks of its own
	}
	for line := range strings.Lines(text) {
		d.line(strings.TrimSpace(line))
	}
}

// line adds one message: of most bodies the only one, of a batch or a WebSocket one of many.
func (d *decoder) line(text string) {
	switch {
	case text == "" || d.json("", text, 0) || d.base64("", text, 0):
	case isForm(text):
		d.form("", text, 0)
	default:
		d.add("", text)
	}
}

// gunzip returns what could be unpacked, and the bytes themselves when that is nothing.
func gunzip(packed []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return packed
	}
	plain, _ := io.ReadAll(io.LimitReader(r, maxBody)) // of a cut-off body the beginning is still evidence
	if len(plain) == 0 {
		return packed
	}
	return plain
}

// value adds a value and whatever is packed inside it.
func (d *decoder) value(name, value string, depth int) {
	if depth < maxNested && (d.json(name, value, depth) || d.base64(name, value, depth)) {
		return
	}
	d.add(name, value)
	if depth < maxNested && isAddress(value) {
		d.nestedQuery(name, value, depth)
	}
}

// nestedQuery adds the parameters of an address that is itself a value.
func (d *decoder) nestedQuery(name, address string, depth int) {
	if _, query, found := strings.Cut(address, "?"); found {
		query, _, _ = strings.Cut(query, "#")
		d.form(name, query, depth+1)
	}
}

func isAddress(value string) bool {
	return strings.HasPrefix(value, "https://") || strings.HasPrefix(value, "http://")
}

// form adds the pairs of a query in their order; a part that is not well encoded is taken as it stands.
func (d *decoder) form(prefix, query string, depth int) {
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" || len(d.fields) >= maxFields {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		d.value(join(prefix, unescape(name)), unescape(value), depth)
	}
}

func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// isForm says whether a text is pairs of names and values rather than prose that has "=" in it.
func isForm(text string) bool {
	name, _, found := strings.Cut(text, "=")
	return found && name != "" && len(name) <= 100 && !strings.ContainsAny(name, " \t\r\n<{\"")
}

// json adds the leaves of a JSON object or list. Bare numbers and strings are not JSON to us: they are values.
func (d *decoder) json(prefix, text string, depth int) bool {
	text = strings.TrimSpace(text)
	if text == "" || (text[0] != '{' && text[0] != '[') || len(text) > maxBody {
		return false
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil || dec.More() {
		return false
	}
	d.leaves(prefix, v, depth+1)
	return true
}

func (d *decoder) leaves(name string, v any, depth int) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			d.leaves(join(name, key), v[key], depth)
		}
	case []any:
		for _, element := range v {
			d.leaves(name, element, depth)
		}
	case string:
		d.value(name, v, depth)
	case json.Number:
		d.add(name, v.String())
	case bool:
		d.add(name, map[bool]string{true: "true", false: "false"}[v])
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// base64 adds what JSON in base64 holds; other base64 is only a value.
func (d *decoder) base64(name, text string, depth int) bool {
	if len(text) < 8 || len(text) > maxBody || !strings.HasPrefix(text, "ey") && !strings.HasPrefix(text, "W3") && !strings.HasPrefix(text, "ew") {
		return false // the beginnings of {" [{ and {-newline in base64
	}
	text = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(text), "=")
	plain, err := base64.RawStdEncoding.DecodeString(text)
	return err == nil && d.json(name, string(plain), depth+1)
}

func (d *decoder) multipart(body []byte, boundary string) bool {
	if boundary == "" {
		return false
	}
	r := multipart.NewReader(bytes.NewReader(body), boundary)
	read := false
	for len(d.fields) < maxFields {
		part, err := r.NextPart()
		if err != nil {
			break
		}
		read = true
		content, _ := io.ReadAll(io.LimitReader(part, maxBody)) // a cut-off part is still evidence
		if part.FileName() != "" {
			d.add(part.FormName(), "")
			continue
		}
		d.value(part.FormName(), string(content), 0)
	}
	return read
}

func join(prefix, name string) string {
	if prefix == "" || name == "" {
		return prefix + name
	}
	return prefix + "." + name
}
