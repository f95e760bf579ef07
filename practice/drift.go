package practice

// A Drift is how two versions of a notice differ in what they declare. Its JSON form is the documented format of
// `candor policy diff --format json`.
type Drift struct {
	Schema  int           `json:"schema"` // DriftSchema
	Old     NoticeSummary `json:"old"`
	New     NoticeSummary `json:"new"`
	Changes []Change      `json:"changes"` // in the order of ChangeKinds, those of one kind in the order of the text
	Gaps    []Gap         `json:"gaps"`    // parts of either version that could not be read
}

// DriftSchema is the version of the JSON form of a Drift.
const DriftSchema = 1

// A Change is one difference. Its statements are cut down to what changed: of a list of ten categories of which one went, that one.
type Change struct {
	Kind    ChangeKind   `json:"change"`
	Promise bool         `json:"promise"` // the statement binds the company: a denial, an "only", a right, a safeguard; its loss is a loss for people
	Old     *Declaration `json:"old,omitempty"`
	New     *Declaration `json:"new,omitempty"`
	Points  []Point      `json:"points"` // what grew weaker or stronger; empty for what was added or removed
}

// A ChangeKind is what happened to a statement.
type ChangeKind string

// The kinds of changes. Reversed and weakened are to the disadvantage of the people whose data it is, strengthened and ended to their advantage.
const (
	Reversed     ChangeKind = "reversed" // what was denied is now said to be done
	Weakened     ChangeKind = "weakened"
	Removed      ChangeKind = "removed"
	Added        ChangeKind = "added"
	Strengthened ChangeKind = "strengthened"
	Ended        ChangeKind = "ended" // what was said to be done is now denied
)

// ChangeKinds are all kinds of changes, what is worst for people first.
var ChangeKinds = []ChangeKind{Reversed, Weakened, Removed, Added, Strengthened, Ended}

// A Point is one respect in which a statement changed, with the words of both versions; "" where one says nothing.
type Point struct {
	What string `json:"what"` // modality, polarity, consent, period, safeguard, data, recipient, purpose, audience, place
	Old  string `json:"old"`
	New  string `json:"new"`
}
