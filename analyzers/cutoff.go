package analyzers

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strconv"
	"sync"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/candor-privacy/candor/practice"
)

// A written is an expression with the package in which it stands.
type written struct {
	pkg *packages.Package
	ast.Expr
}

// cutoffs know of every variable of a program what it is set to, and of every parameter what callers hand over, so that the age is found at which
// something is old: time.Now().AddDate(0, -6, 0), wherever that stands.
type cutoffs struct {
	program *program
	read    sync.Once

	set    map[types.Object][]written
	params map[types.Object]param
	calls  map[string][]written // the arguments of all calls, by the full name of the function and the place among them
	ages   map[types.Object]practice.Period
}

// A param is a parameter's function, by its full name, and its place.
type param struct {
	function string
	at       int
}

// maxCutoffSteps is how many variables and parameters the present time and a duration are followed through at most.
const maxCutoffSteps = 6

// sameTime are methods of a time that give the same one, nearly, and writtenTime those that write it down.
var (
	sameTime    = []string{"(time.Time).In", "(time.Time).Local", "(time.Time).Truncate", "(time.Time).UTC"}
	writtenTime = []string{"(time.Time).Format", "(time.Time).Unix", "(time.Time).UnixMilli"}
)

// learn reads the program, once somebody asks: few programs delete what is old.
func (c *cutoffs) learn() {
	c.set, c.params, c.calls = map[types.Object][]written{}, map[types.Object]param{}, map[string][]written{}
	c.ages = map[types.Object]practice.Period{}
	c.program.inspect(func(pkg *packages.Package, n ast.Node) {
		switch x := n.(type) {
		case *ast.AssignStmt:
			if len(x.Lhs) == len(x.Rhs) {
				for i, left := range x.Lhs {
					c.assign(pkg, left, x.Rhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, name := range x.Names {
				if i < len(x.Values) {
					c.assign(pkg, name, x.Values[i])
				}
			}
		case *ast.FuncDecl:
			c.declare(pkg, x)
		case *ast.CallExpr:
			if fn := callee(pkg.TypesInfo, x.Fun); fn != nil {
				for i, arg := range x.Args {
					key := argumentKey(fn.FullName(), i)
					c.calls[key] = append(c.calls[key], written{pkg, arg})
				}
			}
		}
	})
}

func (c *cutoffs) assign(pkg *packages.Package, left, right ast.Expr) {
	name, ok := left.(*ast.Ident)
	if !ok {
		return
	}
	if of := pkg.TypesInfo.ObjectOf(name); of != nil {
		c.set[of] = append(c.set[of], written{pkg, right})
	}
}

func (c *cutoffs) declare(pkg *packages.Package, f *ast.FuncDecl) {
	fn, ok := pkg.TypesInfo.Defs[f.Name].(*types.Func)
	if !ok {
		return
	}
	all := fn.Signature().Params()
	for i := range all.Len() {
		c.params[all.At(i)] = param{fn.FullName(), i}
	}
}

func argumentKey(function string, at int) string { return function + "\n" + strconv.Itoa(at) }

// age is how long ago a point in time is that an expression stands for, "" where that cannot be told.
func (c *cutoffs) age(e written) practice.Period {
	switch x := ast.Unparen(e.Expr).(type) {
	case *ast.Ident:
		return c.ageOfName(e.pkg.TypesInfo.ObjectOf(x))
	case *ast.CallExpr:
		method, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		fn := callee(e.pkg.TypesInfo, x.Fun)
		if !ok || fn == nil {
			return ""
		}
		switch fn.FullName() {
		case "(time.Time).AddDate":
			if c.now(written{e.pkg, method.X}, 0) {
				return datesBack(e.pkg.TypesInfo, x.Args)
			}
		case "(time.Time).Add":
			if back, ok := c.duration(written{e.pkg, x.Args[0]}, 0); ok && back < 0 && c.now(written{e.pkg, method.X}, 0) {
				const day = 24 * time.Hour
				return practice.PeriodOfDays(int((-back + day - 1) / day))
			}
		}
		if slices.Contains(sameTime, fn.FullName()) || slices.Contains(writtenTime, fn.FullName()) {
			return c.age(written{e.pkg, method.X})
		}
	}
	return ""
}

// ageOfName is the age that a variable or a parameter holds: the longest of all that it is given, where all are known.
// What is handed back to itself has none.
func (c *cutoffs) ageOfName(of types.Object) practice.Period {
	if age, known := c.ages[of]; known {
		return age
	}
	c.ages[of] = "" // while its own age is looked for
	longest, days := practice.Period(""), 0
	for _, e := range c.given(of) {
		age := c.age(e)
		n, ok := age.Days()
		if !ok {
			return ""
		}
		if n > days {
			longest, days = age, n
		}
	}
	c.ages[of] = longest
	return longest
}

// given is what a variable is set to, or a parameter handed.
func (c *cutoffs) given(of types.Object) []written {
	if p, ok := c.params[of]; ok {
		return c.calls[argumentKey(p.function, p.at)]
	}
	return c.set[of]
}

// now reports whether an expression is the present time, in whatever zone.
func (c *cutoffs) now(e written, steps int) bool {
	if steps > maxCutoffSteps {
		return false
	}
	switch x := ast.Unparen(e.Expr).(type) {
	case *ast.Ident:
		given := c.set[e.pkg.TypesInfo.ObjectOf(x)]
		return len(given) == 1 && c.now(given[0], steps+1)
	case *ast.CallExpr:
		fn := callee(e.pkg.TypesInfo, x.Fun)
		if fn == nil {
			return false
		}
		if slices.Contains(sameTime, fn.FullName()) {
			method, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			return ok && c.now(written{e.pkg, method.X}, steps+1)
		}
		return fn.FullName() == "time.Now"
	}
	return false
}

// duration is the value of a duration that is constant, or a variable that is set to one once, with a sign before it.
func (c *cutoffs) duration(e written, steps int) (time.Duration, bool) {
	if v := e.pkg.TypesInfo.Types[e.Expr].Value; v != nil {
		n, ok := constant.Int64Val(constant.ToInt(v))
		return time.Duration(n), ok
	}
	if steps > maxCutoffSteps {
		return 0, false
	}
	switch x := ast.Unparen(e.Expr).(type) {
	case *ast.UnaryExpr:
		d, ok := c.duration(written{e.pkg, x.X}, steps+1)
		return -d, ok && x.Op.String() == "-"
	case *ast.Ident:
		if given := c.given(e.pkg.TypesInfo.ObjectOf(x)); len(given) == 1 {
			return c.duration(given[0], steps+1)
		}
	}
	return 0, false
}

// datesBack is the period of constant years, months and days of AddDate that lead back.
func datesBack(info *types.Info, args []ast.Expr) practice.Period {
	var back [3]int
	for i, arg := range args {
		n, ok := constantInt(info, arg)
		if !ok || n > 0 || i >= len(back) {
			return ""
		}
		back[i] = int(-n)
	}
	age := practice.Period("P")
	for i, unit := range []string{"Y", "M", "D"} {
		if back[i] > 0 {
			age += practice.Period(strconv.Itoa(back[i]) + unit)
		}
	}
	if age == "P" {
		return ""
	}
	return age
}
