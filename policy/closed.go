package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A receiving is a declaration, by its place in reader.out, with the sentence that states it.
type receiving struct {
	s *sentence
	n int
}

// closeClasses gives every statement whose class of recipients is spelled out ("the following service providers:") the companies that
// are named as its members, in its own sentence and in the items below it. The items of such a list inherit them.
func (r *reader) closeClasses() {
	members := map[*block][]practice.Party{} // of the class that a lead-in announces
	names := r.listsOfNames()
	for _, t := range r.given {
		if r.out[t.n].Polarity != practice.Denied && t.s.closes(r.out[t.n].Recipients, names) {
			members[t.s.block] = appendNew(members[t.s.block], r.out[t.n].Vendors...)
		}
	}
	for _, t := range r.given {
		if lead := announcing(t.s.block, members); lead != nil && t.s.leavesOpen() {
			delete(members, lead) // "providers such as Stripe": an item that leaves its class open leaves the list open
		} else if lead != nil {
			members[lead] = appendNew(members[lead], r.out[t.n].Vendors...)
		}
	}
	for _, b := range r.blocks {
		if lead := announcing(b, members); lead != nil && b.kind == itemBlock && len(b.sentences) > 0 {
			members[lead] = appendNew(members[lead], b.sentences[0].openingNames()...)
		}
	}
	for _, t := range r.given {
		d := &r.out[t.n]
		lead := announcing(t.s.block, members)
		switch {
		case len(d.Recipients) == 0 || d.Polarity == practice.Denied || slices.Contains(d.Recipients, practice.FirstParty):
		case t.s.closes(d.Recipients, names):
			d.Members = members[t.s.block]
		case lead != nil && (len(d.Vendors) > 0 || len(t.s.recipients(0, len(t.s.tokens))) == 0):
			d.Members = members[lead] // an item that names a class itself, and nobody, leaves it open
		}
	}
	r.pointBack()
	r.closeTransfers()
}

// closeTransfers gives the statements that only tell under which guarantee a class of recipients gets data abroad the members that the notice spells out
// elsewhere: "where a provider is established in the United States, we rely on …" is about no other providers.
func (r *reader) closeTransfers() {
	spelled := map[practice.Party][]practice.Party{}
	for _, t := range r.given {
		d := r.out[t.n]
		if d.Kind != practice.KindTransfer && len(d.Members) > 0 && len(d.Recipients) == 1 {
			spelled[d.Recipients[0]] = appendNew(spelled[d.Recipients[0]], d.Members...)
		}
	}
	for _, t := range r.given {
		d := &r.out[t.n]
		if d.Kind == practice.KindTransfer && d.Mechanism != "" && d.Polarity != practice.Denied && len(d.Members) == 0 && len(d.Recipients) == 1 {
			d.Members = spelled[d.Recipients[0]]
		}
	}
}

// closes reports whether the sentence spells out these classes, in its words or by the list of names that it announces.
func (s *sentence) closes(classes []practice.Party, names map[*block]bool) bool {
	return s.closesClass(classes) || len(classes) > 0 && s.open && names[s.block] && !s.leavesOpen() && s == s.block.sentences[len(s.block.sentences)-1]
}

// listsOfNames are the blocks that announce a list whose every item begins with somebody's name, as "our providers:" does before "OVH, which hosts the
// site" and "Brevo, for the newsletter". One alone is no list.
func (r *reader) listsOfNames() map[*block]bool {
	items, named := map[*block]int{}, map[*block]int{}
	for _, b := range r.blocks {
		if b.lead != nil && b.kind == rowBlock && b.declared && endsWithColon(b.lead) {
			items[b.lead]++
			if len(r.declaredIn(b)) > 0 {
				named[b.lead]++
			}
			continue
		}
		if b.lead == nil || b.kind != itemBlock || len(b.sentences) == 0 {
			continue
		}
		items[b.lead]++
		if first := b.sentences[0]; first.beginsWithName() && !first.leavesOpen() {
			named[b.lead]++
		}
	}
	lists := map[*block]bool{}
	for lead, n := range items {
		lists[lead] = n > 1 && named[lead] == n
	}
	return lists
}

