package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A grade is what a told item lacks, or why it cannot hold. The chains "who says this must also say that" follow
// PolicyChecker (Amaral et al., IEEE TSE 2021): a transfer asks for a guarantee, legitimate interests for the interest, a decision by a
// machine for its logic, data that must be given for what follows where they are not. That consent asks for its withdrawal and a contract
// for the consequence is in findMissing. That "as long as necessary" says too little is in the guidelines on transparency (WP260 rev.01).
type grade struct {
	item  string
	state State
	lacks string // goes on after "the notice "
	when  func(*reader, []told) bool
}

// annulledGuarantee is what the check invalid-transfer-mechanism tells of better, sentence by sentence.
const annulledGuarantee = "rests a transfer on a guarantee that a court has annulled"

// nameAlone is what a notice lacks that calls the company by its name and says no more of it.
const nameAlone = "gives a name, and neither the legal form nor the address of who bears it"

// grades are tried in this order; the first that holds decides.
var grades = []grade{
	{"controller-name", Partial, nameAlone, none(told.identifies)},
	{"controller-contact", Partial, "asks people to get in touch and gives no address", none(told.hasAddress)},
	{"dpo-contact", Partial, "speaks of a data protection officer and gives no address", (*reader).leavesOfficerOut},
	{"legal-basis", Defective, "rests on a consent that nobody gives: using a service is no consent", every(told.impliesConsent)},
	{"legitimate-interests", Partial, "claims legitimate interests and does not say which", none(told.namesInterest)},
	{"recipients", Partial, "names no recipient and no kind of recipient, only third parties", (*reader).namesOnlyThirdParties},
	{"transfers", Defective, annulledGuarantee, some(told.annulled)},
	{"transfers", Defective, "says that data stay in the European Union and names a guarantee for transfers all the same", every(told.stays)},
	{"transfers", Partial, "speaks of transfers and names no guarantee for them", none(told.guaranteed)},
	{"retention", Partial, "speaks of keeping data and gives neither a period nor a criterion", none(told.limited)},
	{"retention", Partial, "keeps data for as long as is necessary and does not say what decides that", none(told.decided)},
	{"right-erasure", Defective, "makes the right depend on a condition", every(told.conditioned)},
	{"right-objection", Defective, "makes the right depend on a condition", every(told.conditioned)},
	{"right-restriction", Partial, "gives the right to some people only", every(told.forSome)},
	{"right-objection", Partial, "gives the right to some people only", every(told.forSome)},
	{"right-portability", Partial, "gives the right to some people only", every(told.forSome)},
	{"right-withdraw", Partial, "says how to end messages and not that any consent can be withdrawn", every(told.endsMessages)},
	{"right-complaint", Partial, "speaks of the complaint only where its own answer fails", every(told.afterAnswer)},
	{"mandatory", Partial, "says that data must be given and not what happens if they are not", none(told.namesConsequence)},
	{"automated-decisions", Partial, "speaks of decisions by a machine and explains neither their logic nor their consequences", none(told.explainsDecision)},
	{"source", Partial, "says that it gets data from others and not from whom", every(told.unnamedSource)},
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

// some holds when one of the sentences has the fault.
func some(has func(told) bool) func(*reader, []told) bool {
	return func(_ *reader, list []told) bool { return slices.ContainsFunc(list, has) }
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

// leavesOfficerOut reports whether no sentence that speaks of the officer gives an address, nor the lines that one of them announces.
func (r *reader) leavesOfficerOut(list []told) bool {
	for _, t := range list {
		if t.reachesOfficer() || t.open && r.addressFollows(t.block) {
			return false
		}
	}
	return true
}

// announced is how many blocks after a lead-in can hold the lines of an address: a name, an e-mail address, a street, a town ...
const announced = 8

// addressFollows reports whether one of the blocks right behind holds an e-mail address or the number of a telephone.
func (r *reader) addressFollows(lead *block) bool {
	at := slices.Index(r.blocks, lead)
	if at < 0 {
		return false
	}
	for _, b := range r.blocks[at+1 : min(at+1+announced, len(r.blocks))] {
		if slices.ContainsFunc(b.sentences, func(s *sentence) bool { return s.hasMail() || s.digits() >= 7 }) {
			return true
		}
		if b.kind == headingBlock && !b.bare {
			return false
		}
	}
	return false
}

// hasMail reports whether an e-mail address stands in the sentence.
func (s *sentence) hasMail() bool {
	return slices.ContainsFunc(s.tokens, func(t token) bool { return t.class == linkToken && strings.Contains(t.word, "@") })
}

// reachesOfficer reports whether the sentence gives the officer's address, or says that there is none.
func (t told) reachesOfficer() bool { return t.hasAddress() || t.has("negator") }

func (t told) impliesConsent() bool {
	for _, d := range t.declared {
		if d.Kind == practice.KindConsent && (d.Condition == practice.ByBrowsing || d.Condition == practice.ByUse || d.Condition == "by accepting terms") {
			return true
		}
	}
	return false
}

// identifies reports whether more than a name stands there: the legal form, an address, that it is the controller.
func (t told) identifies() bool {
	return t.has("legal.form") || t.digits() >= 4 || t.says("controller-name")
}

// namesInterest reports whether the sentence says what the legitimate interests are: by a purpose, or by words that lead over to them. That
// the law is obeyed is no interest but an obligation, and "commercial reasons" names none.
func (t told) namesInterest() bool {
	for _, a := range t.of("purpose") {
		p := practice.Purpose(a.key)
		if p != practice.AnyPurpose && p != "legal.compliance" && p != "contract" && p != "commercial" && !t.insideInterest(a) {
			return true
		}
	}
	for _, a := range t.of("item.legitimate-interests") {
		for _, lead := range t.within("interest.lead", a.to, min(a.to+3, len(t.tokens))) {
			if lead.key != "not" && len(t.tokens)-a.to > 2 {
				return true
			}
		}
	}
	return false
}

// insideInterest reports whether a purpose is a part of the words for the interest itself: "legitimate business interests".
func (t told) insideInterest(purpose annotation) bool {
	return slices.ContainsFunc(t.of("item.legitimate-interests"), func(a annotation) bool { return a.from <= purpose.from && purpose.to <= a.to })
}

// endsMessages reports whether the sentence lets people end a newsletter and speaks of no other consent: "unsubscribe at any time".
func (t told) endsMessages() bool {
	for _, a := range t.of("item.right-withdraw") {
		if a.key != "messages" {
			return false
		}
	}
	return !slices.ContainsFunc(t.declared, func(d practice.Declaration) bool { return d.Right == "withdraw_consent" })
}

// namesOnlyThirdParties reports whether all that the notice says of who gets data is that third parties do. Where nobody does, there is nobody to name.
func (r *reader) namesOnlyThirdParties(list []told) bool {
	list = slices.DeleteFunc(slices.Clone(list), told.keepsToItself)
	return len(list) > 0 && every(told.unnamedRecipients)(r, list)
}

// keepsToItself reports whether the sentence says that nobody gets data, without exception.
func (t told) keepsToItself() bool {
	kept := false
	for _, d := range t.declared {
		if d.Kind.Action() == practice.Share || d.Kind.Action() == practice.Sell {
			if d.Polarity != practice.Denied || d.Condition != practice.Always {
				return false
			}
			kept = true
		}
	}
	return kept
}

func (t told) unnamedRecipients() bool {
	for _, a := range t.of("recipient") {
		if a.key != "third_party" {
			return false
		}
	}
	return len(t.vendorsDeclared()) == 0 && !t.namesVendorAlone()
}

// annulled are the guarantees that the Court of Justice has annulled: Schrems I (C-362/14) and II (C-311/18).
var annulled = []string{"safe_harbor", "privacy_shield"}

// annulled reports whether the sentence relies on such a guarantee alone.
func (t told) annulled() bool {
	found := t.of("mechanism")
	for _, a := range found {
		if !contains(annulled, a.key) {
			return false
		}
	}
	return len(found) > 0 && !t.has("mechanism.past")
}

// stays reports whether the sentence names a guarantee, nobody who needs it, and beside it nothing but the European Union.
func (t told) stays() bool {
	if !t.has("mechanism") || t.hasKey("transfer.said", "yes") || t.has("outside") || len(t.vendorsDeclared()) > 0 {
		return false
	}
	return slices.ContainsFunc(t.block.sentences, func(s *sentence) bool { return s.hasKey("place", "EU") || s.hasKey("place", "EEA") })
}

func (t told) vendorsDeclared() []practice.Party {
	var list []practice.Party
	for _, d := range t.declared {
		list = append(list, d.Vendors...)
	}
	return list
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
	return t.has("criteria") || t.has("until") || t.period(0, len(t.tokens)) != "" || t.denies()
}

// decided reports whether the sentence gives a period, an end or a criterion that can be checked: "necessary" alone cannot.
func (t told) decided() bool {
	for _, a := range t.of("criteria") {
		if a.key != "necessary" {
			return true
		}
	}
	period := string(t.period(0, len(t.tokens)))
	return period != "" && !strings.HasPrefix(period, "criteria:") || t.denies()
}

func (t told) conditioned() bool { return t.has("right.condition") }

// forSome reports whether the right is said of one group of people that is not everybody who comes: "employees have the right to …".
func (t told) forSome() bool {
	for _, d := range t.declared {
		if d.Kind == practice.KindRight && (len(d.Scope) == 0 || contains(d.Scope, "visitor") || contains(d.Scope, "user") || contains(d.Scope, "customer")) {
			return false
		}
	}
	return t.makes(practice.KindRight)
}

func (t told) afterAnswer() bool { return t.has("complaint.after") }

// namesConsequence reports whether the sentence or one beside it says what happens without the data, or that nothing does.
func (t told) namesConsequence() bool {
	return slices.ContainsFunc(t.block.sentences, func(s *sentence) bool { return s.has("consequence") })
}

// explainsDecision reports whether the sentence explains how a machine decides or what follows from it, or says that none does.
func (t told) explainsDecision() bool {
	return t.has("decision.logic") || t.has("negator") || t.denies()
}

// unnamedSource reports whether the sentence calls those from whom data come only "third parties" or "other sources".
func (t told) unnamedSource() bool {
	for _, a := range t.of("item.source") {
		if a.key != "vague" {
			return false
		}
	}
	for _, a := range t.of("recipient") {
		if a.key != "third_party" && a.key != "partner" {
			return false
		}
	}
	return len(t.vendorsDeclared()) == 0 && !t.denies()
}
