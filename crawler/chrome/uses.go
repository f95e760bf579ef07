package chrome

import (
	"cmp"
	_ "embed"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
)

//go:embed watch.js
var watchScript string

// askProbe makes a document tell what its scripts did since it last told. The event's name is that of the binding.
const askProbe = `dispatchEvent(new Event("BINDING")); ""`

// asking fills the name of the event into a script, and how many times as long as usual it may wait.
func (s *session) asking(script string) string {
	return strings.NewReplacer("BINDING", s.browser.binding, "PATIENCE", strconv.Itoa(int(s.pace.patience))).Replace(script)
}

// askWorkers does the same to workers. They tell by themselves what is new, so that nobody waits for them.
func (s *session) askWorkers() {
	for _, a := range s.browser.targets.of(s, func(a *attached) bool { return !a.isDocument() }) {
		a.send(runtime.CommandEvaluate, runtime.EvaluateParams{Expression: s.asking(askProbe)})
	}
}

// watchedTable is interfaces.txt as watch.js reads it.
func watchedTable() string {
	type row struct {
		Name  string   `json:"name"`
		Kind  string   `json:"kind"`
		Words []string `json:"words,omitempty"`
	}
	var rows []row
	for _, i := range crawler.Interfaces() {
		rows = append(rows, row{i.Name, i.Kind, i.Words})
	}
	text, _ := jsonv2.Marshal(rows) // of our own strings
	return string(text)
}

// usesMessage is how a message of watch.js begins; those of the probe begin with another kind.
const usesMessage = `{"kind":"uses"`

// A usesReport is what watch.js tells: the facts that changed since it last did, by their numbers, each whole.
type usesReport struct {
	URL   string             `json:"url"` // of the document or worker
	Facts map[string]useFact `json:"facts"`
	Lost  int                `json:"lost"` // facts that were too many to keep
}

// A useFact is a crawler.Use, or, if it names a kind of canvas, a crawler.Canvas.
type useFact struct {
	Script     string          `json:"script"` // address, or where code was evaluated in the words of V8
	Line       int             `json:"line"`
	Column     int             `json:"column"`
	Interface  string          `json:"interface"`
	Count      int             `json:"count"`
	Words      map[string]bool `json:"words"`
	Distinct   int             `json:"distinct"`
	Most       int             `json:"most"`
	Canvas     string          `json:"canvas"`
	Width      int             `json:"width"`
	Height     int             `json:"height"`
	Characters int             `json:"characters"`
	Colours    int             `json:"colours"`
	Kept       int             `json:"kept"`
	ReadBy     map[string]bool `json:"readBy"`
	ReadWidth  int             `json:"readWidth"`
	ReadHeight int             `json:"readHeight"`
}

// usesOf are the facts of one document or worker.
type usesOf struct {
	url, target string
	facts       map[string]useFact
	before      map[string]useFact // as they stood when what is told began
	lost        int
}

// A realm is the world in which a document's or a worker's scripts run.
type realm struct {
	session target.SessionID
	context runtime.ExecutionContextID
}

// used records a message of watch.js. It runs in the reader.
func (r *recording) used(a *attached, context runtime.ExecutionContextID, payload string) {
	var report usesReport
	if jsonv2.Unmarshal([]byte(payload), &report, lenient) != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	in := r.usesOf(realm{a.channel.id, context}, report.URL, a.role(""))
	if in == nil {
		r.leftOut[someUses] += len(report.Facts)
		return
	}
	in.lost = report.Lost
	for id, fact := range report.Facts {
		_, known := in.facts[id]
		if known || r.take(someUses, r.uses, r.limits.uses, len(fact.Script)+len(fact.Interface)) {
			in.facts[id] = fact
			if !known {
				r.uses++
			}
		}
	}
}

// usesOf returns the facts of a realm; nil if there are already as many realms as a visit keeps frames.
func (r *recording) usesOf(at realm, url, role string) *usesOf {
	in := r.realms[at]
	if in == nil && len(r.realms) < r.limits.frames {
		in = &usesOf{url: url, target: role, facts: map[string]useFact{}}
		r.realms[at] = in
	}
	return in
}

// usesSince makes the recording tell only what scripts do from now on. The caller holds r.mu.
func (r *recording) usesSince() {
	for _, in := range r.realms {
		in.before = maps.Clone(in.facts)
	}
}

