package scan

import (
	"encoding/json"
	"reflect"
	"slices"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

// An Inventory lists what a site was seen to do, state by state. Its JSON form is the documented output of `candor crawl --format json`.
// It holds no value of a cookie or a storage item; addresses stand as they were requested, which in a redacted record is without
// values. Lists are empty rather than absent, and in a fixed order.
type Inventory struct {
	Schema   int                       `json:"schema"`
	Site     string                    `json:"site"`
	States   map[string]StateInventory `json:"states"`   // before, accepted, refused, withdrawn, gpc: those that were visited
	Forms    []FormInventory           `json:"forms"`    // of all states, each once
	Consent  []crawler.Choice          `json:"consent"`  // what happened at the consent dialog
	Declared []crawler.DeclaredTracer  `json:"declared"` // the consent platform's own table, of all pages, each line once
	Aliases  []crawler.Alias           `json:"aliases"`  // of the site's own hosts
	Pages    []PageInventory           `json:"pages"`    // in the order of the visits
	Files    []crawler.File            `json:"files"`    // robots.txt, sitemaps and gpc.json, as far as the site was asked for them
	GPC      *GPCInventory             `json:"gpc"`      // null unless the site was visited under GPC
	Notices  []Notice                  `json:"notices"`  // that were found, those that were read first
	Gaps     []practice.Gap            `json:"gaps"`
}

// A StateInventory is what was seen in one consent state.
type StateInventory struct {
	Cookies  []CookieInventory  `json:"cookies"`
	Requests []RequestInventory `json:"requests"`
	Hosts    []HostInventory    `json:"hosts"`
	Storage  []StorageInventory `json:"storage"`
	Signals  []SignalInventory  `json:"signals"` // each value once
	Leaks    []LeakInventory    `json:"leaks"`   // of typed values, in the order of the visits
	Pixels   []PixelInventory   `json:"pixels"`  // what advertising and measuring pixels were told, in the order of the visits

	Fingerprinting []FingerprintInventory `json:"fingerprinting"`
	Recorders      []RecorderInventory    `json:"recorders"`
}

// A CookieInventory is a cookie, by name, domain, path and partition. Of several settings it shows the longest-lived.
type CookieInventory struct {
	Name         string           `json:"name"`
	Domain       string           `json:"domain"`
	Path         string           `json:"path"`
	Partition    string           `json:"partition,omitempty"`
	FirstParty   bool             `json:"first_party"`         // of the site's own domain, whoever reads it
	Vendor       practice.Party   `json:"vendor"`              // who reads it; "" for the site itself
	Purpose      practice.Purpose `json:"purpose"`             // "" when not known
	Identifies   bool             `json:"identifies"`          // its value, or its well-known name, tells one browser from another
	Session      bool             `json:"session"`             // ends with the browser session
	LifetimeDays int              `json:"lifetime_days"`       // as set, rounded up; 0 for a session cookie
	KeptDays     int              `json:"kept_days,omitempty"` // as the browser keeps it, where that is shorter: Chromium keeps none for more than 400 days
	Deleted      bool             `json:"deleted,omitempty"`   // the only act seen was a deletion
	Secure       bool             `json:"secure"`
	HTTPOnly     bool             `json:"http_only"`
	SameSite     string           `json:"same_site"`
	SetBy        string           `json:"set_by"`               // http, script, or jar when the setting was not seen
	Setter       string           `json:"setter,omitempty"`     // URL of the script
	Request      int              `json:"request,omitempty"`    // whose answer set it
	Refused      []string         `json:"refused,omitempty"`    // why the browser did not keep it
	SentTo       []string         `json:"sent_to"`              // hosts that received a cookie of this name and domain
	FirstSeen    string           `json:"first_seen,omitempty"` // page
}

// A RequestInventory is one request.
type RequestInventory struct {
	Number     int              `json:"number"` // in the record and in network.har
	Page       string           `json:"page"`
	Method     string           `json:"method"`
	URL        string           `json:"url"`
	Type       string           `json:"type"`
	Target     string           `json:"target"`
	FirstParty bool             `json:"first_party"`
	Owner      practice.Party   `json:"owner"` // "" for the site itself
	Purpose    practice.Purpose `json:"purpose"`
	Status     int              `json:"status"` // 0 when there was no answer
	Error      string           `json:"error,omitempty"`
	Initiator  string           `json:"initiator,omitempty"` // URL of the script or document
	Chain      []string         `json:"chain,omitempty"`     // URLs of all scripts in the call stack, innermost first, each once
	RedirectOf int              `json:"redirect_of,omitempty"`
	Frame      string           `json:"frame,omitempty"`          // URL of the document or worker that sent it
	Local      bool             `json:"local,omitempty"`          // answered by the cache or a service worker, or blocked by the page's policy: nothing was sent
	Content    string           `json:"content_sha256,omitempty"` // of a script: its text is the blob of that name
}

// A HostInventory is one host that was contacted.
type HostInventory struct {
	Host       string         `json:"host"`
	FirstParty bool           `json:"first_party"`
	Owner      practice.Party `json:"owner"`
	Requests   int            `json:"requests"`
}

// A StorageInventory is one key of an origin's storage.
type StorageInventory struct {
	Origin     string           `json:"origin"`
	Area       string           `json:"area"`                // local, session, indexeddb, cache, file
	Partition  string           `json:"partition,omitempty"` // top-level site under which a foreign origin keeps it
	Key        string           `json:"key"`
	FirstParty bool             `json:"first_party"`
	Vendor     practice.Party   `json:"vendor"`
	Purpose    practice.Purpose `json:"purpose"`
	Identifies bool             `json:"identifies"`       // its value tells one browser from another
	Setter     string           `json:"setter,omitempty"` // URL of the script that wrote it, when seen
	FirstSeen  string           `json:"first_seen"`
}

// A SignalInventory is what the site told others of the visitor's consent.
type SignalInventory struct {
	API        string             `json:"api"`                    // tcf, gpp, usp, or gcm for Google Consent Mode
	Value      string             `json:"value"`                  // TC string, GPP string, US privacy string; of gcm the parameters gcs and gcd
	Status     string             `json:"status,omitempty"`       // as the platform told it
	Platform   int                `json:"platform,omitempty"`     // its number in the IAB's list
	Granted    []practice.Purpose `json:"granted"`                // consented to
	SaleOptOut string             `json:"sale_opt_out,omitempty"` // yes, no
	Request    int                `json:"request,omitempty"`      // that carried it
	FirstSeen  string             `json:"first_seen"`             // page
}

// A LeakInventory is a value that was typed into a field and sent, before its form was submitted or after.
type LeakInventory struct {
	crawler.Leak
	Page       string         `json:"page"`
	Host       string         `json:"host"`        // that it was sent to
	FirstParty bool           `json:"first_party"` // the site's own, which may look up or save what is typed
	Owner      practice.Party `json:"owner"`       // "" for the site itself
	Initiator  string         `json:"initiator,omitempty"`
}

// A PixelInventory is one event that a pixel was told of.
type PixelInventory struct {
	detect.PixelEvent
	Page    string `json:"page"`
	Host    string `json:"host"`
	Request int    `json:"request"`
}

// A FormInventory is one form, or the fields outside of one, on the page on which it was first seen.
type FormInventory struct {
	Page   string           `json:"page"`
	Frame  string           `json:"frame"`
	Name   string           `json:"name"`
	Method string           `json:"method"`
	Action string           `json:"action"`
	Owner  practice.Party   `json:"owner"` // who receives it; "" for the site itself
	Fields []FieldInventory `json:"fields"`

	Buttons    []string `json:"buttons,omitempty"`           // the words on what submits it
	Screenshot string   `json:"screenshot_sha256,omitempty"` // JPEG of the form as it stands on the page, or on another with the same form: the blob of that name
}

// A FieldInventory is a field with the data it asks for.
type FieldInventory struct {
	crawler.Field
	Data practice.Data `json:"data"`          // "" when it cannot be told
	Box  []string      `json:"box,omitempty"` // of a box to tick: consent, marketing, notice, terms
}

// A GPCInventory is what the site says of Global Privacy Control in /.well-known/gpc.json.
type GPCInventory struct {
	URL        string `json:"url"`
	Claims     bool   `json:"claims"`                // that it heeds the signal
	LastUpdate string `json:"last_update,omitempty"` // as it stands there
}

// A PageInventory is one visit.
type PageInventory struct {
	URL      string             `json:"url"`
	FinalURL string             `json:"final_url"`
	State    practice.Condition `json:"state"`
	Status   int                `json:"status"`
	Title    string             `json:"title"`
	Lang     string             `json:"lang"`
	Requests int                `json:"requests"`

	Submitted  string `json:"submitted,omitempty"`         // of what followed the submission of one of the page's forms: where that was sent
	Screenshot string `json:"screenshot_sha256,omitempty"` // JPEG, the blob of that name; of the first page of a state down to 5000 pixels, of others what the window shows
}

// stateNames are the keys of Inventory.States.
var stateNames = map[practice.Condition]string{
	practice.BeforeConsent: "before", practice.Accepted: "accepted", practice.Refused: "refused", practice.Withdrawn: "withdrawn", practice.UnderGPC: "gpc",
}

// Inventory lists what the record holds of a site.
func (r *Record) Inventory() Inventory {
	inv := Inventory{
		Schema: Schema, Site: r.job.Site, States: map[string]StateInventory{},
		Forms: []FormInventory{}, Consent: append([]crawler.Choice{}, r.choices...), Declared: []crawler.DeclaredTracer{}, Aliases: append([]crawler.Alias{}, r.aliases...), Pages: []PageInventory{}, Gaps: append([]practice.Gap{}, r.allGaps()...),
		Notices: append([]Notice{}, r.Notices()...), Files: append([]crawler.File{}, r.files...), GPC: r.claimOfGPC(),
	}
	site, ok := r.site()
	if !ok {
		return inv
	}
	for _, state := range r.states() {
		name := stateNames[state]
		if name == "" {
			name = string(state)
		}
		inv.States[name] = inventState(site, state)
	}
	pictures := r.formPictures()
	for _, p := range r.pages {
		inv.Pages = append(inv.Pages, PageInventory{
			URL: p.URL, FinalURL: p.FinalURL, State: p.State, Status: p.Status, Title: p.Title, Lang: p.Lang, Requests: len(p.Requests),
			Submitted: p.Submitted, Screenshot: p.ScreenshotHash,
		})
		for i := range p.Forms {
			inv.addForm(site, p, &p.Forms[i], pictures)
		}
		for _, d := range p.Declared {
			if !slices.Contains(inv.Declared, d) {
				inv.Declared = append(inv.Declared, d)
			}
		}
	}
	return inv
}

// formPictures are the names of the pictures of forms, by template: one that stands on every page is pictured once.
func (r *Record) formPictures() map[string]string {
	pictures := map[string]string{}
	for _, p := range r.pages {
		for i := range p.Forms {
			if f := &p.Forms[i]; f.ScreenshotHash != "" {
				pictures[f.Template()] = f.ScreenshotHash
			}
		}
	}
	return pictures
}

func (inv *Inventory) addForm(site *detect.Site, page *crawler.Page, form *crawler.Form, pictures map[string]string) {
	f := FormInventory{
		Page: page.URL, Frame: form.FrameURL, Name: form.Name, Method: form.Method, Action: form.Action, Fields: []FieldInventory{},
		Buttons: form.Buttons, Screenshot: pictures[form.Template()],
	}
	if host := crawler.Host(form.Action); host != "" {
		f.Owner = site.Scope.Owner(host)
	}
	for i, data := range detect.DataOfFields(form) {
		f.Fields = append(f.Fields, FieldInventory{form.Fields[i], data, detect.BoxKinds(&form.Fields[i])})
	}
	known := slices.ContainsFunc(inv.Forms, func(g FormInventory) bool {
		return g.Frame == f.Frame && g.Name == f.Name && g.Action == f.Action && reflect.DeepEqual(g.Fields, f.Fields)
	})
	if !known {
		inv.Forms = append(inv.Forms, f)
	}
}

// claimOfGPC is what the site says of the signal, nil if it was not asked. A file that cannot be read claims nothing.
func (r *Record) claimOfGPC() *GPCInventory {
	for _, f := range r.files {
		if f.Kind != crawler.GPCFile {
			continue
		}
		var said struct {
			GPC        bool   `json:"gpc"`
			LastUpdate string `json:"lastUpdate"`
		}
		if len(f.Content) > 0 && json.Unmarshal(f.Content, &said) != nil {
			said.GPC = false
		}
		return &GPCInventory{URL: f.URL, Claims: said.GPC, LastUpdate: said.LastUpdate}
	}
	return nil
}
