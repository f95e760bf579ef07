package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// otherThan reports whether an exception names the only purposes: "for no purpose other than …".
func (s *sentence) otherThan() bool {
	for _, c := range s.clauses {
		if a, ok := s.at("except", c.from); ok && a.key == "purpose" {
			return true
		}
	}
	return false
}

// noOther is a denial of "any other purpose": for the purposes beside it, if there are any, and else, where it names what the data are
// used for alone ("for no purpose other than to ship your order"), a promise of only that.
func (s *sentence) noOther(f frame) []frame {
	var named []practice.Purpose
	for _, p := range f.Purposes {
		if p != practice.AnyPurpose {
			named = append(named, p)
		}
	}
	if len(named) > 0 {
		f.Purposes = named
		return []frame{f}
	}
	f.Polarity, f.Purposes = practice.AffirmedOnly, nil
	for _, c := range s.clauses {
		if c.kind == exceptClause {
			f.Purposes = append(f.Purposes, s.purposesIn(c)...)
		}
	}
	if len(f.Purposes) == 0 {
		return nil
	}
	return []frame{f}
}

// excused reports whether a negation denies no practice: it stands in a condition ("if you do not give …"), in what is ensured or
// cannot be guaranteed, says that cookies hold no names, or refers to the notice itself ("except as described in this policy").
func (s *sentence) excused(v verb, from, to int) bool {
	c := s.clauses[v.clause]
	if c.kind == whenClause && s.afterComma(c.from, v.from) == c.from || s.has("security.no") || len(s.within("ensures", c.from, v.from)) > 0 {
		return true
	}
	if v.kind == practice.KindShare && v.class != deniedOnly && !v.passive && s.dataBefore(c.from, v.from) {
		return true // "these figures never reveal your identity"
	}
	found := s.phrasesOfData(from, to)
	if len(found) > 0 && found[0].to <= v.from && !v.passive && strings.HasPrefix(found[0].key, "tracer") && len(s.phrasesOfData(v.to, to)) > 0 {
		return true
	}
	for _, a := range found { // "we store no personal data in cookies" denies no cookies
		if strings.HasPrefix(a.key, "tracer") && len(found) > 1 && (s.covers("inside", a.from-1) || s.covers("inside", a.from-2) && s.covers("determiner", a.from-1)) {
			return true
		}
	}
	return false
}

// dataBefore reports whether data are the subject of the active verb: nobody else is, and they are spoken of right before it.
func (s *sentence) dataBefore(from, verb int) bool {
	if _, ok := s.subject(from, verb); ok {
		return false
	}
	end := verb
	for end > from && s.fills(end-1) {
		end--
	}
	return end > from && s.hasData(max(from, end-4), end)
}

// withExceptions is a denial with what it leaves open. An exception that no term can tell ("except as described in this notice", "without a
// court order") makes it a denial with exceptions, which is held against nobody. One that opens a list passes to the items what it leaves open.
func (r *reader) withExceptions(s *sentence, denied frame) []frame {
	open := r.exceptions(s, denied)
	if s.open && s.clauses[len(s.clauses)-1].kind == exceptClause {
		denied.closed = true
		lead := denied
		lead.Polarity, lead.Condition, lead.Purposes, lead.Recipients = practice.Affirmed, practice.Always, nil, nil
		lead.embedded, lead.closed = true, false
		open = append(open, lead)
	}
	if denied.Condition == practice.Always && len(open) == 0 && s.excepted() || denied.closed {
		denied.Condition = practice.WithExceptions
	}
	return append([]frame{denied}, open...)
}

// withoutSales drops the sale that an exception would open where selling is denied in one breath with sharing: who "never sells or shares data, except
// with its processors" sells them nothing.
func withoutSales(frames []frame) []frame {
	denied := func(k practice.Kind) bool {
		return slices.ContainsFunc(frames, func(f frame) bool { return f.Kind == k && f.Polarity == practice.Denied })
	}
	if !denied(practice.KindSell) || !denied(practice.KindShare) {
		return frames
	}
	return slices.DeleteFunc(frames, func(f frame) bool { return f.Kind == practice.KindSell && f.Polarity == practice.Affirmed })
}

// excepted reports whether the sentence makes an exception that is none of "but not".
func (s *sentence) excepted() bool {
	for _, c := range s.clauses {
		if c.kind == exceptClause && !s.turns(c) {
			return true
		}
	}
	return false
}