// fillUses adds to a page what scripts did. The caller holds r.mu.
func (r *recording) fillUses(p *crawler.Page) {
	p.Uses, p.Canvases = []crawler.Use{}, []crawler.Canvas{}
	for _, in := range r.realms {
		r.leftOut[someUses] += in.lost
		for id, fact := range in.facts {
			before, known := in.before[id]
			switch {
			case known && fact.same(before):
			case fact.Canvas != "":
				p.Canvases = append(p.Canvases, fact.after(before).canvas(in))
			default:
				fact.Count -= before.Count
				if use, ok := fact.use(in); ok {
					p.Uses = append(p.Uses, use)
				}
			}
		}
	}
	if r.leftOut[someUses] == 0 {
		delete(r.leftOut, someUses)
	}
	p.Uses = joinUses(p.Uses)
	slices.SortFunc(p.Canvases, func(a, b crawler.Canvas) int {
		return cmp.Or(compareCalls(a.Script, b.Script), cmp.Compare(a.FrameURL, b.FrameURL), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Context, b.Context),
			cmp.Compare(a.Width, b.Width), cmp.Compare(a.Height, b.Height), cmp.Compare(a.Characters, b.Characters), cmp.Compare(a.Colours, b.Colours),
			cmp.Compare(a.ReadWidth, b.ReadWidth), cmp.Compare(a.ReadHeight, b.ReadHeight), cmp.Compare(a.Kept, b.Kept), slices.Compare(a.ReadBy, b.ReadBy))
	})
}

// same says whether a fact has not changed: sums only grow, and every change of what is no sum comes with one.
func (f useFact) same(before useFact) bool {
	return f.Count == before.Count && f.Canvas == before.Canvas && f.Characters == before.Characters && f.Colours == before.Colours && f.Kept == before.Kept &&
		f.ReadWidth == before.ReadWidth && f.ReadHeight == before.ReadHeight && len(f.ReadBy) == len(before.ReadBy)
}

// after is what was done with a canvas since: sums without what they were before, and what reads it that did not. The size of what was read is kept
// where something was read since.
func (f useFact) after(before useFact) useFact {
	f.Characters -= before.Characters
	f.Colours -= before.Colours
	f.Kept -= before.Kept
	readBy := map[string]bool{}
	for by := range f.ReadBy {
		if !before.ReadBy[by] {
			readBy[by] = true
		}
	}
	if larger := f.ReadWidth != before.ReadWidth || f.ReadHeight != before.ReadHeight; larger && len(readBy) == 0 {
		readBy = f.ReadBy // one of them read more than before
	}
	if f.ReadBy = readBy; len(readBy) == 0 {
		f.ReadWidth, f.ReadHeight = 0, 0
	}
	return f
}

// use is the fact as a record keeps it. What is in no row of interfaces.txt is left out.
func (f useFact) use(in *usesOf) (crawler.Use, bool) {
	row, ok := crawler.InterfaceNamed(f.Interface)
	use := crawler.Use{
		Interface: f.Interface, Script: f.place(), FrameURL: in.url, Target: in.target,
		Count: f.Count, Distinct: f.Distinct, Most: f.Most,
	}
	for _, word := range row.Words {
		if f.Words[word] {
			use.Words = append(use.Words, word)
		}
	}
	return use, ok && f.Count > 0
}

func (f useFact) canvas(in *usesOf) crawler.Canvas {
	c := crawler.Canvas{
		Script: f.place(), FrameURL: in.url, Target: in.target, Context: f.Canvas,
		Width: f.Width, Height: f.Height, Characters: f.Characters, Colours: f.Colours, Kept: f.Kept, ReadWidth: f.ReadWidth, ReadHeight: f.ReadHeight,
	}
	c.ReadBy = slices.Sorted(maps.Keys(f.ReadBy))
	return c
}

// place is the script that called. Of evaluated code it is the script that evaluated it.
func (f useFact) place() crawler.Call {
	if strings.HasPrefix(f.Script, "eval at ") {
		call, _ := parseCall(f.Script + ", <anonymous>:1:1")
		return crawler.Call{URL: call.URL, Line: call.Line, Column: call.Column}
	}
	return crawler.Call{URL: placeURL(f.Script), Line: f.Line, Column: f.Column}
}

// joinUses makes one use of those of one script, interface and address: what a script does in a hundred frames of one kind, or evaluates at a
// hundred places, is told once. It sorts them.
func joinUses(uses []crawler.Use) []crawler.Use {
	slices.SortFunc(uses, func(a, b crawler.Use) int {
		return cmp.Or(cmp.Compare(a.Interface, b.Interface), cmp.Compare(a.Script.URL, b.Script.URL), cmp.Compare(a.FrameURL, b.FrameURL), cmp.Compare(a.Target, b.Target),
			compareCalls(a.Script, b.Script))
	})
	joined := uses[:0]
	for _, u := range uses {
		last := len(joined) - 1
		if last < 0 || joined[last].Interface != u.Interface || joined[last].Script.URL != u.Script.URL || joined[last].FrameURL != u.FrameURL || joined[last].Target != u.Target {
			joined = append(joined, u)
			continue
		}
		into := &joined[last]
		into.Count += u.Count
		into.Distinct, into.Most = max(into.Distinct, u.Distinct), max(into.Most, u.Most)
		into.Words = append(into.Words, u.Words...)
		slices.Sort(into.Words)
		into.Words = slices.Compact(into.Words)
	}
	return joined
}

func compareCalls(a, b crawler.Call) int {
	return cmp.Or(cmp.Compare(a.URL, b.URL), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
