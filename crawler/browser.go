package crawler

import (
	"context"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A Browser opens sessions. crawler/chrome has the real one; tests of everything else use a fake.
type Browser interface {
	// Open returns a session with an empty profile for a visitor. The caller closes it.
	Open(ctx context.Context, who Visitor) (Session, error)
	// About says what the browser is and how it presents itself; it is kept in the record.
	About() About
	// Close ends the browser and removes its profile.
	Close() error
}

// A Visitor is how a session presents itself. The zero value sends no signal.
type Visitor struct {
	// GPC says with every request, and to every script that asks, that the person does not want to be sold, shared or tracked:
	// the header Sec-GPC: 1 and navigator.globalPrivacyControl of the Global Privacy Control specification (W3C draft of 2025).
	GPC bool
	// Types is what the visitor types into a field that a page shows, "" for nothing, and the data that the field asks for. nil types
	// nothing anywhere. Nothing typed is submitted but by Session.Submit.
	Types func(Field) (value string, data practice.Data)
	// Pictures says of which forms a picture is wanted. nil takes no picture at all, of pages neither.
	Pictures func(*Form) bool
	// Login is how the visitor signs in before the first page; nil for one who does not. Open fails with ErrLogin if that is not possible.
	Login *Login
}

// A Session is one visitor: its pages share cookies and storage, and nothing with other sessions.
type Session interface {
	// Visit loads url and returns what was seen until the network was quiet.
	// It fails only if there is no document at all.
	Visit(ctx context.Context, url string) (*Page, error)
	// Choose answers the consent dialog of url as choice (Accepted, Refused or Withdrawn) says, and returns what the page did from
	// then on. The result says whether there was a dialog and what was clicked. Withdrawn wants a session that has
	// accepted: it looks for the way back to the dialog, and refuses there.
	Choose(ctx context.Context, url string, choice practice.Condition) (*Page, Choice, error)
	// Submit loads url, types what the visitor's Types gives into a form that Visit has told of, ticks and chooses there what the form
	// requires, submits it as a person does, and returns what the page did from then on, the page that follows with it. It fails if the form is
	// there no more or does not accept what was typed; and if, once it is filled in, it would be sent elsewhere, or why says of it, with what its
	// buttons and hidden fields then say as its Buttons, anything but "".
	Submit(ctx context.Context, url string, form *Form, why func(*Form) string) (*Page, error)
	// Read loads url as Visit does and returns what a person can read there: the page's own document first, then the frames
	// that hold text of their own. A file that a browser shows in no page of its own, such as a PDF, is one document.
	// Nothing else of the visit is told. It fails if there is no document.
	Read(ctx context.Context, url string) ([]Document, error)
	// Fetch downloads what a server answers at url, whatever its status, and shows it nowhere. It neither sends cookies nor keeps any.
	// It fails if there is no answer.
	Fetch(ctx context.Context, url string) (Document, error)
	Close() error
}

// A Choice is what happened at a consent dialog.
type Choice struct {
	Page     string             `json:"page"`
	State    practice.Condition `json:"state"`    // what was wanted
	Platform string             `json:"platform"` // "OneTrust", "words" when found by its words, "" when there was no dialog
	Offered  bool               `json:"offered"`  // the wanted choice could be made
	Clicks   int                `json:"clicks"`   // how many it took
	Clicked  []string           `json:"clicked"`  // the words on what was clicked, in order
	Effect   string             `json:"effect"`   // what changed: dialog gone, cookies set or removed; "" when nothing did

	Screenshot     []byte `json:"-"`                           // JPEG of the window with the dialog, before the first click
	ScreenshotHash string `json:"screenshot_sha256,omitempty"` // of Screenshot, in hex: the name of a blob of the record
}

// byScript begins the word in Clicked for a call of the platform, which nobody can click.
const byScript = "by script: "

// ByScript is what Clicked holds for a call of the platform's own.
func ByScript(code string) string { return byScript + code }

// Scripted reports whether the choice was made by a call of the platform's own, since the dialog did not offer it.
func (c *Choice) Scripted() bool {
	return slices.ContainsFunc(c.Clicked, func(words string) bool { return strings.HasPrefix(words, byScript) })
}

// About is what a browser is.
type About struct {
	Product           string   `json:"product"` // "Chromium/156.0.8078.79"
	UserAgent         string   `json:"user_agent"`
	Flags             []string `json:"flags"`
	Sandboxed         bool     `json:"sandboxed"`
	ThirdPartyCookies string   `json:"third_party_cookies"` // "allowed" or "blocked"
	Viewport          string   `json:"viewport,omitempty"`  // "390x844,mobile"; "" for the browser's own, as below
	Locale            string   `json:"locale,omitempty"`
	Timezone          string   `json:"timezone,omitempty"`
	Proxy             string   `json:"proxy,omitempty"`
	PublicOnly        bool     `json:"public_only,omitempty"` // it reaches neither its machine nor private networks
}
