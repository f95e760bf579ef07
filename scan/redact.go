package scan

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

// A redactor takes out of a page what must not enter the record.
//
// Without Job.Redact that is only credentials: user names and passwords in addresses, and Authorization headers.
//
// With it, every value of a cookie, a storage item, a query, a fragment, a body and a header that can hold one is replaced by
// detect.Mask: its kind, its length and a salted hash, so that equal values stay equal and the detectors see what they saw. Nested
// payloads become flat ones. Documents are not kept, but for the notices, see redactor.notice, and no pictures are taken: nobody can tell what a
// page shows of its visitor. What stays is what the
// site itself publishes: hosts, paths, names, labels, link texts, titles; and what is ours: the values that were typed, and where they were sent.
//
// The salt is random. Until the scan is finished it lies in redaction.key, for a resumed scan to use the same; then it is
// gone, and nobody can try values against the hashes. E-mail addresses are masked in names and texts, too. Consent signals are read before
// their values are masked.
type redactor struct {
	key []byte // nil when values stay
}

func newRedactor(folder string, redact bool) (*redactor, error) {
	if !redact {
		return &redactor{}, nil
	}
	key := make([]byte, sha256.Size)
	rand.Read(key) // never fails, by its documentation
	if err := writeFile(filepath.Join(folder, keyFile), key); err != nil {
		return nil, unwritten("keeping the key of the redaction", err)
	}
	return &redactor{key: key}, nil
}

// oldRedactor goes on with the key of an unfinished scan.
func oldRedactor(folder string, redact bool) (*redactor, error) {
	if !redact {
		return &redactor{}, nil
	}
	key, err := os.ReadFile(filepath.Join(folder, keyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return newRedactor(folder, redact) // a kill between folder and key: nothing is recorded yet that it could differ from
	}
	if err != nil {
		return nil, fmt.Errorf("reading the key of the redaction: %w", err)
	}
	if len(key) != sha256.Size {
		return nil, fmt.Errorf("reading the key of the redaction: %s has %d bytes instead of %d; start again with another folder", keyFile, len(key), sha256.Size)
	}
	return &redactor{key: key}, nil
}

// value masks one value seen on page.
func (r *redactor) value(value, page string) string {
	if r.key == nil || value == "" {
		return value
	}
	return r.masked(value, page)
}

func (r *redactor) masked(value, page string) string {
	mac := hmac.New(sha256.New, r.key) // of no key when nothing else is redacted: then only the length tells
	mac.Write([]byte(value))
	return detect.Mask(value, page, hex.EncodeToString(mac.Sum(nil))[:12])
}

// url takes the user out of an address, and with redaction every value.
func (r *redactor) url(raw string) string { return r.address(raw, "") }

func (r *redactor) address(raw, page string) string {
	if raw == "" || raw == "about:blank" {
		return raw
	}
	u, err := url.Parse(raw)
	switch {
	case r.key == nil && (err != nil || u.User == nil):
		return raw
	case err != nil:
		return r.value(raw, page)
	}
	u.User = nil
	if r.key == nil {
		return u.String()
	}
	if u.Opaque != "" {
		return u.Scheme + ":" + r.value(u.Opaque, page) // data:, mailto:, blob:
	}
	u.Fragment, u.RawFragment, u.ForceQuery = r.path(crawler.Route(u), page), "", false
	u.RawQuery = r.fields(detect.QueryFields(raw), page)
	u.Path, u.RawPath = r.path(u.Path, page), ""
	return u.String()
}

// text masks the e-mail addresses in a name, or in a text that the site shows.
func (r *redactor) text(text, page string) string {
	if r.key == nil {
		return text
	}
	return detect.ReplaceEmails(text, func(address string) string { return r.value(address, page) })
}

// path masks e-mail addresses and hashes among the parts of a path; other parts are how a site names its pages.
func (r *redactor) path(path, page string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		switch detect.Recognise(part, "") {
		case detect.Email, detect.MD5, detect.SHA1, detect.SHA256:
			parts[i] = r.value(part, page)
		}
	}
	return strings.Join(parts, "/")
}

