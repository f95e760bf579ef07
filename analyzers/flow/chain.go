package flow

import (
	"strconv"
	"strings"
)

// A chain is the calls that a callee makes of functions in its parameters: what one returns may be what another is called with.
type chain struct {
	a       *analysis
	s       *site
	sum     *Summary
	results map[Place][]tree // by the place of the function; nil while it is being called
	parts   map[Place]tree   // what places hold, as long as nothing is called: several edges begin at one
	written map[writtenPart]labels
}

// A writtenPart is a place of a summary that is written out in one way.
type writtenPart struct {
	Place
	how    string
	logged bool
}

func newChain(a *analysis, s *site, sum *Summary) *chain {
	return &chain{a: a, s: s, sum: sum, results: map[Place][]tree{}, parts: map[Place]tree{}, written: map[writtenPart]labels{}}
}

// source is what a place of the summary holds at the call, nil if nothing.
func (ch *chain) source(place Place) tree {
	if of, result, ok := strings.Cut(place.Path, "()r"); ok {
		results := ch.call(Place{place.Index, strings.TrimSuffix(of, "/")})
		number, rest, _ := strings.Cut(result, "/")
		if n, err := strconv.Atoi(number); err == nil && n < len(results) && results[n] != nil {
			return ch.a.contentAt(results[n], path(rest))
		}
		return nil
	}
	return ch.part(place)
}

// part is what a place holds that no function returns.
func (ch *chain) part(place Place) tree {
	known, ok := ch.parts[place]
	if ok {
		return known
	}
	if arg, q := ch.a.argument(ch.s, place); arg != nil {
		known = ch.a.contentAt(arg, q)
	}
	ch.parts[place] = known
	return known
}

// writtenOut is what the callee writes of a part of an argument.
func (ch *chain) writtenOut(from Place, part tree, how string) labels {
	key := writtenPart{from, how, ch.a.logged}
	known, ok := ch.written[key]
	if !ok {
		known = ch.a.writtenOut(ch.s, from, part, how)
		ch.written[key] = known
	}
	return known
}

// call calls the function at a place once, with what the callee hands it.
func (ch *chain) call(place Place) []tree {
	if results, done := ch.results[place]; done {
		return results
	}
	ch.results[place] = nil
	arg, q := ch.a.argument(ch.s, place)
	if arg == nil || ch.a.nested > maxNested {
		return nil
	}
	value := ch.a.valueAt(arg, q)
	if !ch.a.content(value).root().labels.has(function) {
		return nil
	}
	ch.a.nested++
	defer func() { ch.a.nested-- }()
	ch.results[place] = ch.a.callBack(value, ch.handed(place))
	clear(ch.parts) // which it may have written to
	clear(ch.written)
	return ch.results[place]
}

// handed is what the callee calls the function at a place with.
func (ch *chain) handed(place Place) []tree {
	var args []tree
	hand := func(to Place, value func() tree) {
		n, part, ok := handedTo(to, place)
		if !ok {
			return
		}
		v := value()
		if v == nil {
			return
		}
		for len(args) <= n {
			args = append(args, nil)
		}
		if part != "" {
			v = put(nothing, part, v)
		}
		args[n] = ch.a.p.merge(args[n], v)
	}
	for _, f := range ch.sum.Flows {
		hand(f.To, func() tree { return ch.source(f.From) })
	}
	for _, o := range ch.sum.Origins {
		hand(o.To, func() tree {
			if l := ch.a.originLabel(ch.s, o); l != nil {
				return leaf(cell{labels: labels{l}, opaque: true})
			}
			return nil
		})
	}
	for _, h := range ch.sum.held {
		hand(h.to, func() tree { return leaf(cell{labels: labels{h.label}}) })
	}
	return args
}

// handedTo reports whether a place is an argument of the function at another, which one, and what part of it.
func handedTo(to, fn Place) (n int, part path, ok bool) {
	of, arg, called := strings.Cut(to.Path, "()")
	if !called || to.Index != fn.Index || strings.TrimSuffix(of, "/") != fn.Path {
		return 0, "", false
	}
	number, rest, _ := strings.Cut(arg, "/")
	n, err := strconv.Atoi(number)
	return n, path(rest), err == nil
}

// callAll calls what has not been called for its results.
func (ch *chain) callAll() {
	for _, f := range ch.sum.Flows {
		ch.callFor(f.To)
	}
	for _, o := range ch.sum.Origins {
		ch.callFor(o.To)
	}
}

// callKept calls the functions that the callee keeps in what outlives its call, such as a queue of jobs: somebody who is not seen calls them, with
// arguments that nobody knows.
func (ch *chain) callKept() {
	for _, f := range ch.sum.Flows {
		kept := f.To.Index >= 0 && f.To.Index != recovered && !path(f.To.Path).captured() && !path(f.From.Path).captured()
		if t := handedType(ch.s, f.From); kept && t != nil && isFunction(t) && ch.a.nested <= maxNested {
			ch.call(f.From)
		}
	}
}

func (ch *chain) callFor(to Place) {
	if of, _, ok := strings.Cut(to.Path, "()"); ok && ch.a.nested <= maxNested {
		ch.call(Place{to.Index, strings.TrimSuffix(of, "/")})
	}
}
