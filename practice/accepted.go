package practice

// An Acceptance is a decision to live with discrepancies for a time: they are told all the same, and do not count.
type Acceptance struct {
	Rule     string   `json:"rule"`
	Practice Practice `json:"practice"` // may be broader than what is accepted: what it leaves out stands for any
	Reason   string   `json:"reason"`
	By       string   `json:"by"`              // who decided
	Until    string   `json:"until,omitempty"` // the last day on which it holds, as 2006-01-02; "" when it holds until it is taken back
	Source   string   `json:"source"`          // the file that holds it
	Line     int      `json:"line"`
	Expired  bool     `json:"expired,omitempty"` // its last day was over when the outcome was made, so that what it matches counts again
	Matches  []string `json:"matches"`           // ids of the discrepancies that it is about; none when there is nothing left to accept
}

// Accepts reports whether an acceptance is about a discrepancy, whatever the day is. The actor first_party is the company in all that it does.
func (a Acceptance) Accepts(d Discrepancy) bool {
	said, seen := a.Practice, d.Practice
	return a.Rule == d.Rule &&
		(said.Actor == seen.Actor || said.Actor == FirstParty) &&
		Covers(said.Action, seen.Action) &&
		(said.Data == "" || Covers(said.Data, seen.Data)) &&
		(said.Recipient == "" || CoversParty(said.Recipient, seen.Recipient)) &&
		(said.Purpose == "" || Covers(said.Purpose, seen.Purpose)) &&
		(said.Condition == Always || said.Condition == seen.Condition)
}

// Acceptance returns the acceptance by which a discrepancy does not count.
func (o Outcome) Acceptance(id string) (Acceptance, bool) {
	for _, a := range o.Accepted {
		for _, match := range a.Matches {
			if match == id && !a.Expired {
				return a, true
			}
		}
	}
	return Acceptance{}, false
}

// Counts reports whether a discrepancy counts against the company: nobody has accepted it, and no baseline knows it.
func (o Outcome) Counts(id string) bool {
	_, accepted := o.Acceptance(id)
	return !accepted && !o.Baseline.Knows(id)
}
