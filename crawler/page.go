// Package crawler walks a site: which pages to visit, in which consent state, and what a
// browser can see there. It knows no Chrome; a Browser is given to it.
package crawler

import (
	"strings"
	"time"

	"github.com/candor-privacy/candor/practice"
)

// A Page is what the browser saw of one visit, until the network was quiet.
// A page that answers with an HTTP error is still a Page.
type Page struct {
	URL        string             `json:"url"`       // as asked for
	FinalURL   string             `json:"final_url"` // after redirects
	State      practice.Condition `json:"state"`
	Status     int                `json:"status"`
	MIME       string             `json:"mime"`
	Title      string             `json:"title"`
	Lang       string             `json:"lang,omitempty"` // of <html lang>
	Start      time.Time          `json:"start"`
	End        time.Time          `json:"end"`
	Links      []Link             `json:"links"`
	Frames     []Frame            `json:"frames"`
	Forms      []Form             `json:"forms"`
	Requests   []Request          `json:"-"` // a record keeps each on a line of its own
	Cookies    []Cookie           `json:"-"`
	Storage    []StorageItem      `json:"-"`
	Uses       []Use              `json:"-"`
	Canvases   []Canvas           `json:"-"`
	Signals    []Signal           `json:"signals,omitempty"`
	Declared   []DeclaredTracer   `json:"declared,omitempty"`
	Typed      []Typed            `json:"typed,omitempty"`
	Leaks      []Leak             `json:"leaks,omitempty"` // of a redacted record, in which the values can no longer be looked for
	HTML       []byte             `json:"-"`               // DOM snapshot of the main frame
	Screenshot []byte             `json:"-"`               // JPEG, before anything was typed: of a session's first page as long as it is, of others what the window shows
	Gaps       []practice.Gap     `json:"-"`

	Submitted string `json:"submitted,omitempty"` // of what followed the submission of a form: where that was sent

	HTMLHash       string `json:"html_blob,omitempty"`       // of HTML, as hex SHA-256: the name of a blob of the record
	ScreenshotHash string `json:"screenshot_blob,omitempty"` // of Screenshot, likewise
}

// A Link is an anchor of the main frame, or a <link> in its head that names a legal document.
type Link struct {
	URL   string `json:"url"` // absolute, without fragment, unless that names a page; see Route
	Text  string `json:"text"`
	Title string `json:"title,omitempty"` // the title attribute, where it is not the text
	Label string `json:"label,omitempty"` // aria-label, likewise
	Lang  string `json:"lang,omitempty"`  // hreflang: the language of what it leads to
	Rel   string `json:"rel,omitempty"`   // link types that say what it leads to: privacy-policy, terms-of-service
	Place string `json:"place,omitempty"` // footer, navigation, dialog, head; "" for anywhere else
}

// A Frame is one document in the page: the main frame, an iframe, or a popup's.
type Frame struct {
	ID     string `json:"id"`
	Parent string `json:"parent,omitempty"`
	URL    string `json:"url"`
}

// A Request is one HTTP request, each hop of a redirect chain its own.
type Request struct {
	ID              int                `json:"id"` // from 1, unique in the record
	Page            string             `json:"page"`
	State           practice.Condition `json:"state"`
	URL             string             `json:"url"`
	Method          string             `json:"method"`
	Type            string             `json:"type"`   // document, script, xhr, fetch, ping, websocket, image ... as the browser calls it, lower case; preflight; report
	Target          string             `json:"target"` // page, iframe, worker, shared_worker, service_worker, popup, prerender
	Frame           string             `json:"frame,omitempty"`
	FrameURL        string             `json:"frame_url,omitempty"`
	Initiator       Initiator          `json:"initiator"`
	RedirectOf      int                `json:"redirect_of,omitempty"` // ID of the request that redirected here
	Headers         []Header           `json:"headers"`
	Body            []byte             `json:"body,omitempty"`     // of a WebSocket, the messages sent, one a line
	Received        []byte             `json:"received,omitempty"` // of a WebSocket or an event source, the first messages received, one a line
	Status          int                `json:"status,omitempty"`   // 0 when there was no answer
	ResponseHeaders []Header           `json:"response_headers,omitempty"`
	MIME            string             `json:"mime,omitempty"`
	Content         []byte             `json:"-"`                        // of a script, as the browser ran it
	ContentHash     string             `json:"content_sha256,omitempty"` // of Content, in hex: the name of a blob of the record
	RemoteAddr      string             `json:"remote_addr,omitempty"`
	Error           string             `json:"error,omitempty"` // net::ERR_... when it failed
	Local           bool               `json:"local,omitempty"` // answered by the cache or a service worker, or blocked by the page's own policy: nothing was sent
	Time            time.Time          `json:"time"`
}

