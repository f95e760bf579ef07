package policy

import "github.com/candor-privacy/candor/practice"

// A grade is what a told item lacks, or why it cannot hold. The chains "who says this must also say that" follow
// PolicyChecker (Amaral et al., IEEE TSE 2021): a transfer asks for a guarantee, legitimate interests for the interest.
type grade struct {
	item  string
	state State
	lacks string // goes on after "the notice "
	when  func(*reader, []told) bool
}

// grades are tried in this order; the first that holds decides.
var grades = []grade{
	{"controller-contact", Partial, "asks people to get in touch and gives no address", none(told.hasAddress)},
	{"dpo-contact", Partial, "speaks of a data protection officer and gives no address", none(told.hasAddress)},
	{"legal-basis", Defective, "rests on a consent that nobody gives: using a service is no consent", every(told.impliesConsent)},
	{"legitimate-interests", Partial, "claims legitimate interests and does not say which", none(told.namesInterest)},
	{"recipients", Partial, "names no recipient and no kind of recipient, only third parties", every(told.unnamedRecipients)},
	{"transfers", Defective, "rests a transfer on a guarantee that a court has annulled", (*reader).annulledOnly},
	{"transfers", Partial, "speaks of transfers and names no guarantee for them", none(told.guaranteed)},
	{"retention", Partial, "speaks of keeping data and gives neither a period nor a criterion", none(told.limited)},
}

// none holds when not one of the sentences has the part that is asked for.
func none(has func(told) bool) func(*reader, []told) bool {
	return func(_ *reader, list []told) bool {
		for _, t := range list {
			if has(t) {
				return false
			}
		}
		return true
	}
}

// every holds when all of the sentences have the same fault.
func every(has func(told) bool) func(*reader, []told) bool {
	return none(func(t told) bool { return !has(t) })
}

// gradeOf is the grade of an item that is told, and whether there is anything to say against it.
func (r *reader) gradeOf(item string, list []told) (grade, bool) {
	for _, g := range grades {
		if g.item == item && g.when(r, list) {
			return g, true
		}
	}
	return grade{state: Stated}, false
}

func (t told) hasAddress() bool {
	return t.has("link") || t.digits() >= 5 || t.says("controller-contact")
}

func (t told) impliesConsent() bool {
	for _, d := range t.declared {
		if d.Kind == practice.KindConsent && (d.Condition == practice.ByBrowsing || d.Condition == practice.ByUse || d.Condition == "by accepting terms") {
			return true
		}
	}
	return false
}

// namesInterest reports whether the sentence goes on behind "legitimate interests" and says what they are, or names a purpose.
func (t told) namesInterest() bool {
	for _, a := range t.of("item.legitimate-interests") {
		if len(t.tokens)-a.to > 3 {
			return true
		}
	}
	return len(t.purposes(0, len(t.tokens))) > 0
}

func (t told) unnamedRecipients() bool {
	for _, a := range t.of("recipient") {
		if a.key != "third_party" {
			return false
		}
	}
	for _, d := range t.declared {
		if len(d.Vendors) > 0 {
			return false
		}
	}
	return !t.namesVendorAlone()
}

// annulled are the guarantees that the Court of Justice has annulled: Schrems I (C-362/14) and II (C-311/18).
var annulled = []string{"safe_harbor", "privacy_shield"}

func (r *reader) annulledOnly(list []told) bool {
	found := false
	for _, t := range list {
		for _, a := range t.of("mechanism") {
			if !contains(annulled, a.key) {
				return false
			}
			found = true
		}
	}
	return found
}

func (t told) guaranteed() bool { return t.has("mechanism") || t.denies() }

// denies reports whether the sentence says that the practice is not there.
func (t told) denies() bool {
	for _, d := range t.declared {
		if d.Polarity == practice.Denied {
			return true
		}
	}
	return false
}

func (t told) limited() bool {
	return t.has("criteria") || t.has("until") || t.has("period") || t.period(0, len(t.tokens)) != "" || t.denies()
}