// fields writes what a query or a body carries as a query with masks for values.
func (r *redactor) fields(fields []detect.Field, page string) string {
	var pairs []string
	for _, f := range fields {
		switch {
		case f.Name == "":
			pairs = append(pairs, r.value(f.Value, page))
		case f.Value == "":
			pairs = append(pairs, url.QueryEscape(r.name(f.Name, detect.ID, page)))
		default:
			pairs = append(pairs, url.QueryEscape(r.name(f.Name, detect.Email, page))+"="+r.value(f.Value, page))
		}
	}
	return strings.Join(pairs, "&")
}

// name masks a name that is a value itself: an e-mail address always, an identifier where no value stands beside it.
func (r *redactor) name(name string, worst detect.Kind, page string) string {
	kind := detect.Recognise(name, "")
	hashed := kind == detect.MD5 || kind == detect.SHA1 || kind == detect.SHA256
	if kind == detect.Email || hashed || kind == worst {
		return r.value(name, page)
	}
	return name
}

// gap masks the addresses in a gap.
func (r *redactor) gap(g practice.Gap) practice.Gap {
	return practice.Gap{Source: r.url(g.Source), Reason: r.prose(g.Reason, "")}
}

// addressInside finds an address of the web in the middle of a text.
var addressInside = regexp.MustCompile(`(?i)\bhttps?://[^\s"'<>]+`)

// prose masks every address of the web in a sentence of ours, and the e-mail addresses.
func (r *redactor) prose(text, page string) string {
	text = addressInside.ReplaceAllStringFunc(text, func(found string) string {
		address := strings.TrimRight(found, ".,;:!?)")
		return r.url(address) + found[len(address):]
	})
	return r.text(text, page)
}

// page returns a copy of what was seen without what must not be kept.
func (r *redactor) page(seen *crawler.Page) *crawler.Page {
	p := *seen
	at := p.FinalURL
	p.URL, p.FinalURL, p.Submitted = r.url(p.URL), r.url(p.FinalURL), r.url(p.Submitted)
	r.texts(at, &p.MIME, &p.Title, &p.Lang)
	p.Links = mapped(p.Links, func(l *crawler.Link) { r.link(l, at) })
	p.Frames = mapped(p.Frames, func(f *crawler.Frame) { f.URL = r.url(f.URL) })
	p.Forms = mapped(p.Forms, func(f *crawler.Form) { r.form(f, at) })
	p.Requests = mapped(p.Requests, func(q *crawler.Request) { r.request(q, at) })
	p.Cookies = mapped(p.Cookies, func(c *crawler.Cookie) { r.cookie(c, at) })
	p.Storage = mapped(p.Storage, func(s *crawler.StorageItem) { r.storage(s, at) })
	p.Uses = mapped(p.Uses, func(u *crawler.Use) {
		u.Page, u.FrameURL, u.Script = r.url(u.Page), r.url(u.FrameURL), r.call(u.Script)
	})
	p.Canvases = mapped(p.Canvases, func(c *crawler.Canvas) {
		c.Page, c.FrameURL, c.Script = r.url(c.Page), r.url(c.FrameURL), r.call(c.Script)
		c.ReadBy = mapped(c.ReadBy, func(by *string) { r.texts(at, by) })
		r.texts(at, &c.Context)
	})
	p.Gaps = mapped(p.Gaps, func(g *practice.Gap) { *g = r.gap(*g) })
	p.Declared = mapped(p.Declared, func(d *crawler.DeclaredTracer) {
		r.texts(at, &d.Platform, &d.Name, &d.Host, &d.Service, &d.Vendor, &d.Category, &d.Purpose, &d.Duration)
	})
	p.Typed = mapped(p.Typed, func(t *crawler.Typed) {
		t.FrameURL = r.url(t.FrameURL)
		r.texts(at, &t.Form, &t.Field)
	})
	if r.key != nil {
		p.HTML, p.Screenshot, p.HTMLHash, p.ScreenshotHash = nil, nil, "", ""
		for i := range p.Forms { // a copy
			p.Forms[i].Screenshot, p.Forms[i].ScreenshotHash = nil, ""
		}
		// Once values are masked they can no longer be looked for, nor read.
		p.Leaks = mapped(detect.Leaks(seen), func(l *crawler.Leak) {
			l.FrameURL = r.url(l.FrameURL)
			r.texts(at, &l.Form, &l.Field, &l.Channel)
		})
		p.Signals = r.signals(seen)
	}
	return &p
}

