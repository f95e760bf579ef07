package analyzers

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/packages"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

//go:embed accesslogs.txt
var accessLogsText string

var accessLogsObserver = &observer{
	Name: "accesslogs",
	Doc: `every request is logged with the address it came from

A middleware that logs requests writes the address of each client, and often its browser, without anything to be seen of it in the code. This
is noted for an audit: the notice should speak of logs.

	r.Use(middleware.Logger) // device.ip_address is written to a log

What is logged is what the middleware logs as it comes. A format of one's own counts by what it reads of the request.`,
	Read: accessLogs,
}

var accessLogged = func() map[string][]practice.Data {
	m := map[string][]practice.Data{}
	for _, row := range practice.MustTable("accesslogs.txt", accessLogsText, 2) {
		for _, name := range flow.SpelledOut(row.Columns[0]) {
			m[name] = append(m[name], practice.Data(row.Columns[1]))
		}
	}
	return m
}()

// accessLogs finds such middlewares by their name: they are called, or handed over as they are. A format of one's own is told by the fields that it reads.
func accessLogs(p *program) []practice.Observation {
	var seen []practice.Observation
	p.inspect(func(pkg *packages.Package, n ast.Node) {
		e, ok := n.(*ast.SelectorExpr)
		if !ok {
			return
		}
		name := nameOf(pkg.TypesInfo, e)
		for _, data := range accessLogged[name] {
			detail := title(data) + " (" + string(data) + ") of every client is written to a log: " + types.ExprString(e)
			seen = append(seen, practice.Observation{
				Practice: practice.Practice{Actor: practice.Code, Action: practice.StoreLog, Data: data}, Evidence: p.seenAt(pkg, e.Pos(), detail),
			})
		}
	})
	return seen
}

// nameOf is the function or the field that a selector names, as the tables call it; "" for others.
func nameOf(info *types.Info, e *ast.SelectorExpr) string {
	if fn := callee(info, e); fn != nil {
		return flow.CalleeName(fn)
	}
	sel := info.Selections[e]
	if sel == nil || sel.Kind() != types.FieldVal {
		return ""
	}
	return types.TypeString(sel.Recv(), nil) + "." + e.Sel.Name
}