// declaredIn are the companies to which the statements of a block give something.
func (r *reader) declaredIn(b *block) []practice.Party {
	var list []practice.Party
	for _, t := range r.given {
		if t.s.block == b {
			list = appendNew(list, r.out[t.n].Vendors...)
		}
	}
	return list
}

// beginsWithName reports whether the sentence begins with somebody called by name, known or not.
func (s *sentence) beginsWithName() bool {
	_, _, known := s.vendorAt(0, len(s.tokens))
	return known
}

// pointBack gives every statement about "the aforementioned third parties" those whom its section has named before it as members.
func (r *reader) pointBack() {
	named := map[*section][]practice.Party{}
	for _, t := range r.given {
		d, section := &r.out[t.n], t.s.block.section
		if d.Polarity == practice.Denied {
			continue
		}
		if slices.Contains(d.Recipients, practice.ThirdParty) && t.s.has("named.before") {
			d.Members = named[section]
			continue
		}
		for _, p := range slices.Concat(d.Recipients, d.Vendors) {
			if p != practice.ThirdParty && p != practice.FirstParty {
				named[section] = appendNew(named[section], p)
			}
		}
	}
}

// announcing is the block above that announces the list of which b is an item, nil without one.
func announcing(b *block, members map[*block][]practice.Party) *block {
	for lead := b.lead; lead != nil; lead = lead.lead {
		if _, ok := members[lead]; ok {
			return lead
		}
	}
	return nil
}

// closesClass reports whether the sentence spells out each of these classes: it points at a list ("the following providers", "the providers
// listed below") or goes on with names ("our processors Stripe and Brevo"). What stands in brackets, as in
// "Stripe (payments)", only says what a member does. Such a sentence says nothing that leaves
// the list open ("such as").
func (s *sentence) closesClass(classes []practice.Party) bool {
	if len(classes) == 0 || s.leavesOpen() {
		return false
	}
	for _, class := range classes {
		if !slices.ContainsFunc(s.of("recipient"), func(a annotation) bool { return a.key == string(class) && (s.spelledOut(a) || s.fold(a.from-1) == "(") }) {
			return false
		}
	}
	return !slices.ContainsFunc(s.of("recipient"), func(a annotation) bool { return len(s.within("other", a.from-1, a.from+1)) > 0 })
}

// leavesOpen reports whether the sentence names examples alone, or classes of classes.
func (s *sentence) leavesOpen() bool { return s.has("open.list") || s.hasKey("closed.list", "open") }

// How many words stand between a class and the words that point at its list, at most: "the following trusted providers", "providers, who
// are listed below".
const (
	closedBefore = 2
	closedBehind = 4
)

// spelledOut reports whether a list of the class's members is pointed at, or begins right behind it.
func (s *sentence) spelledOut(a annotation) bool {
	for _, c := range s.of("closed.list") {
		if c.to <= a.from && a.from-c.to <= closedBefore || c.from >= a.to && c.from-a.to <= closedBehind || c.from <= a.from && a.to <= c.to {
			return true
		}
	}
	i := a.to
	for i < len(s.tokens) && strings.Contains(":(", s.tokens[i].text) {
		i++
	}
	if i >= len(s.tokens) {
		return false
	}
	_, _, named := s.vendorAt(i, len(s.tokens))
	return named
}

// openingNames are the names with which an item of a list of companies begins where no table knows the first: "Colissimo and Mondial Relay, for delivery".
func (s *sentence) openingNames() []practice.Party {
	if _, _, known := s.vendorAt(0, len(s.tokens)); known {
		return nil // it is among the vendors of the statement
	}
	var list []practice.Party
	for i := 0; i < len(s.tokens); {
		n := 0
		for i+n < len(s.tokens) && n < nameWords && s.nameStart(i+n) {
			n++
		}
		if n == 0 {
			break
		}
		list = append(list, practice.Party(s.written(i, i+n)))
		i += n
		if i >= len(s.tokens) || !s.covers("join", i) {
			break
		}
		i++
	}
	return list
}
