package flow

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// A label says one thing about a value: that it comes from a parameter or a source, names an
// endpoint, is a function, or has a certain type behind its interface.
// Labels are interned: equal labels are the same pointer.
type label struct {
	kind     labelKind
	param    int // of a parameter: its number; free variables follow the parameters
	path     path
	source   *Source
	endpoint string
	fn       *ssa.Function
	typ      types.Type
	hashed   bool
	errored  bool
	named    bool   // of a source: only the name of the part of a parameter at path says so
	written  string // of a parameter: how it was written out, which only callers know the outcome of: see rendered
	id       int    // order of creation; 0 in the key under which the label is interned
}

type labelKind uint8

const (
	fromParam labelKind = iota
	fromSource
	endpoint
	function
	dynamicType
)

// labels is a set, sorted by id.
type labels []*label

func (p *Program) intern(l label) *label {
	l.id = 0
	if known, ok := p.labels[l]; ok {
		return known
	}
	made := l // l itself would be put on the heap whether it is known or not
	made.id = len(p.labels) + 1
	p.labels[l] = &made
	return &made
}

func (p *Program) paramLabel(i int, at path) *label {
	return p.intern(label{kind: fromParam, param: i, path: at})
}

func (p *Program) sourceLabel(s Source) *label {
	known, ok := p.sources[s]
	if !ok {
		known = &s
		p.sources[s] = known
	}
	return p.intern(label{kind: fromSource, source: known})
}

// namedLabel is the label of a source that only its name tells. If the value is a part of a parameter, callers may know better.
func (p *Program) namedLabel(s Source, known labels) *label {
	l := *p.sourceLabel(s)
	var from *label
	for _, k := range known {
		if k.kind == fromParam {
			if from != nil || k.hashed || k.errored {
				return p.sourceLabel(s)
			}
			from = k
		}
	}
	if from == nil || from.param >= packageVariable {
		return p.sourceLabel(s)
	}
	l.named, l.param, l.path = true, from.param, from.path
	return p.intern(l)
}

func (p *Program) typeLabel(t types.Type) *label {
	canonical, ok := p.types.At(t).(types.Type)
	if !ok {
		canonical = t
		p.types.Set(t, t)
	}
	return p.intern(label{kind: dynamicType, typ: canonical})
}

// data reports whether the label is about data, and so belongs to every part of the value that has it.
func (l *label) data() bool { return l.kind == fromParam || l.kind == fromSource }

// part returns the label of the part at q of a value that has label l, nil if the part has none.
func (p *Program) part(l *label, q path) *label {
	switch {
	case l.kind == fromSource || l.written != "":
		return l
	case l.kind == fromParam:
		key := labelPart{l, q}
		found, known := p.parts[key]
		if !known {
			longer := *l
			var whole bool
			if longer.path, whole = l.path.join(q); whole {
				found = p.intern(longer)
			}
			p.parts[key] = found
		}
		return found
	}
	return nil
}

// A labelPart is what part was asked for.
type labelPart struct {
	of *label
	at path
}

func (p *Program) transformed(ls labels, hashed, errored bool) labels {
	if !hashed && !errored {
		return ls
	}
	var out labels
	for _, l := range ls {
		if l.data() {
			changed := *l
			changed.hashed = l.hashed || hashed
			changed.errored = l.errored || errored
			l = p.intern(changed)
		}
		out = out.with(l)
	}
	return out
}

// maxLabels bounds what is told apart in one cell. With more, the parameters with the longest paths are forgotten, of each as many as of the
// others: to take the whole parameter instead would report its every part.
const maxLabels = 24

func bounded(ls labels) labels {
	if len(ls) <= maxLabels {
		return ls
	}
	byImportance := slices.SortedFunc(slices.Values(ls), func(a, b *label) int {
		return cmp.Or(compareBools(a.kind == fromParam, b.kind == fromParam), cmp.Compare(a.path.steps(), b.path.steps()),
			cmp.Compare(a.param, b.param), cmp.Compare(a.path, b.path), a.id-b.id)
	})
	others := slices.IndexFunc(byImportance, func(l *label) bool { return l.kind == fromParam })
	if others < 0 || others > maxLabels {
		others = maxLabels
	}
	kept := slices.Concat(byImportance[:others], inTurn(byImportance[others:], func(l *label) int { return l.param }, maxLabels-others))
	slices.SortFunc(kept, byID)
	return kept
}

// inTurn takes at most n of a list, as if each of those that its elements are about were asked in turn: the first of each, then the second of each.
func inTurn[T any](list []T, of func(T) int, n int) []T {
	turns, order := map[int]int{}, make([]int, len(list))
	for i, one := range list {
		order[i] = turns[of(one)]
		turns[of(one)]++
	}
	out := make([]T, 0, n)
	for turn := 0; len(out) < min(n, len(list)); turn++ {
		for i, one := range list {
			if order[i] == turn && len(out) < n {
				out = append(out, one)
			}
		}
	}
	return out
}

func (ls labels) with(l *label) labels {
	i, found := slices.BinarySearchFunc(ls, l, byID)
	if found {
		return ls
	}
	return slices.Insert(slices.Clip(ls), i, l)
}

func (ls labels) union(other labels) labels {
	switch {
	case len(ls) == 0:
		return other
	case len(other) == 0:
		return ls
	}
	i, j, missing := 0, 0, 0
	for j < len(other) {
		switch {
		case i == len(ls) || ls[i].id > other[j].id:
			missing++
			j++
		case ls[i].id == other[j].id:
			i, j = i+1, j+1
		default:
			i++
		}
	}
	if missing == 0 {
		return ls
	}
	out := make(labels, 0, len(ls)+missing)
	i, j = 0, 0
	for i < len(ls) || j < len(other) {
		switch {
		case i == len(ls) || j < len(other) && ls[i].id > other[j].id:
			out = append(out, other[j])
			j++
		case j == len(other) || ls[i].id < other[j].id:
			out = append(out, ls[i])
			i++
		default:
			out = append(out, ls[i])
			i, j = i+1, j+1
		}
	}
	return out
}

func (ls labels) only(keep func(*label) bool) labels {
	for i, l := range ls {
		if !keep(l) {
			out := slices.Clone(ls[:i])
			for _, rest := range ls[i+1:] {
				if keep(rest) {
					out = append(out, rest)
				}
			}
			return out
		}
	}
	return ls
}

func (ls labels) data() labels { return ls.only((*label).data) }

func (ls labels) has(kind labelKind) bool {
	return slices.ContainsFunc(ls, func(l *label) bool { return l.kind == kind })
}

// tells reports whether one of the labels already says that the value is this kind of data, or any at all for "".
func (ls labels) tells(data practice.Data) bool {
	return slices.ContainsFunc(ls, func(l *label) bool {
		return l.kind == fromSource && (data == "" || practice.Covers(l.source.Data, data) || practice.Covers(data, l.source.Data))
	})
}

func byID(a, b *label) int { return a.id - b.id }
