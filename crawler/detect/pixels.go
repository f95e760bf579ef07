package detect

import (
	_ "embed"
	"net/url"
	"strings"
	"unicode"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

//go:embed pixels.txt
var pixelsText string

var pixels = func() []pixel {
	var all []pixel
	for _, row := range practice.MustTable("pixels.txt", pixelsText, 4) {
		host, path, _ := strings.Cut(row.Columns[1], "/")
		all = append(all, pixel{row.Columns[0], host, "/" + path, strings.Split(row.Columns[2], "|"), row.Columns[3]})
	}
	return all
}()

// A pixel is one row of pixels.txt.
type pixel struct {
	name, host, path string
	event            []string
	account          string
}

// A PixelEvent is one event that a page told an advertising or measuring pixel of.
type PixelEvent struct {
	Pixel   string      `json:"pixel"`             // "Meta Pixel"
	Event   string      `json:"event"`             // as the pixel calls it: "PageView", "purchase"; "" when the request does not name it
	Account string      `json:"account,omitempty"` // of the advertiser
	Data    []PixelData `json:"data"`              // that travelled with it
}

// A PixelData is one field of an event that carries personal data. Its value is not kept.
type PixelData struct {
	Field  string        `json:"field"`            // "ud[em]"
	Data   practice.Data `json:"data"`             // "contact.email"
	Hashed string        `json:"hashed,omitempty"` // md5, sha1, sha256; "" as it is
}

// PixelEvents returns what a request tells a pixel of; nothing if it goes to none, or did not go out. A request may hold several events, of which
// each has all the data: what is told once with the first is true of the others.
func PixelEvents(page *crawler.Page, r *crawler.Request) []PixelEvent {
	p, ok := pixelOf(r)
	if !ok || stopped(r) {
		return nil
	}
	host := crawler.Host(r.URL)
	fields := fieldsOf(r)
	told := PixelEvent{Pixel: p.name, Data: []PixelData{}}
	if p.account == "path" {
		told.Account = numberIn(r.URL)
	}
	for _, f := range fields {
		if f.Name == p.account && told.Account == "" {
			told.Account = f.Value
		}
		if data, _ := carried(f, host, addressOf(page, r)); data != "" {
			d := PixelData{Field: fieldName(f), Data: data}
			if kind := Recognise(f.Value, ""); isDigest(kind) {
				d.Hashed = string(kind)
			}
			told.Data = append(told.Data, d)
		}
	}
	var events []PixelEvent
	for _, name := range p.events(fields) {
		one := told
		one.Event = name
		events = append(events, one)
	}
	return events
}

// pixelOf is the pixel that a request goes to: of several rows the one with the longest path.
func pixelOf(r *crawler.Request) (best pixel, found bool) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return pixel{}, false
	}
	for _, p := range pixels {
		if below(strings.ToLower(u.Hostname()), p.host) && strings.HasPrefix(u.Path, p.path) && len(p.path) >= len(best.path) {
			best, found = p, true
		}
	}
	return best, found
}

// events are the names of the events among the fields of a request: all values of the first field that names any.
func (p *pixel) events(fields []Field) []string {
	for _, where := range p.event {
		if word, ok := strings.CutPrefix(where, "="); ok {
			return []string{word}
		}
		var names []string
		for _, f := range fields {
			if f.Name == where && f.Value != "" {
				names = append(names, f.Value)
			}
		}
		if len(names) > 0 {
			return names
		}
	}
	return []string{""}
}

// numberIn is the first part of an address's path that is a number.
func numberIn(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	for _, part := range strings.Split(u.Path, "/") {
		if part != "" && strings.IndexFunc(part, func(r rune) bool { return !unicode.IsDigit(r) }) < 0 {
			return part
		}
	}
	return ""
}
