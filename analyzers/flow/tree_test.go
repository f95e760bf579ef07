package flow

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// steps are some that sort before and after "/" where they go on, so that the parts of "a" and "a.b" lie between each other.
var steps = rapid.SampledFrom([]path{"a", "a.b", "ab", "[]", "[a]", "$f", "$f.0", "{}"})

var somePath = rapid.Custom(func(t *rapid.T) path {
	var p path
	for range rapid.IntRange(0, maxSteps).Draw(t, "steps") {
		p = p.long(steps.Draw(t, "step"))
	}
	return p
})

// someTree is a tree whose parts are opaque or cut, and the same as a map.
func someTree(t *rapid.T) (tree, map[path]cell) {
	out, same := tree{}, map[path]cell{}
	for range rapid.IntRange(0, 12).Draw(t, "parts") {
		at, c := somePath.Draw(t, "at"), cell{cut: rapid.Bool().Draw(t, "cut"), opaque: rapid.Bool().Draw(t, "opaque")}
		out.set(at, c)
		same[at] = c
	}
	return out, same
}

func TestATreeIsWhatItsPartsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, want := someTree(t)
		if !slices.IsSortedFunc(v, compareBranches) || len(v) != len(want) {
			t.Fatalf("%v is not in the order of its paths, each once", v)
		}
		q := somePath.Draw(t, "q")
		inside := map[path]bool{}
		for at, c := range want {
			if got, ok := v.listed(at); !ok || !sameCell(got, c) {
				t.Fatalf("%q is %v, %v; want %v", at, got, ok, c)
			}
			if rest, ok := at.under(q); ok && rest != "" {
				inside[at] = true
			}
		}
		for _, b := range v.below(q) {
			if !inside[b.at] {
				t.Fatalf("%q is told to be inside of %q in %v", b.at, q, v)
			}
			delete(inside, b.at)
		}
		if q != "" && len(inside) > 0 {
			t.Fatalf("%v are not found inside of %q in %v", inside, q, v)
		}
	})
}

func TestWhatIsPutIsFoundThereAndReplacesWhatWas(t *testing.T) {
	p := &Program{labels: map[label]*label{}}
	rapid.Check(t, func(t *rapid.T) {
		v, parts := someTree(t)
		other, _ := someTree(t)
		other.set("", cell{opaque: true})
		q := rapid.SampledFrom([]path{"a", "a.b", "$f", "[]"}).Draw(t, "q")
		got := put(v, q, other)
		if !slices.IsSortedFunc(got, compareBranches) {
			t.Fatalf("%v is not in the order of its paths", got)
		}
		for at, c := range parts {
			if _, inside := at.under(q); inside {
				continue
			}
			if kept, _ := got.listed(at); !sameCell(kept, c) {
				t.Fatalf("%q beside %q is %v; want %v", at, q, kept, c)
			}
		}
		for _, b := range p.partOf(got, q) {
			if want, _ := other.listed(b.at); b.at.steps() < maxSteps && !sameCell(b.cell, want) {
				t.Fatalf("%q in what was put at %q is %v; want %v", b.at, q, b.cell, want)
			}
		}
	})
}

func TestMergingIsTheSameEitherWay(t *testing.T) {
	p := &Program{labels: map[label]*label{}}
	rapid.Check(t, func(t *rapid.T) {
		a, _ := someTree(t)
		b, _ := someTree(t)
		ab, ba := p.merge(a, b), p.merge(b, a)
		if !slices.IsSortedFunc(ab, compareBranches) {
			t.Fatalf("%v is not in the order of its paths", ab)
		}
		for _, x := range ab {
			if y, ok := ba.listed(x.at); !ok || x.opaque != y.opaque {
				t.Fatalf("%q is %v one way and %v the other", x.at, x.cell, y)
			}
		}
		if again := p.merge(ab, b); len(again) != len(ab) {
			t.Fatalf("merging %v again makes %v", b, again)
		}
	})
}

func compareBranches(a, b branch) int { return cmp.Compare(a.at, b.at) }
