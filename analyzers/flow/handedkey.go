package flow

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A function of the code's own may keep something under a key that it is handed: Set(r, key, value), Get(r, key). What it does is then said with
// the parameter in the place of the key, and each call puts there the key that it hands over.

// handedMark begins what stands for a key that is a parameter, whose number follows, and knownMark a key that is known, whatever it is.
const (
	handedMark = "?"
	knownMark  = "="
)

// handedKey is the step to what is kept under a key that is a parameter of this function; any element for another value that nobody knows.
func (a *analysis) handedKey(home string, v ssa.Value) path {
	if made, ok := v.(*ssa.MakeInterface); ok {
		v = made.X
	}
	param, ok := v.(*ssa.Parameter)
	i := slices.Index(a.fn.Params, param)
	if !ok || i < 0 {
		return anyElement
	}
	a.out.Keyed = true
	return keptUnder(home, handedMark+itoa(i))
}

// handedAt splits a step to what is kept under a key that is a parameter: into where it is kept, and the parameter.
func handedAt(step path) (home string, param int, ok bool) {
	text, kept := strings.CutPrefix(string(step), "["+keptMark)
	home, key, _ := strings.Cut(strings.TrimSuffix(text, "]"), " ")
	number, handed := strings.CutPrefix(key, handedMark)
	param, err := strconv.Atoi(number)
	return home, param, kept && handed && err == nil
}

// withKeys is what a function does at a call, which says what the keys are that it hands over.
func (a *analysis) withKeys(s *site, sum *Summary) *Summary {
	if !sum.Keyed {
		return sum
	}
	known := func(p *Place) { p.Path = string(a.withKey(s, path(p.Path))) }
	out := *sum
	out.Sets, out.Flows, out.Aliases = slices.Clone(sum.Sets), slices.Clone(sum.Flows), slices.Clone(sum.Aliases)
	out.Origins, out.Ends, out.Sinks, out.held = slices.Clone(sum.Origins), slices.Clone(sum.Ends), slices.Clone(sum.Sinks), slices.Clone(sum.held)
	for i := range out.Sets {
		known(&out.Sets[i].Place)
	}
	for _, flows := range [][]Flow{out.Flows, out.Aliases} {
		for i := range flows {
			known(&flows[i].From)
			known(&flows[i].To)
		}
	}
	for i := range out.Origins {
		known(&out.Origins[i].To)
		known(&out.Origins[i].Of)
	}
	for i := range out.Ends {
		known(&out.Ends[i].To)
	}
	for i := range out.Sinks {
		known(&out.Sinks[i].From)
	}
	for i := range out.held {
		known(&out.held[i].to)
	}
	return &out
}

// withKey is a path of a summary with the key that a call hands over.
func (a *analysis) withKey(s *site, p path) path {
	if !strings.Contains(string(p), "["+keptMark) {
		return p
	}
	var out path
	for p != "" {
		var step path
		step, p = firstStep(p)
		if home, i, ok := handedAt(step); ok {
			step = anyElement
			if i < len(s.vals) && s.vals[i] != nil {
				step = a.keptKey(home, s.vals[i])
			}
		}
		out = out.long(step)
	}
	return out
}
