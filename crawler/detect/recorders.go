package detect

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Recorders sees scripts that record what a visitor sees and does, to be played back.
var Recorders = &Detector{Name: "recorders", Doc: recordersDoc, Run: recorders}

const recordersDoc = `scripts that record what a visitor sees and does on a page, to be played back

A recorder is known by what it does: a script that observes every change of the whole document (elements, attributes and text), listens there to the
pointer and to the keyboard or to fields, and after whose work the page sends a copy of the document, or two bodies and more to one place. Or it is
known by its maker: recorders.txt has the addresses of scripts that record and those to which recordings go.

The script of a known recorder that is loaded, and neither observes nor sends, is listed in the inventory and is no observation: many
sites load one and record nothing, or not this visitor. Nobody moves a pointer while a page is watched here, so that a recorder which waits for that
is seen by its maker alone. That what is typed leaves the page is seen by the detector typed.

Example: https://edge.fullstory.com/s/fs.js is loaded, and a body goes to https://rs.fullstory.com/rec/bundle:

	site share behaviour.click to FullStory for analytics.audience after acceptance`

// recording is what a recording is in the vocabulary.
const recording practice.Data = "behaviour.click"

//go:embed recorders.txt
var recordersText string

// A recorderPlace is a row of recorders.txt.
type recorderPlace struct {
	host, path string
	part       string // script, upload, host
	vendor     practice.Party
	purpose    practice.Purpose
	carries    string
}

var recorderPlaces = readRecorders(practice.MustTable("recorders.txt", recordersText, 5))

func readRecorders(rows []practice.Row) []recorderPlace {
	var places []recorderPlace
	for _, row := range rows {
		host, path, _ := strings.Cut(row.Columns[0], "/")
		places = append(places, recorderPlace{
			host: host, path: "/" + path + "*", part: row.Columns[1],
			vendor: vendorNamed(row.Columns[2]), purpose: practice.Purpose(row.Columns[3]), carries: row.Columns[4],
		})
	}
	return places
}

// placeOf returns the row that an address belongs to.
func placeOf(address string) (recorderPlace, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return recorderPlace{}, false
	}
	host := strings.ToLower(u.Hostname())
	for _, p := range recorderPlaces {
		if below(host, p.host) && practice.CoversName(p.path, u.Path) {
			return p, true
		}
	}
	return recorderPlace{}, false
}

func recorders(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		for _, r := range s.Recorders(page) {
			if r.Recording {
				seen = append(seen, practice.Observation{Practice: r.Practice, Name: "session recorder", Evidence: r.Evidence})
			}
		}
	}
	return seen
}

// A Recorder is one recorder on a page: all scripts and uploads of one maker, or one script of somebody else.
type Recorder struct {
	Vendor    practice.Party // the maker, as far as recorders.txt knows it
	Script    string         // address of what records; "" when only its uploads were seen
	Watches   bool           // it was seen to observe the document and listen
	Uploads   []int          // numbers of the requests that carry recordings
	Recording bool           // more was seen than that its script is loaded
	Practice  practice.Practice
	Evidence  []practice.Evidence
}

// Recorders returns the recorders of a page, known makers first, each in the order of their names.
func (s *Site) Recorders(page *crawler.Page) []Recorder {
	known := s.knownRecorders(page)
	var list []Recorder
	for _, script := range scriptsOf(page) {
		if !script.watches() {
			continue
		}
		detail := practice.Evidence{Source: bare(page.URL), Detail: "every change of the document is observed, and the visitor's actions are listened to, by " + callAt(script.place)}
		if place, ok := placeOf(script.place.URL); ok {
			r := known[place.vendor]
			r.Watches, r.Recording = true, true
			r.Evidence = append(r.Evidence, detail)
			continue
		}
		list = append(list, s.ownRecorders(page, script, detail)...)
	}
	for _, vendor := range slices.Backward(slices.Sorted(maps.Keys(known))) {
		list = slices.Insert(list, 0, *known[vendor])
	}
	return list
}

// knownRecorders are those by the addresses of the table.
func (s *Site) knownRecorders(page *crawler.Page) map[practice.Party]*Recorder {
	known := map[practice.Party]*Recorder{}
	add := func(address string, p recorderPlace) *Recorder {
		r := known[p.vendor]
		if r == nil {
			r = &Recorder{Vendor: p.vendor, Practice: s.recordingTo(page, address)}
			r.Practice.Action, r.Practice.Recipient, r.Practice.Purpose = practice.Share, p.vendor, p.purpose
			known[p.vendor] = r
		}
		return r
	}
	for i := range page.Requests {
		q := &page.Requests[i]
		p, ok := placeOf(q.URL)
		if !ok || stopped(q) {
			continue
		}
		switch {
		case p.isUpload(q):
			r := add(q.URL, p)
			r.Uploads, r.Recording = append(r.Uploads, q.ID), true
			r.Evidence = append(r.Evidence, requestEvidence(page, q, "a recording is sent"))
		case p.part != "upload" && q.Type == "script":
			r := add(q.URL, p)
			r.Script = cmp.Or(r.Script, q.URL)
			r.Evidence = append(r.Evidence, requestEvidence(page, q, "the recorder's script is loaded"))
		}
	}
	for _, u := range page.Uses { // a script that the browser had already is not requested again; and what runs from a place for uploads is the maker's
		if p, ok := placeOf(u.Script.URL); ok {
			r := add(u.Script.URL, p)
			r.Script = cmp.Or(r.Script, u.Script.URL)
		}
	}
	return known
}

