package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A clash is one way in which two statements of a notice stand against each other.
type clash struct {
	first      func(s *said, a *practice.Declaration) bool    // what a statement must be by itself, so that another can stand against it
	second     func(s *said, b *practice.Declaration) bool    // what a statement must be by itself, so that it can stand against another
	meets      func(s *said, a, b *practice.Declaration) bool // whether such a b stands against such an a; asked for both orders
	pivots     []*pivot                                       // what two that meet have in common; nil where nothing is told
	message    func(a, b *practice.Declaration) string        // one sentence, without a full stop
	because    string                                         // why both cannot hold
	remedy     string                                         // what to write instead; "" where the rule's own does
	severity   practice.Severity                              // "" for the rule's own
	review     bool                                           // told by Review alone, as in an audit another rule tells of the same root
	confidence float64
}

// said is all that a notice states, for a clash that depends on more than two statements.
type said struct {
	list     []practice.Declaration
	register *register                          // of these statements
	keys     map[*pivot][][]string              // under which statements are filed, by their places, as far as a clash asked
	sole     int                                // statements that name the one legal basis of everything
	from     map[place][]*practice.Declaration  // by where they begin, as several may be read from one sentence
	sections map[string][]*practice.Declaration // by the heading they stand under
	closed   map[listed]*closedList             // what the closed lists of a section hold, as far as somebody asked
	turned   map[place]bool                     // ends of statements behind which the next sentence begins with "However"
}

// A place is a byte of a document.
type place struct {
	source string
	at     int
}

// between is how many bytes stand between two sentences, at most.
const between = 4

func newSaid(list []practice.Declaration, x *register) *said {
	s := &said{list: list, register: x, keys: map[*pivot][][]string{}, from: map[place][]*practice.Declaration{}, sections: map[string][]*practice.Declaration{}, turned: map[place]bool{}, closed: map[listed]*closedList{}}
	for i := range list {
		d := &list[i]
		if solelyOn(d) != "" {
			s.sole++
		}
		s.from[place{d.Source, d.Start}] = append(s.from[place{d.Source, d.Start}], d)
		s.sections[d.Section] = append(s.sections[d.Section], d)
		if d.Polarity != practice.Denied && says("turning", d.Text) {
			for n := range between + 1 {
				s.turned[place{d.Source, d.Start - n}] = true
			}
		}
	}
	return s
}

// next are the statements of the sentence that follows one.
func (s *said) next(d *practice.Declaration) []*practice.Declaration {
	for n := range between + 1 {
		if list := s.from[place{d.Source, d.End + n}]; len(list) > 0 {
			return list
		}
	}
	return nil
}

// mostOthers is how many statements against one are gathered: no reader goes through more, and no company writes more but by mistake.
const mostOthers = 100

// those are the statements of which the condition holds, by their place in the list. Most conditions hold of few, which keeps the pairs few.
func (s *said) those(holds func(*said, *practice.Declaration) bool) []int {
	var list []int
	for i := range s.list {
		if holds(s, &s.list[i]) {
			list = append(list, i)
		}
	}
	return list
}

// findClashes holds every statement against every other. All that stands against one statement in one way is one discrepancy; of
// two statements, only the first of the clashes that they are in is told, and only once.
func findClashes(c *Case, clashes []*clash) []practice.Discrepancy {
	s := newSaid(c.Notice.Declarations, c.register)
	told := map[[2]int]bool{}
	var found []practice.Discrepancy
	for _, k := range clashes {
		if k.review && !c.review {
			continue
		}
		firsts := s.those(k.first)
		if len(firsts) == 0 {
			continue
		}
		seconds := k.index(s)
		bySection := map[string][]int{} // places in found
		for _, i := range firsts {
			var others []*practice.Declaration
			for _, j := range seconds.against(&s.list[i]) {
				if i == j || !k.meets(s, &s.list[i], &s.list[j]) || told[[2]int{i, j}] || overlap(&s.list[i], &s.list[j]) {
					continue
				}
				if len(others) == mostOthers {
					break
				}
				told[[2]int{i, j}], told[[2]int{j, i}] = true, true
				others = append(others, &s.list[j])
			}
			if len(others) == 0 {
				continue
			}
			d := k.discrepancy(&s.list[i], others)
			section := bySection[s.list[i].Section]
			n := slices.IndexFunc(section, func(n int) bool { return sameSides(&found[n], &d) })
			switch {
			case n < 0:
				bySection[s.list[i].Section] = append(section, len(found))
				found = append(found, d)
			case d.Declared[0].Kind == practice.KindConsent && found[section[n]].Declared[0].Kind != practice.KindConsent:
				found[section[n]] = d // the question itself says it better than the act that waits for its answer
			}
		}
	}
	found = merged(found)
	for i := range found {
		d := &found[i]
		d.Declared = append(d.Declared[:1:1], values(distinct(d.Declared[1:]))...)
		if !c.review { // there the statements stand right above
			d.Why = "It says " + cite(&d.Declared[0]) + ", but also " + citeAll(pointers(d.Declared[1:])) + ". " + d.Why
		}
	}
	return found
}

// sameWords reports whether two statements were read from the same words.
func sameWords(a, b *practice.Declaration) bool {
	return a.Source == b.Source && a.Start == b.Start && a.End == b.End
}

// sameList reports whether two statements are items of one closed list, of which one is enough to tell.
func sameList(a, b *practice.Declaration) bool {
	return a.Polarity == practice.AffirmedOnly && b.Polarity == practice.AffirmedOnly && a.Kind == b.Kind && a.Section == b.Section
}