// texts masks the e-mail addresses in names and texts.
func (r *redactor) texts(page string, texts ...*string) {
	for _, t := range texts {
		*t = r.text(*t, page)
	}
}

func (r *redactor) link(l *crawler.Link, page string) {
	l.URL = r.url(l.URL)
	r.texts(page, &l.Text, &l.Title, &l.Label, &l.Lang)
}

func (r *redactor) form(f *crawler.Form, page string) {
	f.FrameURL, f.Action = r.url(f.FrameURL), r.url(f.Action)
	r.texts(page, &f.Method, &f.Name)
	f.Buttons = mapped(f.Buttons, func(text *string) { r.texts(page, text) })
	f.Links = mapped(f.Links, func(l *crawler.Link) { r.link(l, page) })
	f.Fields = mapped(f.Fields, func(f *crawler.Field) {
		r.texts(page, &f.Name, &f.ID, &f.Type, &f.Label, &f.Placeholder, &f.Autocomplete, &f.Near)
	})
}

// signalStatus are the words of the standards for the state of a signal; a page may say anything.
var signalStatus = []string{"tcloaded", "cmpuishown", "useractioncomplete", "ready", "not ready"}

// signals are what the consent signals of a page say, with masks for their values.
func (r *redactor) signals(seen *crawler.Page) []crawler.Signal {
	var read []crawler.Signal
	for _, s := range detect.SignalsOn(seen) {
		value := r.value(s.Value, seen.FinalURL)
		if s.Value != "" {
			s.Detail = strings.ReplaceAll(s.Detail, s.Value, value)
		}
		if !slices.Contains(signalStatus, s.Status) {
			s.Status = r.value(s.Status, seen.FinalURL)
		}
		read = append(read, crawler.Signal{
			API: s.API, Value: value, Status: s.Status, Platform: s.Platform,
			Read: true, Granted: s.Granted, SaleOptOut: s.SaleOptOut, Request: s.Request, Detail: r.text(s.Detail, seen.FinalURL),
		})
	}
	return read
}

// mapped returns a copy of list after change was applied to each element.
func mapped[T any](list []T, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i])
	}
	return list
}

func (r *redactor) request(q *crawler.Request, page string) {
	if r.key != nil && len(q.Body) > 0 {
		q.Body = []byte(r.fields(detect.BodyFields(crawler.HeaderNamed(q.Headers, "content-type"), q.Body), page))
	}
	if r.key != nil && len(q.Received) > 0 {
		q.Received = []byte(r.fields(detect.BodyFields("", q.Received), page))
	}
	q.Page, q.FrameURL = r.url(q.Page), r.url(q.FrameURL)
	r.texts(page, &q.Method, &q.MIME)
	q.URL = r.address(q.URL, page)
	q.Initiator = r.initiator(q.Initiator)
	q.Headers = mapped(q.Headers, func(h *crawler.Header) { r.header(h, page) })
	q.ResponseHeaders = mapped(q.ResponseHeaders, func(h *crawler.Header) { r.header(h, page) })
}

func (r *redactor) initiator(by crawler.Initiator) crawler.Initiator {
	by.URL = r.url(by.URL)
	by.Stack = mapped(by.Stack, func(c *crawler.Call) { *c = r.call(*c) })
	return by
}

func (r *redactor) call(c crawler.Call) crawler.Call {
	c.URL, c.Named, c.Function = r.url(c.URL), r.url(c.Named), r.text(c.Function, "")
	return c
}

func (r *redactor) cookie(c *crawler.Cookie, page string) {
	c.Page, c.FrameURL = r.url(c.Page), r.url(c.FrameURL)
	c.Name, c.Value = r.text(c.Name, page), r.value(c.Value, page)
	r.texts(page, &c.Path, &c.SameSite)
	c.Initiator = r.initiator(c.Initiator)
}

func (r *redactor) storage(s *crawler.StorageItem, page string) {
	s.Page = r.url(s.Page)
	s.Key, s.Value = r.text(s.Key, page), r.value(s.Value, page)
	s.Initiator = r.initiator(s.Initiator)
}

// withoutUser is an address without the user name and password in it.
func withoutUser(raw string) string { return new(redactor).url(raw) }
