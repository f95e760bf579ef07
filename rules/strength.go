package rules

import (
	_ "embed"
	"strconv"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed strength.txt
var strengthText string

// strengths is strength.txt: for each list, what it says of each key.
var strengths = sync.OnceValue(func() map[string]map[string]string {
	table := map[string]map[string]string{}
	for _, row := range practice.MustTable("strength.txt", strengthText, 3) {
		list := row.Columns[0]
		if table[list] == nil {
			table[list] = map[string]string{}
		}
		table[list][row.Columns[1]] = row.Columns[2]
	}
	return table
})

// rank is the rank of a key; it is false for one that cannot be compared.
func rank(list, key string) (int, bool) {
	n, err := strconv.Atoi(strengths()[list][key])
	return n, err == nil
}

// takes, gives and asks are what kinds of statements mean for people; see strength.txt.
func takes(kind practice.Kind) bool { return strengths()["kind"][string(kind)] == "takes" }
func asks(kind practice.Kind) bool  { return strengths()["kind"][string(kind)] == "asks" }
func gives(kind practice.Kind) bool {
	return strengths()["kind"][string(kind)] == "gives" || asks(kind)
}

// An order is the outcome of holding one value against another.
type order int

const (
	weaker   order = -1
	same     order = 0
	stronger order = 1
	neither  order = 2 // they cannot be compared: one statement went, another came
)

// byRank orders two numbers, of which the higher is the stronger.
func byRank(old, new int) order {
	switch {
	case new < old:
		return weaker
	case new > old:
		return stronger
	}
	return same
}

// unconditional is the rank of a promise without any condition, above that of every condition.
const unconditional = 100

// conditionOrder orders conditions. Of what is done, none is the weakest, since nobody is asked; of what is promised, the strongest.
func conditionOrder(binding bool, old, new practice.Condition) order {
	if old == new {
		return same
	}
	rankOf := func(c practice.Condition) (int, bool) {
		switch {
		case c == practice.Always && binding:
			return unconditional, true
		case c == practice.Always:
			return 0, true
		}
		return rank("condition", string(c))
	}
	a, ok := rankOf(old)
	b, known := rankOf(new)
	if binding && (old == practice.Always || new == practice.Always) {
		ok, known = true, true // whatever it is, a condition takes from a promise
	}
	if !ok || !known {
		return neither
	}
	return differing(byRank(a, b))
}

// differing is the order of two values that are not the same: of one rank, they cannot be compared.
func differing(o order) order {
	if o == same {
		return neither
	}
	return o
}

// periodOrder orders periods: a longer one is weaker, one that ends at an event weaker than a length, a criterion weaker than that, then none
// stated, and forever is the weakest.
func periodOrder(old, new practice.Period) order {
	switch {
	case old == new:
		return same
	case new.Longer(old):
		return weaker
	case old.Longer(new):
		return stronger
	}
	return differing(byRank(definiteness(old), definiteness(new)))
}

// definiteness is how much a period binds.
func definiteness(p practice.Period) int {
	if _, ok := p.Days(); ok {
		return 4
	}
	switch {
	case p == practice.Unlimited:
		return 0
	case p == "":
		return 1
	case len(p) > 6 && p[:6] == "until:":
		return 3
	}
	return 2
}

// mechanismOrder orders the safeguards of transfers; none stated is none.
func mechanismOrder(old, new string) order {
	if old == new {
		return same
	}
	a, _ := rank("mechanism", old)
	b, _ := rank("mechanism", new)
	return differing(byRank(a, b))
}

// polarityOrder orders what is done and denied: of what takes, a denial is the strongest and "only" is stronger than a plain statement; of what
// gives, the other way round.
func polarityOrder(kind practice.Kind, old, new practice.Polarity) order {
	if old == new {
		return same
	}
	ranks := map[practice.Polarity]int{practice.Affirmed: 0, practice.AffirmedOnly: 1, practice.Denied: 2}
	switch o := byRank(ranks[old], ranks[new]); {
	case takes(kind):
		return o
	case gives(kind):
		return -o
	}
	return neither
}