// exceptions are what a denial leaves open: "except our processors", "unless required by law". One that only says "with your consent"
// is the condition of the denial already.
func (r *reader) exceptions(s *sentence, denied frame) []frame {
	var frames []frame
	for _, c := range s.clauses {
		if c.kind != exceptClause || s.turns(c) || s.guarded(c) {
			continue
		}
		f := denied
		f.Polarity, f.Condition = practice.Affirmed, practice.Always
		f.Recipients, f.Vendors, f.Purposes = s.named(c), r.vendors(s, c.from, c.to), s.purposesIn(c)
		data := s.dataIn(c)
		if len(data) > 0 {
			f.Data = data // "apart from your name, we store nothing"
		}
		if len(f.Recipients)+len(f.Vendors)+len(f.Purposes)+len(data) == 0 || denied.Condition == practice.WithoutAsking && len(s.within("consent", c.from, c.to)) > 0 {
			continue
		}
		if len(f.Recipients)+len(f.Vendors) == 0 {
			f.Recipients = denied.Recipients
		}
		frames = append(frames, f)
	}
	return frames
}

// guarded reports whether an exception asks for protection alone, which tells neither to whom nor for what it is made: "no transfer takes place
// unless there are adequate controls in place, including the security of your data".
func (s *sentence) guarded(c clause) bool {
	return len(s.within("except.guarded", c.from, c.to)) > 0 && len(s.named(c)) == 0
}

// butNot is what an affirmation takes back: "with Stripe but not with Meta".
func (r *reader) butNot(s *sentence, affirmed frame) []frame {
	for _, c := range s.clauses {
		if c.kind != exceptClause || !s.turns(c) {
			continue
		}
		f := affirmed
		f.Polarity, f.Recipients, f.Vendors, f.Purposes = practice.Denied, s.named(c), r.vendors(s, c.from, c.to), s.purposesIn(c)
		data := s.dataIn(c)
		if len(data) > 0 {
			f.Data = data // "your name but never your address"
		}
		if len(f.Recipients)+len(f.Vendors) == 0 {
			f.Recipients, f.Vendors = affirmed.Recipients, affirmed.Vendors
			if len(f.Purposes)+len(data) == 0 {
				continue
			}
		}
		return []frame{f}
	}
	return nil
}

// turns reports whether the clause begins with "but not".
func (s *sentence) turns(c clause) bool {
	a, ok := s.at("except", c.from)
	return ok && a.key == "not"
}

func (s *sentence) dataIn(c clause) []practice.Data {
	var list []practice.Data
	for _, a := range s.phrasesOfData(c.from, c.to) {
		list = appendNew(list, practice.Data(a.key))
	}
	return list
}

func (s *sentence) purposesIn(c clause) []practice.Purpose {
	var list []practice.Purpose
	for _, a := range s.within("purpose", c.from, c.to) {
		list = appendNew(list, practice.Purpose(a.key))
	}
	for _, a := range s.within("data", c.from, c.to) {
		list = appendNew(list, a.kind.purposes...)
	}
	return list
}

// readerGives reports whether the reader gives data: not who need not ("you may refuse to give"), nor who asks us for something ("you can ask
// us not to share").
func (s *sentence) readerGives(v verb, to int) bool {
	if v.denied && v.modality != practice.States || len(s.within("asks", s.clauses[v.clause].from, v.from)) > 0 {
		return false
	}
	return s.hasVerbAt(v.from, "provide") && s.hasData(v.to, to)
}

// tracersAt reports whether the first data behind the token are tracers: who cannot read others' cookies sees no data of people.
func (s *sentence) tracersAt(from, to int) bool {
	found := s.phrasesOfData(from, to)
	return len(found) > 0 && strings.HasPrefix(found[0].key, "tracer")
}

// refrains reports whether the verb belongs to a promise to leave something: "we refrain from sharing".
func (s *sentence) refrains(verb int) bool {
	for _, a := range s.of("negator") {
		if a.key == "refrain" && a.from < verb && verb < a.to {
			return true
		}
	}
	return false
}

// yours reports whether the first data behind the token are the reader's own: "we do not release your address", but not "we send no e-mails".
func (s *sentence) yours(from, to int) bool {
	found := s.phrasesOfData(from, to)
	return len(found) > 0 && (s.possessed(found[0].from) || s.covers("possessive", found[0].from))
}
