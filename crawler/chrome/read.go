package chrome

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
)

//go:embed elements.js
var elementsScript string

//go:embed read.js
var readScript string

// world is the name of the isolated JavaScript world in which documents are read.
const world = "candor"

// Limits of reading a page when it is quiet.
const (
	readTimeout = 6 * time.Second // of all documents together
	askTimeout  = 3 * time.Second // the scripts themselves wait less
)

// A document is what read.js returns.
type document struct {
	URL     string                `json:"url"`
	Origin  string                `json:"origin"`
	Title   string                `json:"title"`
	Lang    string                `json:"lang"`
	HTML    string                `json:"html"`
	Links   []crawler.Link        `json:"links"`
	Forms   []shownForm           `json:"forms"`
	Storage []crawler.StorageItem `json:"storage"`
	Watched bool                  `json:"watched"` // the probe is there
	Closed  int                   `json:"closed"`  // shadow roots that are closed, and were not read
	Cut     []string              `json:"cut"`     // what there was too much of

	partition string // of its storage
}

// read adds to p what the documents of the page hold: the tab's, its frames' and its popups'.
func (s *session) read(ctx context.Context, tab *attached, rec *recording, p *crawler.Page) {
	p.Links, p.Forms = []crawler.Link{}, []crawler.Form{}
	forms, ok := s.readAll(ctx, tab, rec, p)
	if !ok {
		rec.gap("", "the page does not answer; its links, forms, storage and picture were not read")
		s.abandon(tab)
		return
	}
	p.Signals, p.Declared = ask[crawler.Signal](ctx, tab, signalsScript), ask[crawler.DeclaredTracer](ctx, tab, declaredScript)
	if s.who.Pictures != nil {
		s.picture(ctx, tab, rec, p, forms)
	}
}

//go:embed signals.js
var signalsScript string

//go:embed declared.js
var declaredScript string

// ask runs a script in the page's own world that asks its consent platform. A page without one, or with one that does not answer, tells nothing.
func ask[T any](ctx context.Context, tab *attached, script string) []T {
	ctx, cancel := tab.session.pace.patiently(ctx, askTimeout)
	defer cancel()
	var told []T
	text, err := run(ctx, tab, runtime.EvaluateParams{Expression: script})
	if err != nil || jsonv2.Unmarshal([]byte(text), &told, lenient) != nil {
		return nil
	}
	return told
}

// readAll reads every document. It returns where the forms of p stand, and false if the main document does not answer.
func (s *session) readAll(ctx context.Context, tab *attached, rec *recording, p *crawler.Page) (forms []shownForm, ok bool) {
	ctx, cancel := s.pace.patiently(ctx, readTimeout*time.Duration(1+rec.crowds()))
	defer cancel()
	all := framesOf(ctx, s.documents(tab))
	if len(all) == 0 || all[0].target != tab {
		return nil, false
	}
	if most := rec.limits.documents; len(all) > most {
		rec.gap("", fmt.Sprintf("more than %d frames; forms and storage of the others were not read", most))
		all = all[:most]
	}
	documents, errs := make([]document, len(all)), make([]error, len(all))
	sideBySide(len(all), func(i int) { documents[i], errs[i] = s.readDocument(ctx, all[i].target, all[i].frame.ID) })
	if errs[0] != nil {
		return nil, false
	}
	for i, doc := range documents {
		in := all[i]
		if errs[i] != nil {
			rec.gap(in.frame.URL, "the frame was not read: "+errs[i].Error())
			continue
		}
		doc.addTo(p, i == 0)
		for _, f := range doc.Forms {
			f.target, f.frame = in.target, in.frame.ID
			forms = append(forms, f)
		}
		if !doc.Watched {
			rec.gap(doc.URL, "the probe does not answer; who wrote cookies and storage, and which interfaces were used, was not seen")
		}
		for _, what := range doc.Cut {
			rec.gap(doc.URL, "not read: "+what)
		}
	}
	return forms, true
}

// partitionOfFrame returns the top-level site that a frame's storage is kept under.
func partitionOfFrame(ctx context.Context, a *attached, frame cdp.FrameID) string {
	got, err := cdp.Call(ctx, a, storage.GetStorageKey, storage.GetStorageKeyParams{FrameID: frame})
	if err != nil {
		return ""
	}
	_, partition := splitStorageKey(string(got.StorageKey))
	return partition
}

func (s *session) readDocument(ctx context.Context, a *attached, frame cdp.FrameID) (document, error) {
	var doc document
	read := func() error {
		text, err := evaluate(ctx, a, frame, s.asking(elementsScript+readScript))
		if err != nil {
			return err
		}
		doc = document{}
		return jsonv2.Unmarshal([]byte(text), &doc, lenient)
	}
	err := read()
	if err == nil && doc.Closed > 0 && openRoots(ctx, a, frame, doc.Closed) {
		err = read()
	}
	if err == nil {
		doc.partition = partitionOfFrame(ctx, a, frame)
	}
	return doc, err
}

// evaluate runs a script in the isolated world of a frame and returns the string that it yields.
func evaluate(ctx context.Context, a *attached, frame cdp.FrameID, script string) (string, error) {
	made, err := cdp.Call(ctx, a, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: frame, WorldName: world})
	if err != nil {
		return "", err
	}
	return run(ctx, a, runtime.EvaluateParams{Expression: script, ContextID: made.ExecutionContextID})
}

// run evaluates a script, waits for what it promises, and returns the string that it yields.
func run(ctx context.Context, a *attached, p runtime.EvaluateParams) (string, error) {
	yes := true
	p.ReturnByValue, p.AwaitPromise, p.Silent, p.UserGesture = &yes, &yes, &yes, &yes
	result, err := cdp.Call(ctx, a, runtime.Evaluate, p)
	if err != nil {
		return "", err
	}
	if result.ExceptionDetails != nil {
		return "", errors.New("the script threw") // its words are the page's
	}
	var text string
	if result.Result == nil || jsonv2.Unmarshal(result.Result.Value, &text, lenient) != nil {
		return "", errors.New("the script gave no text")
	}
	return text, nil
}

// addTo adds what a document holds to its page.
func (d document) addTo(p *crawler.Page, main bool) {
	if main {
		p.FinalURL, p.Title, p.Lang, p.HTML, p.Links = d.URL, d.Title, d.Lang, []byte(d.HTML), d.Links
	}
	for _, f := range d.Forms {
		f.FrameURL = d.URL
		p.Forms = append(p.Forms, f.Form)
	}
	for _, item := range d.Storage {
		item.Origin, item.Partition = d.Origin, d.partition
		p.Storage = append(p.Storage, item)
	}
}
