package practice

// A Movement is what changed from one outcome to a later one. Its JSON form is the documented format of `candor diff --format json`.
type Movement struct {
	Schema   int            `json:"schema"` // MovementSchema
	Old      OutcomeSummary `json:"old"`
	New      OutcomeSummary `json:"new"`
	Appeared []Discrepancy  `json:"appeared"` // only in the newer, most severe first
	Gone     []Discrepancy  `json:"gone"`     // only in the older, most severe first
	Changed  []Moved        `json:"changed"`  // in both, and not the same
	Same     int            `json:"same"`     // in both, and the same
}

// MovementSchema is the version of the JSON form of a Movement.
const MovementSchema = 1

// An OutcomeSummary says what an outcome judged, and how far it looked: what was not looked at is gone as well.
type OutcomeSummary struct {
	Source        string        `json:"source"` // file or evidence folder
	Company       string        `json:"company"`
	Notice        NoticeSummary `json:"notice"`
	Record        RecordSummary `json:"record"`
	Discrepancies int           `json:"discrepancies"`
}

// Summary is an outcome in short, as it was read from source.
func (o Outcome) Summary(source string) OutcomeSummary {
	return OutcomeSummary{Source: source, Company: o.Company, Notice: o.Notice, Record: o.Record, Discrepancies: len(o.Discrepancies)}
}

// A Moved is a discrepancy of both outcomes that is not what it was.
type Moved struct {
	ID       string   `json:"id"`
	Rule     string   `json:"rule"`
	Practice Practice `json:"practice"`
	Severity Severity `json:"severity"` // in the newer
	Graver   bool     `json:"graver"`   // than it was
	Points   []Point  `json:"points"`   // severity, verdict, decision, place and statement; of a place or statement one side is ""
}
