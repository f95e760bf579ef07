package practice

// A Notice is a privacy notice as its reader understood it.
type Notice struct {
	Source       string        `json:"source"` // path as given, or address of the page
	SHA256       string        `json:"sha256"` // of the bytes read, in hex
	Company      string        `json:"company,omitempty"`
	Languages    []string      `json:"languages"`      // "en", "fr"; most used first
	Date         string        `json:"date,omitempty"` // of the version, as 2006-01-02, or 2006-01 when the day is not given
	Declarations []Declaration `json:"declarations"`   // in the order of the text
	Gaps         []Gap         `json:"gaps,omitempty"` // parts that could not be read, such as a language without a table
	// Documents are those of which the notice consists, the first of them its Source. There are none when it is one file.
	Documents []NoticeDocument `json:"documents,omitempty"`
}

// A NoticeDocument is one of the documents that were read together as a notice.
type NoticeDocument struct {
	Source       string   `json:"source"` // path, or address of the page as the browser showed it
	SHA256       string   `json:"sha256"` // of the bytes read, in hex
	Languages    []string `json:"languages"`
	Date         string   `json:"date,omitempty"` // of its version
	Declarations int      `json:"declarations"`
	Why          []string `json:"why,omitempty"` // of one that was found on the site: how it was found
}

// A Declaration is one statement of a notice. Its lists are read as a product: every one of Data
// is collected, used or shared for every one of Purposes, with every one of Recipients and Vendors.
type Declaration struct {
	Quote
	Kind       Kind       `json:"kind"`
	Polarity   Polarity   `json:"polarity"`
	Modality   Modality   `json:"modality"`
	Data       []Data     `json:"data"`
	Purposes   []Purpose  `json:"purpose"`
	Recipients []Party    `json:"recipient"`         // classes: first_party, processor, partner, authority ...
	Vendors    []Party    `json:"vendor"`            // companies called by name, as the vendor table spells them
	Members    []Party    `json:"members,omitempty"` // companies that are named as all of Recipients; empty when the classes are left open
	Condition  Condition  `json:"condition"`
	Scope      []Audience `json:"scope"`               // whose data; empty when everybody's
	Period     Period     `json:"period,omitempty"`    // of a retention or tracer statement
	Places     []string   `json:"places,omitempty"`    // ISO 3166 codes, EU, EEA, any
	Tracers    []string   `json:"tracers,omitempty"`   // names of cookies and storage keys, "*" stands for the rest of a name
	Right      string     `json:"right,omitempty"`     // of a right statement: access, erasure ...
	Mechanism  string     `json:"mechanism,omitempty"` // of a transfer statement: scc, adequacy, privacy_shield ...
	Bases      []string   `json:"basis,omitempty"`     // of a legal-basis statement: consent, contract, legitimate_interest ...
	Universal  bool       `json:"universal,omitempty"` // said of all data or of every case, so that nothing said elsewhere is meant as its exception
	Section    string     `json:"section"`
	Lang       string     `json:"lang"`
	Also       []Quote    `json:"also,omitempty"` // further places where the notice says it in the same words
}

// A Quote is the exact words of a notice: the bytes of its text from Start to End. The text is the file's own bytes, but for a PDF the
// text that its pages show, and for a file in another encoding what it is in UTF-8; `candor policy text` prints it.
type Quote struct {
	Source string `json:"source"`
	Blob   string `json:"blob,omitempty"` // of a notice that a scan found: name of the blob in the record that holds it, below blobs/; Line and Start count in it
	Line   int    `json:"line"`           // 1-based
	Page   int    `json:"page,omitempty"` // 1-based, of a PDF; 0 elsewhere
	Start  int    `json:"start_byte"`     // offset of the first byte
	End    int    `json:"end_byte"`       // offset after the last byte
	Text   string `json:"quote"`
	Link   string `json:"link,omitempty"` // of a page on the web: the address that opens it at these words, with a text fragment
}

// A Kind is what sort of statement a declaration is; terms.txt lists them with the Action each stands for.
type Kind string

// The kinds that code refers to by name.
const (
	KindCollect       Kind = "collect"
	KindUse           Kind = "use"
	KindCombine       Kind = "combine"
	KindShare         Kind = "share"
	KindSell          Kind = "sell"
	KindTracer        Kind = "tracer"
	KindRetention     Kind = "retention"
	KindDelete        Kind = "delete"
	KindStoreLocation Kind = "store-location"
	KindTransfer      Kind = "transfer"
	KindSource        Kind = "source"
	KindConsent       Kind = "consent-claim"
	KindOptOut        Kind = "optout"
	KindRight         Kind = "right"
	KindLegalBasis    Kind = "legal-basis"
	KindSecurity      Kind = "security"
	KindChildren      Kind = "children"
	KindContact       Kind = "contact"
	KindRole          Kind = "role"
	KindAccessLimit   Kind = "access-limit"
	KindScope         Kind = "scope"
	KindChange        Kind = "change"
)

// Polarity says whether a statement affirms or denies.
type Polarity string

// The polarities. AffirmedOnly promises that nothing beyond what is listed is done.
const (
	Affirmed     Polarity = "affirmed"
	AffirmedOnly Polarity = "affirmed-only"
	Denied       Polarity = "denied"
)

// Modality is how firmly a statement is made. May counts as declared when an omission is judged, and is weak as a promise.
type Modality string

// The modalities.
const (
	States Modality = "states"
	Will   Modality = "will"
	May    Modality = "may"
	Must   Modality = "must"
	Soft   Modality = "soft" // recommends, strives, wishes: no promise
)

// An Audience is whose data a statement is about: visitor, user, customer, contact, employee, candidate, child ...
type Audience string

// A Period is how long: an ISO 8601 duration ("P13M"), "session", "unlimited",
// "until:EVENT" ("until:unsubscribe"), "criteria:WORDS", or "" when not stated.
type Period string
