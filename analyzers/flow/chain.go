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
	arg, q := ch.a.argument(ch.s, place)
	if arg == nil {
		return nil
	}
	return ch.a.contentAt(arg, q)
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

func (ch *chain) callFor(to Place) {
	if of, _, ok := strings.Cut(to.Path, "()"); ok && ch.a.nested <= maxNested {
		ch.call(Place{to.Index, strings.TrimSuffix(of, "/")})
	}
}
