package practice

// A Coverage is one cell of the matrix that tells the truth in both directions: what is said, and what was seen, of one category of data with
// one recipient.
type Coverage struct {
	Data          Data      `json:"data"`
	Recipient     Party     `json:"recipient"` // a company or a class of recipients; "" for the audited company itself
	Standing      Standing  `json:"standing"`
	Why           string    `json:"why,omitempty"` // of what is unverifiable: the reason
	Said          []Mention `json:"said"`          // the statements about it, in the order of the text; those that say it in their own words, or else in broader ones
	Site          int       `json:"site"`          // places on the site in which it was seen
	Code          int       `json:"code"`          // places in the code
	Discrepancies []string  `json:"discrepancies"` // ids of those that are about it
}

// A Mention is where a notice speaks of something; the quote is the text from Start to End.
type Mention struct {
	Source   string   `json:"source"`
	Line     int      `json:"line"` // 1-based, 0 where there are no lines
	Page     int      `json:"page,omitempty"`
	Start    int      `json:"start_byte"`
	End      int      `json:"end_byte"`
	Polarity Polarity `json:"polarity"`
}

// A Standing is how saying and doing stand to each other in a cell.
type Standing string

// The standings, worst first: of several that a cell deserves, the first counts.
const (
	StandsBroken       Standing = "broken"       // seen against what is said, or said so that it cannot hold
	StandsOmitted      Standing = "omitted"      // seen, and not said where it has to be
	StandsStale        Standing = "stale"        // said, and not there where it would be seen
	StandsUnverifiable Standing = "unverifiable" // said, and nothing here could see it
	StandsVague        Standing = "vague"        // seen, and said in broader words or of a class of recipients
	StandsKept         Standing = "kept"         // seen as it is said, or denied and looked for in vain
	StandsExempt       Standing = "exempt"       // seen and not said, as no rule asks for it: what a service cannot do without
)

// Standings is all of them, worst first.
var Standings = []Standing{StandsBroken, StandsOmitted, StandsStale, StandsUnverifiable, StandsVague, StandsKept, StandsExempt}
