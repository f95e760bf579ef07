package flow

import (
	"fmt"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// Conditions say the same whichever way round they are written, and their other outcome says the opposite.
func TestConditionsAreReadFromWhicheverSideTheyAreWritten(t *testing.T) {
	for _, c := range []struct{ written, holds, fails string }{
		{"n > 3", "n > 3", "n <= 3"},
		{"3 < n", "n > 3", "n <= 3"},
		{"!(n > 3)", "n <= 3", "n > 3"},
		{"!(3 >= n)", "n > 3", "n <= 3"},
		{`"" == name`, `name == ""`, `name != ""`},
		{"nil != p", "p != nil", "p == nil"},
		{"ok", "ok == true", "ok != true"},
		{"!ok", "ok != true", "ok == true"},
		{"n < m", "n < m == true", "n < m != true"},
		{"!(n < m)", "n < m != true", "n < m == true"},
	} {
		_, pkg := program(t, "package shop\n\nfunc f(n, m int, name string, p *int, ok bool) {\n\tcondition := "+c.written+"\n\tif condition {\n\t\tprintln()\n\t}\n}\n")
		branch := lastOf(pkg.Func("f").Blocks[0]).(*ssa.If)
		for _, outcome := range []struct {
			is   bool
			want string
		}{{true, c.holds}, {false, c.fails}} {
			if got := spelledFact(factOf(branch.Cond, outcome.is)); got != outcome.want {
				t.Errorf("%s, which is %v, says %s, want %s", c.written, outcome.is, got, outcome.want)
			}
		}
	}
}

// spelledFact is a fact as code has it.
func spelledFact(f fact) string {
	with := "true"
	if f.k != nil {
		with = "nil"
		if f.k.Value != nil {
			with = f.k.Value.ExactString()
		}
	}
	of := f.v.Name()
	if b, ok := f.v.(*ssa.BinOp); ok {
		of = fmt.Sprint(b.X.Name(), " ", b.Op, " ", b.Y.Name())
	}
	return fmt.Sprint(of, " ", f.op, " ", with)
}
