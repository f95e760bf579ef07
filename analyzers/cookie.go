package analyzers

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

// A cookie is what the code says of one that it sets.
type cookie struct {
	name    string
	period  practice.Period
	flags   []string
	deleted bool // it is set with a time that is past
	pos     token.Pos
}

// isCookie reports whether a type is a cookie of net/http or of fiber, whose fields have the same names.
func isCookie(t types.Type) bool {
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Name() != "Cookie" || named.Obj().Pkg() == nil {
		return false
	}
	path := named.Obj().Pkg().Path()
	return path == "net/http" || strings.HasPrefix(path, "github.com/gofiber/fiber")
}

// literalCookie reads a literal http.Cookie{...}, nil for another literal.
func literalCookie(info *types.Info, lit *ast.CompositeLit) *cookie {
	if t := info.TypeOf(lit); t == nil || !isCookie(t) {
		return nil
	}
	c := &cookie{pos: lit.Pos(), period: practice.Session}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if field, ok := kv.Key.(*ast.Ident); ok {
				c.set(info, field.Name, kv.Value)
			}
		}
	}
	return c
}

// assignedCookies reads the cookies that a block fills field by field: c := new(http.Cookie); c.Name = "who".
func assignedCookies(info *types.Info, block *ast.BlockStmt) []*cookie {
	var found []*cookie
	byVariable := map[types.Object]*cookie{}
	for _, stmt := range block.List {
		assign, ok := stmt.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			continue
		}
		field, ok := assign.Lhs[0].(*ast.SelectorExpr)
		if !ok || info.TypeOf(field.X) == nil || !isCookie(info.TypeOf(field.X)) {
			continue
		}
		variable, ok := field.X.(*ast.Ident)
		if !ok {
			continue
		}
		c := byVariable[info.Uses[variable]]
		if c == nil {
			c = &cookie{pos: assign.Pos(), period: practice.Session}
			byVariable[info.Uses[variable]] = c
			found = append(found, c)
		}
		c.set(info, field.Sel.Name, assign.Rhs[0])
	}
	return slices.DeleteFunc(found, func(c *cookie) bool { return c.name == "" || c.deleted })
}

// calledCookie reads the call of a function that sets a cookie, nil for another call.
func calledCookie(info *types.Info, call *ast.CallExpr) *cookie {
	fn := callee(info, call.Fun)
	if fn == nil {
		return nil
	}
	known, ok := cookieCalls[flow.CalleeName(fn)]
	if !ok {
		return nil
	}
	c := &cookie{pos: call.Pos(), name: known.name, period: known.period}
	for _, field := range slices.Sorted(maps.Keys(known.fields)) {
		if arg := known.fields[field]; arg < len(call.Args) {
			c.set(info, field, call.Args[arg])
		}
	}
	return c
}

// set takes one field of a cookie. A time that nobody can tell from the code makes the period unknown.
func (c *cookie) set(info *types.Info, field string, value ast.Expr) {
	switch field {
	case "Name":
		c.name, _ = constantText(info, value)
	case "MaxAge":
		seconds, ok := seconds(info, value)
		switch {
		case !ok:
			c.period = ""
		case seconds < 0:
			c.deleted = true
		case seconds == 0 && c.period == "":
			c.period = practice.Session
		case seconds > 0:
			c.period = flow.PeriodOf(time.Duration(seconds) * time.Second)
		}
	case "Expires":
		left, ok := fromNow(info, value)
		switch {
		case !ok:
			c.period = ""
		case left <= 0:
			c.deleted = true
		default:
			c.period = flow.PeriodOf(left)
		}
	case "Secure", "HttpOnly", "HTTPOnly", "Partitioned":
		if v := info.Types[value].Value; v == nil || v.String() == "true" {
			c.flags = append(c.flags, strings.Replace(field, "HTTPOnly", "HttpOnly", 1))
		}
	case "SameSite":
		if mode, ok := ast.Unparen(value).(*ast.SelectorExpr); ok {
			c.flags = append(c.flags, "SameSite="+strings.TrimSuffix(strings.TrimPrefix(mode.Sel.Name, "SameSite"), "Mode"))
		}
	}
}

// seconds is a whole number of seconds: a constant, or int(d.Seconds()) of a constant duration.
func seconds(info *types.Info, e ast.Expr) (int64, bool) {
	if n, ok := constantInt(info, e); ok {
		return n, true
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return 0, false
	}
	if len(call.Args) == 1 && info.Types[call.Fun].IsType() {
		return seconds(info, call.Args[0])
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || method.Sel.Name != "Seconds" {
		return 0, false
	}
	n, ok := constantInt(info, method.X)
	return n / int64(time.Second), ok
}

// fromNow is how far a time lies ahead: of time.Now().Add(24 * time.Hour), time.Now().AddDate(1, 0, 0), and of time.Unix(0, 0), which is past.
func fromNow(info *types.Info, e ast.Expr) (time.Duration, bool) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return 0, false
	}
	fn := callee(info, call.Fun)
	if fn == nil {
		return 0, false
	}
	var n []int64
	for _, arg := range call.Args {
		v, ok := constantInt(info, arg)
		if !ok {
			return 0, false
		}
		n = append(n, v)
	}
	const day = 24 * time.Hour
	switch name := fn.FullName(); {
	case name == "time.Unix":
		return 0, n[0] <= 1
	case name == "time.Now":
		return 0, true
	case name == "(time.Time).Add" && isNow(info, call):
		return time.Duration(n[0]), true
	case name == "(time.Time).AddDate" && isNow(info, call):
		return time.Duration(n[0]*366+n[1]*31+n[2]) * day, true
	}
	return 0, false
}

// isNow reports whether a method is called of time.Now(), or of its UTC().
func isNow(info *types.Info, call *ast.CallExpr) bool {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of, ok := ast.Unparen(method.X).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := callee(info, of.Fun)
	return fn != nil && (fn.FullName() == "time.Now" || fn.FullName() == "(time.Time).UTC" && isNow(info, of))
}
