package policy

import (
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
	found := s.phrasesOfData(from, to)
	if len(found) > 0 && found[0].to <= v.from && !v.passive && strings.HasPrefix(found[0].key, "tracer") && len(s.phrasesOfData(v.to, to)) > 0 {
		return true
	}
	for _, a := range found { // "we store no personal data in cookies" denies no cookies
		if strings.HasPrefix(a.key, "tracer") && len(found) > 1 && (s.covers("inside", a.from-1) || s.covers("inside", a.from-2) && s.covers("determiner", a.from-1)) {
			return true
		}
	}
	for _, c := range s.clauses {
		if c.kind == exceptClause && c.from > v.from && len(s.within("selfref", c.from, c.to)) > 0 {
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
		if c.kind != exceptClause || s.turns(c) {
			continue
		}
		f := denied
		f.Polarity, f.Condition = practice.Affirmed, practice.Always
		f.Recipients, f.Vendors, f.Purposes = s.named(c), r.vendors(s, c.from, c.to), s.purposesIn(c)
		if len(f.Recipients)+len(f.Vendors)+len(f.Purposes) == 0 || denied.Condition == practice.WithoutAsking && len(s.within("consent", c.from, c.to)) > 0 {
			continue
		}
		if len(f.Recipients)+len(f.Vendors) == 0 {
			f.Recipients = denied.Recipients
		}
		frames = append(frames, f)
	}
	return frames
}

// butNot is what an affirmation takes back: "with Stripe but not with Meta".
func (r *reader) butNot(s *sentence, affirmed frame) []frame {
	for _, c := range s.clauses {
		if c.kind != exceptClause || !s.turns(c) {
			continue
		}
		f := affirmed
		f.Polarity, f.Recipients, f.Vendors, f.Purposes = practice.Denied, s.named(c), r.vendors(s, c.from, c.to), s.purposesIn(c)
		if len(f.Recipients)+len(f.Vendors) == 0 {
			f.Recipients, f.Vendors = affirmed.Recipients, affirmed.Vendors
			if len(f.Purposes) == 0 {
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
