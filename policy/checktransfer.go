package policy

import "github.com/candor-privacy/candor/practice"

// Groundless is the check clauses-without-transfer.
var Groundless = &Check{
	Name: "clauses-without-transfer",
	Doc: `The notice names a guarantee for transfers and no transfer

Standard contractual clauses, binding corporate rules and the like are for data that leave the European Economic Area. A notice that names
them and neither says that data leave nor names anybody abroad ("We store your data in the European Union. In all cases, we apply
the standard contractual clauses.") hides a transfer or promises what protects nobody.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 13(1)(f)", "GDPR 46"},
	Remedy:     "Say which data go to which country and to whom, with the guarantee for each; or take the clauses out.",
	find:       (*reader).findGroundless,
}

// clauses are the guarantees that only a transfer needs.
var clauses = []string{"scc", "bcr", "uk_idta", "derogation"}

func (r *reader) findGroundless(f *findings) {
	var named []practice.Quote
	admitted := false
	r.eachSentence(func(s *sentence) {
		if s.question || s.block.kind == headingBlock {
			return
		}
		admitted = admitted || s.has("outside") || s.placedAbroad()
		for _, a := range s.of("mechanism") {
			if contains(clauses, a.key) && (s.has("transfer.cue") || s.topic("transfer") || s.has("law") || s.has("protect") || s.hasData(0, len(s.tokens))) {
				named = append(named, r.quote(s))
				return
			}
		}
	})
	if len(named) == 0 || admitted || namesAbroad(f.notice) {
		return
	}
	quotes := named[:1]
	for _, d := range f.notice.Declarations {
		if d.Kind == practice.KindStoreLocation && d.Polarity != practice.Denied && d.Quote != named[0] {
			quotes = append(quotes, d.Quote)
			break
		}
	}
	f.add(Finding{Message: "a guarantee for transfers is named, and no transfer", Why: "People cannot tell whether their data leave the European Economic Area.", Quotes: quotes})
}

// placedAbroad reports whether the sentence names a place outside the European Economic Area.
func (s *sentence) placedAbroad() bool {
	for _, a := range s.of("place") {
		if a.key != "EU" && a.key != "EEA" && !practice.InEconomicArea(a.key) {
			return true
		}
	}
	return false
}

// namesAbroad reports whether a statement names a company whose seat is outside the European Economic Area.
func namesAbroad(n practice.Notice) bool {
	for _, d := range n.Declarations {
		for _, name := range d.Vendors {
			if v, ok := practice.VendorByName(string(name)); ok && abroad(v.Country) {
				return true
			}
		}
	}
	return false
}
