package practice

import "strings"

// An Observation is one practice that a detector or an analyzer saw, with its evidence.
type Observation struct {
	Practice Practice   `json:"practice"`
	By       string     `json:"by"`               // the detector or analyzer
	Name     string     `json:"name,omitempty"`   // of the cookie, storage key, form field or struct field
	Period   Period     `json:"period,omitempty"` // how long a tracer lives or data are kept; "" when it does not apply
	Place    string     `json:"place,omitempty"`  // country in which data are stored (ISO 3166-1); "" when it does not apply
	Evidence []Evidence `json:"evidence"`         // at least one
}

// Evidence is one place where something was seen. It never holds a person's data, only names, kinds and hashes.
type Evidence struct {
	Source  string     `json:"source"`            // a page's URL, or a file relative to the audited module, with slashes
	Line    int        `json:"line,omitempty"`    // 1-based; 0 when it does not apply
	Column  int        `json:"column,omitempty"`  // 1-based, in bytes
	Request int        `json:"request,omitempty"` // number of the request in the record, from 1
	Blob    string     `json:"blob,omitempty"`    // name of a blob in the record
	Detail  string     `json:"detail"`            // what is to be seen there, in one line
	Code    string     `json:"code,omitempty"`    // the line of code as it stands there, what may be a key left out, cut after 200 characters
	Why     string     `json:"why,omitempty"`     // of code: what tells that it is personal data: "Email of Subscriber: the word email; a person's type"
	Trace   []Evidence `json:"trace,omitempty"`   // how the data came there, source first

	// Fingerprint is 16 hex digits by which a finding in code is known again when lines move; "" where findings are not told one by one.
	Fingerprint string `json:"fingerprint,omitempty"`
}

// Observations is everything that one record saw, and how far it could see.
type Observations struct {
	Seen     []Observation
	States   []Condition // consent states in which the site was visited; empty when no site was
	Pages    int         // pages visited, counted once over all states
	Packages int         // Go packages analysed; 0 when no code was
	Gaps     []Gap

	ClaimsGPC string // address of the file in which the site itself says to programs that it heeds Global Privacy Control; "" when it does not

	Choices  []Choice         // what happened at the consent dialogs, in the order of the visits
	Declared []DeclaredTracer // the tables of the consent platforms, each line once
}

// A Choice is what a consent dialog let a visitor do who wanted to answer it in one way.
type Choice struct {
	Page     string
	State    Condition // what was wanted: Accepted, Refused, Withdrawn
	Platform string    // "OneTrust", "words" when found by its words, "" when there was no dialog
	Offered  bool      // the wanted choice could be made
	Scripted bool      // it could be made by a call of the platform alone, which nobody can click
	Clicks   int       // how many it took
	Clicked  []string  // the words on what was clicked, in order
	Blob     string    // name of the blob in the record that shows the dialog
}

// A DeclaredTracer is one line of the table in which a consent platform says what the site keeps on a device: a cookie, or a service whose
// cookies it does not name. What it leaves out is "". The words are the platform's or the site owner's.
type DeclaredTracer struct {
	Page     string // where the platform told it
	Platform string
	Name     string
	Service  string
	Vendor   string
	Category string // "Statistics", "ads", a group's name
	Duration string

	Necessary bool // the visitor cannot refuse it
}

// A Gap is something that could not be seen, and why. It is a result, not an error.
type Gap struct {
	Source string `json:"source"` // the page, file or package
	Reason string `json:"reason"` // with the remedy, if there is one
}

// NamesOnce shortens names of observations for a sentence: a script that took several fingerprints ("canvas by SCRIPT", "audio by SCRIPT") is named
// once behind them ("canvas + audio by SCRIPT"). Other names, and their order, stay as they are.
func NamesOnce(names []string) []string {
	var short []string
	at := map[string]int{} // where a script stands
	for _, name := range names {
		technique, script, by := strings.Cut(name, " by ")
		i, known := at[script]
		switch {
		case !by:
			short = append(short, name)
		case !known:
			at[script] = len(short)
			short = append(short, name)
		default:
			short[i] = strings.TrimSuffix(short[i], " by "+script) + " + " + technique + " by " + script
		}
	}
	return short
}