// A Header is one header line.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// HeaderNamed returns the value of the first header of that name, whatever its case; "" if there is none.
func HeaderNamed(headers []Header, name string) string {
	for _, h := range headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

// An Initiator is what caused a request or set a value: a script's call stack, or the markup that named the URL.
type Initiator struct {
	Type  string `json:"type"`          // script, parser, preload, preflight, redirect, refresh (by the document itself), navigation, other
	URL   string `json:"url,omitempty"` // document or script
	Line  int    `json:"line,omitempty"`
	Stack []Call `json:"stack,omitempty"` // innermost first
}

// Place is the innermost call that came over the network, else the innermost that has any address (blob:, about:srcdoc), or, where no
// script called, the place in the markup.
func (i Initiator) Place() Call {
	var first Call
	for _, call := range i.Stack {
		if strings.HasPrefix(call.URL, "http:") || strings.HasPrefix(call.URL, "https:") {
			return call
		}
		if first.URL == "" {
			first = call
		}
	}
	if first.URL != "" {
		return first
	}
	return Call{URL: i.URL, Line: i.Line}
}

// A Call is one line of a call stack.
type Call struct {
	Function string `json:"function"`
	URL      string `json:"url"`
	Named    string `json:"named,omitempty"` // an address that the script gives itself (sourceURL) and that nothing was loaded from
	Line     int    `json:"line"`            // 1-based
	Column   int    `json:"column"`          // 1-based
}

// A Cookie is one act of setting a cookie, or one cookie found in the jar whose setting was not seen.
type Cookie struct {
	Page      string             `json:"page"`
	State     practice.Condition `json:"state"`
	Name      string             `json:"name"`
	Value     string             `json:"value"`
	Domain    string             `json:"domain"` // without a leading dot
	HostOnly  bool               `json:"host_only,omitempty"`
	Path      string             `json:"path"`
	Secure    bool               `json:"secure,omitempty"`
	HTTPOnly  bool               `json:"http_only,omitempty"`
	SameSite  string             `json:"same_site,omitempty"`
	Partition string             `json:"partition,omitempty"` // top-level site of a partitioned cookie
	Session   bool               `json:"session,omitempty"`   // has no end date
	Lifetime  time.Duration      `json:"lifetime,omitempty"`  // as set, from the moment of setting; negative for a deletion
	Kept      time.Duration      `json:"kept,omitempty"`      // how long the browser keeps it, where that is shorter than it was set for
	SetBy     string             `json:"set_by"`              // "http", "script" or "jar" (found at the end, setting not seen)
	Request   int                `json:"request,omitempty"`   // whose response set it
	Initiator Initiator          `json:"initiator,omitzero"`  // of a script
	FrameURL  string             `json:"frame_url,omitempty"`
	Refused   []string           `json:"refused,omitempty"` // reasons for which the browser did not keep it
	Time      time.Time          `json:"time"`
}

// A StorageItem is one key that the page's origin or a third party's keeps in the browser.
type StorageItem struct {
	Page      string             `json:"page"`
	State     practice.Condition `json:"state"`
	Area      string             `json:"area"` // local, session, indexeddb, cache (Cache API), file (the origin's own file system)
	Origin    string             `json:"origin"`
	Partition string             `json:"partition,omitempty"` // top-level site under which a foreign origin keeps it; "" where the origin is that site's
	Key       string             `json:"key"`                 // "database/store" for indexeddb, the name of a cache, the path of a file
	Value     string             `json:"value,omitempty"`     // of indexeddb the first records in JSON, of a cache the first addresses in it, one a line; of a file none
	Initiator Initiator          `json:"initiator,omitzero"`  // of the script that wrote it, when seen
}

// A Signal is what a page's consent platform answers when it is asked in one of the industry's ways.
type Signal struct {
	API      string `json:"api"`                // tcf (__tcfapi), gpp (__gpp), usp (__uspapi); of a redacted record also gcm
	Value    string `json:"value"`              // TC string, GPP string, US privacy string
	Status   string `json:"status,omitempty"`   // of tcf the event: tcloaded, cmpuishown, useractioncomplete; of gpp the signal's: ready, not ready
	Platform int    `json:"platform,omitempty"` // its number in the IAB's list

	// What follows is set in a redacted record alone, in which the values can no longer be read: it is what every signal of the page said, also of
	// those in cookies and requests.
	Read       bool               `json:"read,omitempty"`
	Granted    []practice.Purpose `json:"granted,omitempty"`
	SaleOptOut string             `json:"sale_opt_out,omitempty"` // yes, no
	Request    int                `json:"request,omitempty"`      // that carried it, or whose answer set it
	Detail     string             `json:"detail,omitempty"`       // for people: where it stood, and what it says
}

// A DeclaredTracer is one line of the table in which a page's consent platform says what the site keeps on a device: a cookie, or
// a service whose cookies it does not name. What it leaves out is "". The words are the platform's or the site owner's.
type DeclaredTracer struct {
	Platform  string `json:"platform"` // as consent.txt calls it
	Name      string `json:"name,omitempty"`
	Host      string `json:"host,omitempty"`
	Service   string `json:"service,omitempty"`
	Vendor    string `json:"vendor,omitempty"`
	Category  string `json:"category,omitempty"` // "Statistics", "ads", a group's name
	Purpose   string `json:"purpose,omitempty"`
	Duration  string `json:"duration,omitempty"`
	Necessary bool   `json:"necessary,omitempty"` // the visitor cannot refuse it
}

// A Typed is a value of ours that was typed into a field, to be looked for in what the page sends. It is drawn for one scan and one
// field, and is nobody's.
type Typed struct {
	FrameURL string        `json:"frame_url"`
	Form     string        `json:"form,omitempty"` // name or id
	Field    string        `json:"field"`          // name, id or label
	Data     practice.Data `json:"data"`           // what the field asks for
	Value    string        `json:"value"`
	Start    time.Time     `json:"start"` // of typing
	Left     time.Time     `json:"left"`  // when the field lost the focus

	Submitted time.Time `json:"submitted,omitzero"` // when its form was; zero if it was not
}

// A Leak is a typed value that was sent: before anything was submitted, or once it was.
type Leak struct {
	Field    string        `json:"field"`
	Form     string        `json:"form,omitempty"`
	FrameURL string        `json:"frame_url"`
	Data     practice.Data `json:"data"`
	Request  int           `json:"request"`        // that carried it
	Channel  string        `json:"channel"`        // host, address, body, messages (of a WebSocket), "cookie header", "referer header" ...
	How      string        `json:"how,omitempty"`  // "sha256", "lower case, md5, base64": from the value outwards; "" as it was typed
	When     string        `json:"when"`           // while it was being typed, on leaving the field, later, after it was submitted
	Keys     bool          `json:"keys,omitempty"` // only the beginning, while the rest was still being typed

	Submitted bool `json:"submitted,omitempty"` // sent after its form was submitted, which only happens when asked for
}

// A Use is how one script used one interface of interfaces.txt in one document or worker. It holds no value of an argument.
type Use struct {
	Page      string             `json:"page"`
	State     practice.Condition `json:"state"`
	Interface string             `json:"interface"` // "Navigator.plugins"
	Script    Call               `json:"script"`    // that called, at the place of its first call; without address when that could not be told
	FrameURL  string             `json:"frame_url"` // of the document or worker
	Target    string             `json:"target"`    // page (with its frames of the same site), iframe, popup, worker, shared_worker, service_worker
	Count     int                `json:"count"`
	Words     []string           `json:"words,omitempty"`    // of the interface's words those that were arguments, sorted
	Distinct  int                `json:"distinct,omitempty"` // how many different arguments, where they are counted; 1000 stands for any more
	Most      int                `json:"most,omitempty"`     // how often the most frequent argument
}

// A Canvas is what one script did with one canvas. The text that it wrote is not kept.
type Canvas struct {
	Page       string             `json:"page"`
	State      practice.Condition `json:"state"`
	Script     Call               `json:"script"`
	FrameURL   string             `json:"frame_url"`
	Target     string             `json:"target"`
	Context    string             `json:"context"` // 2d, webgl
	Width      int                `json:"width"`   // in pixels, as it was last used
	Height     int                `json:"height"`
	Characters int                `json:"characters"`            // different ones in the text written, signs of emoji not counted; 64 stands for any more
	Colours    int                `json:"colours"`               // different ones that text was written in; 64 stands for any more
	Kept       int                `json:"kept"`                  // calls of save, restore and addEventListener
	ReadBy     []string           `json:"read_by,omitempty"`     // toDataURL, toBlob, convertToBlob, getImageData, readPixels; sorted
	ReadWidth  int                `json:"read_width,omitempty"`  // of the largest area that was read
	ReadHeight int                `json:"read_height,omitempty"` // of the same
}

// A Form is a form of any frame, or the fields that stand outside of one (then Action is "").
type Form struct {
	FrameURL string  `json:"frame_url"`
	Action   string  `json:"action"`         // absolute; where the button that shows first sends it
	Method   string  `json:"method"`         // the same button's, or what a field "_method" puts in its place
	Name     string  `json:"name,omitempty"` // name or id
	Fields   []Field `json:"fields"`
	Links    []Link  `json:"links,omitempty"` // in the form, such as the one to the privacy notice

	Buttons []string `json:"buttons,omitempty"` // the words on what submits it, those that show first

	Screenshot     []byte `json:"-"`                           // JPEG of the form as it stands on the page, before anything was typed
	ScreenshotHash string `json:"screenshot_sha256,omitempty"` // of Screenshot, in hex: the name of a blob of the record
}

// A Field is one control that a person fills in.
type Field struct {
	Name         string `json:"name"`
	ID           string `json:"id,omitempty"`
	Type         string `json:"type"` // text, email, tel, password, select, textarea, checkbox ...
	Label        string `json:"label,omitempty"`
	Placeholder  string `json:"placeholder,omitempty"`
	Autocomplete string `json:"autocomplete,omitempty"`
	Near         string `json:"near,omitempty"` // text beside a field that has no label
	Required     bool   `json:"required,omitempty"`
	Hidden       bool   `json:"hidden,omitempty"`
	Trap         bool   `json:"trap,omitempty"`    // a field to type into that nobody can see, set for robots
	Checked      bool   `json:"checked,omitempty"` // a box that is ticked before anybody touches it
	Late         bool   `json:"late,omitempty"`    // it came into the document only while other fields were filled in
}
