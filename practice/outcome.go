package practice

// An Outcome is the result of an audit: what a report tells. Its JSON form is the documented format of `candor audit --format json`.
type Outcome struct {
	Schema  int           `json:"schema"` // OutcomeSchema
	Company string        `json:"company"`
	Notice  NoticeSummary `json:"notice"`
	Record  RecordSummary `json:"record"`
	Comparison
	Accepted []Acceptance `json:"accepted,omitempty"` // decisions about its discrepancies, in the order of their file
	Baseline *Baseline    `json:"baseline,omitempty"` // what was known before; nil when nobody asked
}

// OutcomeSchema is the version of the JSON form of an Outcome.
const OutcomeSchema = 1

// A NoticeSummary names the notice that was read.
type NoticeSummary struct {
	Source       string   `json:"source"`
	SHA256       string   `json:"sha256"`
	Languages    []string `json:"languages"`
	Date         string   `json:"date,omitempty"`
	Declarations int      `json:"declarations"`
	// Documents are those that were read together, when the notice is more than one file.
	Documents []NoticeDocument `json:"documents,omitempty"`
	Gaps      []Gap            `json:"gaps,omitempty"` // parts that could not be read
}

// A RecordSummary names what was looked at, and how far.
type RecordSummary struct {
	Path     string      `json:"path,omitempty"`
	Site     string      `json:"site,omitempty"` // the seed URL
	Pages    int         `json:"pages"`
	States   []Condition `json:"states"`
	Packages int         `json:"packages"`
	Gaps     []Gap       `json:"gaps"`
}

// A Comparison is what the rules find between what was seen and what was said.
type Comparison struct {
	Discrepancies []Discrepancy  `json:"discrepancies"` // most severe first
	Kept          []Kept         `json:"kept"`
	Unverifiable  []Unverifiable `json:"unverifiable"`
	Coverage      []Coverage     `json:"coverage"` // the matrix of both, by category and then recipient
	Rules         []RuleSummary  `json:"rules"`    // those that judged, in their order
}

// A RuleSummary is what a report needs to know of a rule.
type RuleSummary struct {
	Name       string   `json:"name"`
	Title      string   `json:"title"`    // the first line of its Doc
	Severity   Severity `json:"severity"` // unless the data at stake ask for another
	References []string `json:"references"`
}

// A Discrepancy is one place where saying and doing differ, with the proof of both sides.
type Discrepancy struct {
	ID         string        `json:"id"` // "d-" and six hex digits; stable when lines move
	Rule       string        `json:"rule"`
	Verdict    Verdict       `json:"verdict"`
	Severity   Severity      `json:"severity"`
	Confidence float64       `json:"confidence"` // 0 to 1; an omission's falls with the reader's own recall
	Practice   Practice      `json:"practice"`
	Message    string        `json:"message"` // one sentence: what was said, what was seen
	Why        string        `json:"why"`     // why they differ
	Declared   []Declaration `json:"declared"`
	Nearest    []Declaration `json:"nearest,omitempty"` // of an omission: the statements that come closest
	Observed   []Observation `json:"observed"`
	References []string      `json:"references"` // "GDPR 13(1)(e)", "ePrivacy 5(3)" ...
	Remedies   []Remedy      `json:"remedies"`
}

// A Remedy is what to change, on one of the two sides.
type Remedy struct {
	Side string `json:"side"` // "practice" or "notice"
	Text string `json:"text"`
}

// Kept is a promise that was seen to be kept.
type Kept struct {
	Practice Practice      `json:"practice"`
	Declared []Declaration `json:"declared"`
	Observed []Observation `json:"observed"`
}

// Unverifiable is a statement that nothing here could confirm or refute.
type Unverifiable struct {
	Practice Practice    `json:"practice"`
	Declared Declaration `json:"declared"`
	Reason   string      `json:"reason"`
}

// A Verdict is how what was seen relates to what was said (after PoliCheck, USENIX Security 2020, and beyond it).
type Verdict string

// The verdicts.
const (
	Clear           Verdict = "clear"            // declared in the same words
	Vague           Verdict = "vague"            // a broader term or an unnamed recipient covers it
	Omitted         Verdict = "omitted"          // not in the notice
	Contradicted    Verdict = "contradicted"     // denied, or outside an "only"
	Ambiguous       Verdict = "ambiguous"        // both affirmed and denied
	ConditionBroken Verdict = "condition-broken" // declared with prior consent, seen before or against it
	Stale           Verdict = "stale"            // declared, never seen where it could be seen
	Unverified      Verdict = "unverifiable"     // nothing here could see it
	Unlawful        Verdict = "unlawful"         // the text itself is against the law, whatever is done
)

// Severity orders discrepancies for the reader.
type Severity string

// The severities, most severe first.
const (
	High   Severity = "high"
	Medium Severity = "medium"
	Low    Severity = "low"
)
