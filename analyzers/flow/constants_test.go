package flow

import "testing"

// What a parameter decides does not depend on which of two functions that call each other was asked about first.
func TestFunctionsThatCallEachOtherDecideTheSameInWhateverOrderTheyAreAsked(t *testing.T) {
	const src = `package shop

func even(loud bool, n int) { odd(loud, n-1) }

func odd(loud bool, n int) {
	if n > 0 {
		even(loud, n-1)
	}
	if loud {
		println(n)
	}
}

func idle(loud bool) { idle(loud) }
`
	for _, order := range [][]string{{"even", "odd", "idle"}, {"odd", "even", "idle"}} {
		p, pkg := program(t, src)
		for _, name := range order {
			if got, want := p.decides(pkg.Func(name).Params[0]), name != "idle"; got != want {
				t.Errorf("asked in the order %v, loud decides what %s does: %v, want %v", order, name, got, want)
			}
		}
	}
}
