package chrome

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

//go:embed consent.txt
var platformsTable string

//go:embed words.txt
var wordsTable string

//go:embed consent.js
var consentScript string

//go:embed press.js
var pressScript string

// A platform is a line of consent.txt; its selectors are for consent.js.
type platform struct {
	Name   string `json:"name"`
	Dialog string `json:"dialog"`
	Accept string `json:"accept"`
	Refuse string `json:"refuse"`
	Reopen string `json:"reopen"` // "" when the platform has no control of its own

	acceptCall, refuseCall, reopenCall string // the platform's own JavaScript; "" when it has none
}

// A word is a line of words.txt.
type word struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
	All  bool   `json:"all"` // must be the control's whole text
}

var platforms, words = readPlatforms(), readWords()

// dialogScript and wayBackScript are consent.js with the tables: to find a dialog, and to find what opens it again.
var dialogScript, wayBackScript = findScript(false), findScript(true)

func findScript(wayBack bool) string {
	return fmt.Sprintf("%s(%s, %s, %t)", strings.TrimSpace(consentScript), asJSON(platforms), asJSON(words), wayBack)
}

func readPlatforms() []platform {
	var all []platform
	for _, row := range practice.MustTable("consent.txt", platformsTable, 6) {
		c := row.Columns
		calls := append(strings.Split(c[5], " ;; "), "", "") // a line may leave out those at its end
		for i := range calls {
			calls[i] = strings.TrimPrefix(calls[i], "-")
		}
		all = append(all, platform{Name: c[0], Dialog: c[1], Accept: c[2], Refuse: c[3], Reopen: c[4], acceptCall: calls[0], refuseCall: calls[1], reopenCall: calls[2]})
	}
	return all
}

func readWords() []word {
	var all []word
	for _, row := range practice.MustTable("words.txt", wordsTable, 3) {
		text, whole := strings.CutPrefix(row.Columns[2], "=")
		all = append(all, word{Kind: row.Columns[0], Text: text, All: whole})
	}
	return all
}

// asJSON writes a table that is compiled in.
func asJSON(v any) string {
	text, err := jsonv2.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// A dialog is a consent dialog as it shows in one document.
type dialog struct {
	Platform string    `json:"platform"`
	Controls []control `json:"controls"`
	target   *attached
	frame    cdp.FrameID
}

// A control is something in a dialog that a person can use.
type control struct {
	Kind  string `json:"kind"` // accept, refuse, settings, save, acknowledge; ticked for a box that is on; reopen outside of a dialog
	Text  string `json:"text"`
	Index int    `json:"index"`
}

// first returns the first control of the first kind that there is.
func (d *dialog) first(kinds ...string) (control, bool) {
	for _, kind := range kinds {
		for _, c := range d.Controls {
			if c.Kind == kind {
				return c, true
			}
		}
	}
	return control{}, false
}

// dialog looks for a consent dialog in the page and its frames: first for those of known platforms.
// It returns nil if none is visible.
func (s *session) dialog(ctx context.Context) (*dialog, error) { return s.find(ctx, dialogScript) }

// find runs one of the scripts made of consent.js in the page and its frames.
func (s *session) find(ctx context.Context, script string) (*dialog, error) {
	tab := s.current()
	if tab == nil {
		return nil, fmt.Errorf("the page is gone")
	}
	var byWords *dialog
	for _, a := range s.documents(tab) {
		tree, err := cdp.Call(ctx, a, page.GetFrameTree, cdp.Empty{})
		if err != nil && a == tab {
			return nil, err
		}
		if err != nil || tree.FrameTree == nil || a.popup {
			continue
		}
		for _, frame := range flatten(tree.FrameTree) {
			d := findIn(ctx, a, frame.ID, script)
			if d != nil && d.Platform != "words" {
				return d, nil
			}
			if byWords == nil {
				byWords = d
			}
		}
	}
	return byWords, ctx.Err()
}

// findIn looks into one document, and its closed shadow roots; a document that is just going away has nothing.
func findIn(ctx context.Context, a *attached, frame cdp.FrameID, script string) *dialog {
	hosts, err := evaluate(ctx, a, frame, a.session.asking(elementsScript)+"String(globalThis.elements.hosts())")
	if n, _ := strconv.Atoi(hosts); err == nil && n > 0 {
		openRoots(ctx, a, frame, n)
	}
	text, err := evaluate(ctx, a, frame, script)
	d := &dialog{target: a, frame: frame}
	if err != nil || jsonv2.Unmarshal([]byte(text), d, lenient) != nil || d.Platform == "" {
		return nil
	}
	return d
}

// press clicks a control: with the mouse where the page's own document holds it, since dialogs tell a
// person's click from a script's; by script in frames and where something else lies on top.
func (d *dialog) press(ctx context.Context, c control) error {
	if string(d.frame) == string(d.target.id) && d.target.kind == "page" {
		at, err := d.place(ctx, c, false)
		if err != nil {
			return err
		}
		if at.Hit {
			return click(ctx, d.target, at.X, at.Y)
		}
	}
	_, err := d.place(ctx, c, true)
	return err
}

// ticked says whether a box is still on.
func (d *dialog) ticked(ctx context.Context, c control) bool {
	text, err := evaluate(ctx, d.target, d.frame, fmt.Sprintf(`String(globalThis.found?.[%d]?.matches(":checked, [aria-checked=true]"))`, c.Index))
	return err == nil && text == "true"
}

// A place is where press.js found a control.
type place struct {
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Hit  bool    `json:"hit"`
	Gone bool    `json:"gone"`
}

func (d *dialog) place(ctx context.Context, c control, byScript bool) (place, error) {
	var at place
	text, err := evaluate(ctx, d.target, d.frame, fmt.Sprintf("%s(%d, %t)", strings.TrimSpace(pressScript), c.Index, byScript))
	if err != nil {
		return at, err
	}
	if err := jsonv2.Unmarshal([]byte(text), &at); err != nil {
		return at, err
	}
	if at.Gone {
		return at, fmt.Errorf("the control %q is gone", c.Text)
	}
	return at, nil
}

// click moves the mouse and presses its main button once.
func click(ctx context.Context, a *attached, x, y float64) error {
	for _, step := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMouseMoved, input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		p := input.DispatchMouseEventParams{Type: step, X: x, Y: y}
		if step != input.DispatchMouseEventTypeMouseMoved {
			p.Button, p.ClickCount = input.MouseButtonLeft, 1
		}
		patience, cancel := context.WithTimeout(ctx, reaction)
		_, err := cdp.Call(patience, a, input.DispatchMouseEvent, p)
		cancel()
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	}
	return ctx.Err() // a click that opens a window is not answered, and has happened all the same
}

// call runs one of a platform's own JavaScript calls in the page's world; it returns false if the page has no such call.
func (s *session) call(ctx context.Context, code string) bool {
	tab := s.current()
	if tab == nil {
		return false
	}
	text, err := run(ctx, tab, runtime.EvaluateParams{Expression: "(() => { try { " + code + "; return 'called'; } catch { return ''; } })()"})
	return err == nil && text == "called"
}