func requestEvidence(page *crawler.Page, q *crawler.Request, what string) practice.Evidence {
	return practice.Evidence{Source: bare(page.URL), Request: q.ID, Detail: fmt.Sprintf("request %d: %s %s: %s", q.ID, q.Method, bare(q.URL), what)}
}

// isUpload says whether a request that goes to the place carries a recording.
func (p recorderPlace) isUpload(q *crawler.Request) bool {
	switch p.part {
	case "script":
		return false
	case "host":
		return len(q.Body) > 0
	}
	return p.carries == "" || slices.ContainsFunc(fieldsOf(q), func(f Field) bool { return slices.Contains(strings.Split(f.Name, "."), p.carries) })
}

// recordingTo is the practice of sending a recording to an address.
func (s *Site) recordingTo(page *crawler.Page, address string) practice.Practice {
	p := practice.Practice{Actor: practice.Site, Action: practice.Collect, Data: recording, Condition: page.State}
	if host := crawler.Host(address); !s.Scope.FirstParty(host) {
		p.Action, p.Recipient, p.Purpose = practice.Share, s.Scope.Owner(host), PurposeOfURL(address)
	}
	return p
}

// What a recorder of rrweb's kind listens to.
var (
	pointerEvents = []string{"mousemove", "pointermove", "touchmove"}
	fieldEvents   = []string{"input", "change", "keydown", "keypress", "keyup"}
)

// watches says whether a script observes every change of the whole document and listens to what a visitor does.
func (s *script) watches() bool {
	mutations, events := s.uses["MutationObserver.observe"].Words, s.uses["EventTarget.addEventListener"].Words
	s.at("MutationObserver.observe")
	return slices.Contains(mutations, "childList") && slices.Contains(mutations, "attributes") && slices.Contains(mutations, "characterData") &&
		containsAny(events, pointerEvents) && containsAny(events, fieldEvents)
}

func containsAny(list, wanted []string) bool {
	return slices.ContainsFunc(list, func(x string) bool { return slices.Contains(wanted, x) })
}

// ownRecorders is a script that watches and whose makers nobody knows, once for each who is sent what it sees.
func (s *Site) ownRecorders(page *crawler.Page, watching *script, detail practice.Evidence) []Recorder {
	var copies, bodies []*crawler.Request
	for i := range page.Requests {
		q := &page.Requests[i]
		if _, known := placeOf(q.URL); known || len(q.Body) == 0 || !overNetwork(q.URL) || stopped(q) {
			continue
		}
		if holdsDocument(q) {
			copies = append(copies, q) // whoever sends it: a recorder hands it to the page's own code
		} else if calledBy(q, watching.place.URL) {
			bodies = append(bodies, q)
		}
	}
	sent, what := copies, "a copy of the document is sent"
	if len(sent) == 0 {
		sent, what = stream(bodies), "what the script sends, again and again"
	}
	var list []Recorder
	for _, q := range sent {
		p := s.recordingTo(page, q.URL)
		i := slices.IndexFunc(list, func(r Recorder) bool { return r.Practice == p })
		if i < 0 {
			i = len(list)
			list = append(list, Recorder{Script: watching.place.URL, Watches: true, Recording: true, Practice: p, Evidence: []practice.Evidence{detail}})
		}
		list[i].Uploads = append(list[i].Uploads, q.ID)
		list[i].Evidence = append(list[i].Evidence, requestEvidence(page, q, what))
	}
	return list
}

// calledBy says whether a script stands in the call stack that caused a request.
func calledBy(q *crawler.Request, script string) bool {
	return q.Initiator.URL == script || slices.ContainsFunc(q.Initiator.Stack, func(c crawler.Call) bool { return c.URL == script })
}

// A stream is at least two bodies to one place, with more in them than a few numbers.
const (
	leastBodies      = 2
	leastStreamBytes = 2 << 10
)

func stream(bodies []*crawler.Request) []*crawler.Request {
	var most []*crawler.Request
	byPlace := map[string][]*crawler.Request{}
	for _, q := range bodies {
		place := bare(q.URL)
		byPlace[place] = append(byPlace[place], q)
		size := 0
		for _, q := range byPlace[place] {
			size += len(q.Body)
		}
		if list := byPlace[place]; len(list) >= leastBodies && size >= leastStreamBytes && len(list) > len(most) {
			most = list
		}
	}
	return most
}

// documentKeys are the names under which serialised documents keep their nodes. Source: rrweb-snapshot; the DOM standard, whose names others keep.
var documentKeys = []string{"childNodes", "tagName", "textContent", "nodeType", "nodeName"}

// holdsDocument says whether a body holds a copy of a document: nodes within nodes, by the names of two of their parts, or HTML as a whole.
func holdsDocument(q *crawler.Request) bool {
	found := map[string]bool{}
	for _, f := range BodyFields(crawler.HeaderNamed(q.Headers, "content-type"), q.Body) {
		for part := range strings.SplitSeq(f.Name, ".") {
			if slices.Contains(documentKeys, part) {
				found[part] = true
			}
		}
		start := strings.ToLower(strings.TrimSpace(f.Value[:min(len(f.Value), 64)]))
		if len(found) >= 2 || strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") {
			return true
		}
	}
	return false
}
