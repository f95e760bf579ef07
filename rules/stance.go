package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A stance is all that decides between an affirmation and a denial of one practice: how exactly each of them speaks of it. A long notice has
// thousands of statements and a few dozen stances.
type stance struct {
	party, data int8 // ranks; see partyRank and dataRank
	purposeful  bool // names a purpose
	specific    bool // names its data
	umbrella    bool // covers the data by "personal data" alone
	act         byte // s where it is about sharing, o about something else, - about no act at all
	closed      bool // denies, and says itself who is excepted, which the recipient is not
	others      bool // denies that anybody else gets something, beside those whom the notice names
	named       bool // calls the recipient by name
	broad       bool // declares the recipient by no more than a class that does not say what those in it do
}

func stanceOf(d *practice.Declaration, j *judged) stance {
	act := byte('o')
	switch action := d.Kind.Action(); {
	case action == "":
		act = '-'
	case sharing(action):
		act = 's'
	}
	named, covered := j.party(d), j.cover(d)
	return stance{
		party: named.rank, data: covered.rank, purposeful: len(d.Purposes) > 0 && !othersOnly(d, named),
		specific: specific(d), umbrella: covered.grade == umbrella, act: act,
		closed: exceptsOthers(d, j), broad: onlyBroadly(named), named: named.grade == clear, others: d.Polarity == practice.Denied && j.register.has(speaksOfOthers, d),
	}
}

// exceptsOthers reports whether a denial says itself who is excepted ("with nobody but our processors"), and the recipient is none of them. What is
// read from the same words stands beside it in the register.
func exceptsOthers(no *practice.Declaration, j *judged) bool {
	if no.Polarity != practice.Denied {
		return false
	}
	others := false
	for _, step := range []int{-1, 1} {
		for at := j.register.place[no] + step; at >= 0 && at < len(j.register.all) && sameWords(j.register.all[at], no); at += step {
			d := j.register.all[at]
			if d.Polarity == practice.Denied || !sharing(d.Kind.Action()) || len(recipients(d)) == 0 {
				continue
			}
			if j.party(d).grade != silent {
				return false
			}
			others = true
		}
	}
	return others
}

// onlyBroadly reports whether a statement declares a recipient by no more than a class that does not say what those in it do: a "partner" somewhere
// else is no exception of a denial that names its own.
func onlyBroadly(named party) bool {
	return named.grade == vague && !named.tells
}

// othersOnly reports whether a statement excludes what was seen by the recipients that it names: "only to authorities, to comply with the law". Why they
// get the data is not what it says against another, of whom another statement speaks.
func othersOnly(d *practice.Declaration, named party) bool {
	return d.Polarity == practice.AffirmedOnly && sharing(d.Kind.Action()) && len(d.Recipients)+len(d.Vendors) > 0 && named.grade == silent
}

// moreSpecific reports whether a says more exactly than b what was seen: nowhere less, and somewhere more. The purpose counts only if b names one.
func moreSpecific(a, b stance) bool {
	ua, ub := int8(0), int8(0)
	if b.purposeful {
		ub = 1
		if a.purposeful {
			ua = 1
		}
	}
	return a.party >= b.party && a.data >= b.data && ua >= ub && a.party+a.data+ua > b.party+b.data+ub
}

// leaves reports whether a denial is about others than the recipient: "your contact details go to no other company" beside a list of those who get data.
func (n stance) leaves(yes stance) bool { return n.others && yes.act == 's' && yes.named && !n.named }

// disputes reports whether a statement leaves a reader in doubt of a denial. One that the denial is more specific than does
// not; nor does "personal data" dispute a denial that names its data, nor what is shared what is not collected.
func disputes(yes, no stance) bool {
	switch {
	case moreSpecific(no, yes), no.specific && yes.umbrella:
		return false
	case yes.act == '-' || no.act == '-':
		return true
	}
	return yes.act == no.act
}

// settle drops denials that a more specific statement makes an exception of, and finds what disputes the rest.
func settle(j *judged) {
	if len(j.against) == 0 {
		return
	}
	affirming := affirming(j)
	yes, no := stancesOf(affirming, j), stancesOf(j.against, j)
	exceptions := stances(yes)
	holding := slices.DeleteFunc(stances(no), func(n stance) bool {
		return slices.ContainsFunc(exceptions, func(y stance) bool { return (moreSpecific(y, n) || n.leaves(y)) && !(n.closed && y.broad) })
	})
	against := j.against[:0]
	for i, d := range j.against {
		if slices.Contains(holding, no[i]) {
			against = append(against, d)
		}
	}
	j.against = against
	for i, d := range affirming {
		if slices.ContainsFunc(holding, func(n stance) bool { return disputes(yes[i], n) }) {
			j.disputing = append(j.disputing, d)
		}
	}
}

// stancesOf are the stances of statements, one of each.
func stancesOf(list []*practice.Declaration, j *judged) []stance {
	all := make([]stance, len(list))
	for i, d := range list {
		all[i] = stanceOf(d, j)
	}
	return all
}

// stances are those in a list, each once: there are few.
func stances(list []stance) []stance {
	var few []stance
	for _, s := range list {
		if !slices.Contains(few, s) {
			few = append(few, s)
		}
	}
	return few
}