// merged joins discrepancies whose two sides are the same words: what is said of several acts in one sentence ("we do not sell or
// share") is one thing to mend.
func merged(found []practice.Discrepancy) []practice.Discrepancy {
	var list []practice.Discrepancy
	from := map[place][]int{} // places in list
next:
	for _, d := range found {
		start := place{d.Declared[0].Source, d.Declared[0].Start}
		for _, i := range from[start] {
			if !sameWords(&list[i].Declared[0], &d.Declared[0]) || list[i].Message != d.Message && !sameSides(&list[i], &d) {
				continue
			}
			list[i].Declared = append(list[i].Declared, d.Declared[1:]...)
			continue next
		}
		from[start] = append(from[start], len(list))
		list = append(list, d)
	}
	return list
}

// distinct leaves out what was read from the same words as another, and all but the longest item of one closed list.
func distinct(others []practice.Declaration) []*practice.Declaration {
	var kept []*practice.Declaration
	for i := range others {
		d := &others[i]
		n := slices.IndexFunc(kept, func(k *practice.Declaration) bool { return sameWords(k, d) || sameList(k, d) })
		switch {
		case n < 0:
			kept = append(kept, d)
		case len(d.Text) > len(kept[n].Text):
			kept[n] = d
		}
	}
	return kept
}

// pointers is values turned back.
func pointers(list []practice.Declaration) []*practice.Declaration {
	all := make([]*practice.Declaration, 0, len(list))
	for i := range list {
		all = append(all, &list[i])
	}
	return all
}

// sameSides reports whether all that stands against the statement of one discrepancy stands against that of another too.
func sameSides(d, other *practice.Discrepancy) bool {
	for i := range other.Declared[1:] {
		if !quotes(d, &other.Declared[1+i]) {
			return false
		}
	}
	return true
}

func quotes(d *practice.Discrepancy, said *practice.Declaration) bool {
	for i := range d.Declared {
		if sameWords(said, &d.Declared[i]) {
			return true
		}
	}
	return false
}

func (k *clash) discrepancy(a *practice.Declaration, others []*practice.Declaration) practice.Discrepancy {
	d := practice.Discrepancy{
		Verdict: practice.Ambiguous, Severity: k.severity, Confidence: k.confidence, Practice: practiceOf(a), Observed: []practice.Observation{},
		Declared: values(append([]*practice.Declaration{a}, others...)),
		Message:  k.message(a, others[0]),
		Why:      k.because,
	}
	if k.remedy != "" {
		d.Remedies = []practice.Remedy{{Side: "notice", Text: k.remedy}}
	}
	return d
}

// alike reports whether both statements say what is done, rather than what is hoped for, and are about the same people and the same
// part of the company.
func (s *said) alike(a, b *practice.Declaration) bool {
	if a.Modality == practice.Soft || b.Modality == practice.Soft || !sameAudience(a, b) {
		return false
	}
	return s.register.has(speaksOfLogs, a) == s.register.has(speaksOfLogs, b) // what is collected may well be kept out of logs
}

// sameFamily reports whether two kinds of statements are about the same act. A sale is a kind of sharing, but who denies the sale does not deny the sharing.
func sameFamily(a, b practice.Kind) bool {
	if a.Action() == "" || b.Action() == "" {
		return false
	}
	return a.Action() == b.Action() || (a == practice.KindShare && b == practice.KindSell)
}

// sameAudience reports whether the first statement is about everybody whom the second is about.
func sameAudience(a, b *practice.Declaration) bool {
	outside := func(x practice.Audience) bool { return slices.Contains(outsiders, x) }
	if len(a.Scope) == 0 && len(a.Data) > 0 && !slices.ContainsFunc(a.Data, func(d practice.Data) bool { return !practice.Covers("professional.application", d) }) {
		return !slices.ContainsFunc(b.Scope, func(x practice.Audience) bool { return x != "candidate" }) // nobody else applies
	}
	if len(a.Scope) == 0 {
		return len(b.Scope) == 0 || !slices.ContainsFunc(b.Scope, outside)
	}
	if len(b.Scope) == 0 {
		return false
	}
	return !slices.ContainsFunc(b.Scope, func(x practice.Audience) bool { return !slices.Contains(a.Scope, x) })
}

// meetsData reports whether some data of b are data of a.
func meetsData(a, b *practice.Declaration) bool {
	if len(b.Data) == 0 {
		return len(a.Data) == 0 || slices.Contains(a.Data, practice.Personal)
	}
	return slices.ContainsFunc(b.Data, func(x practice.Data) bool { return deniedData(a.Data, x) })
}

func coversAny(said []practice.Party, p practice.Party) bool {
	return slices.ContainsFunc(said, func(s practice.Party) bool { return practice.CoversParty(s, p) })
}

func sameMembers[T comparable](a, b []T) bool {
	in := func(list []T) func(T) bool { return func(x T) bool { return !slices.Contains(list, x) } }
	return !slices.ContainsFunc(a, in(b)) && !slices.ContainsFunc(b, in(a))
}

// subject puts what a statement is about in words: "sharing contact.email with advertiser".
func subject(d *practice.Declaration) string {
	p := practiceOf(d)
	text := wordingOf(p.Action, p.Data).noun + " " + string(p.Data)
	if p.Recipient != "" {
		text += " with " + string(p.Recipient)
	}
	return text + purposeOf(p)
}
