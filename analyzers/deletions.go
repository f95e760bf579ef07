package analyzers

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var deletionsObserver = &observer{
	Name: "deletions",
	Doc: `rows are deleted after a time

A statement that deletes what is older than a time says how long a table is kept. This is noted for an audit, which compares it with the notice.

	db.Exec("DELETE FROM sessions WHERE created_at < now() - interval '30 days'") // sessions are kept for 30 days

A time counts that stands in the statement, in the dialects of PostgreSQL, MySQL and SQLite, and one that is handed over with it and told by the code:
time.Now().AddDate(0, 0, -30), also through variables and parameters, and before gorm's Delete.`,
	Read: deletions,
}

var (
	deletesFrom = regexp.MustCompile("(?is)^\\s*delete\\s+from\\s+[\"`]?(?:\\w+\\.)?(\\w+)[\"`]?\\s.*?<=?(.*)$")
	olderThan   = regexp.MustCompile(`<=?\s*(?:\?|\$\d|[:@]\w)`)
	ageOf       = regexp.MustCompile(`(?i)(?:interval\s+|now'?\s*,\s*'-|make_interval\(\s*)'?\s*(\d+)\s*(hour|day|week|month|year|mon)s?\b`)
)

// deletions finds such statements among the constant texts of the code, and those whose age is handed over.
func deletions(p *program) []practice.Observation {
	var seen []practice.Observation
	ages := &cutoffs{program: p}
	p.inspect(func(pkg *packages.Package, n ast.Node) {
		table, period := "", practice.Period("")
		switch x := n.(type) {
		case *ast.BasicLit:
			if text, ok := constantText(pkg.TypesInfo, x); ok && x.Kind == token.STRING {
				table, period = deletion(text)
			}
		case *ast.CallExpr:
			if table, period = ages.deletionBy(pkg, x); period == "" {
				table, period = ages.deletionOf(pkg, x)
			}
		}
		if period == "" {
			return
		}
		data := keptIn(table)
		if data == "" {
			return
		}
		seen = append(seen, practice.Observation{
			Practice: practice.Practice{Actor: practice.Code, Action: practice.Retain, Data: data}, Name: table, Period: period,
			Evidence: p.seenAt(pkg, n.Pos(), "rows of "+table+" are deleted when they are older than "+string(period)),
		})
	})
	return seen
}

// deletionBy reads a call that is handed a statement and the time before which rows are deleted.
func (c *cutoffs) deletionBy(pkg *packages.Package, call *ast.CallExpr) (table string, age practice.Period) {
	for i, arg := range call.Args {
		text, ok := constantText(pkg.TypesInfo, arg)
		if !ok {
			continue
		}
		if table, age = deletion(text); table == "" || age != "" || !olderThan.MatchString(text) {
			continue
		}
		return table, c.firstAge(pkg, call.Args[i+1:])
	}
	return "", ""
}

// deletionOf reads a call of gorm's Delete behind a condition on the time: the table is called after its type.
func (c *cutoffs) deletionOf(pkg *packages.Package, call *ast.CallExpr) (table string, age practice.Period) {
	if fn := callee(pkg.TypesInfo, call.Fun); fn == nil || fn.FullName() != "(*gorm.io/gorm.DB).Delete" || len(call.Args) == 0 {
		return "", ""
	}
	table = typeName(pkg.TypesInfo.TypeOf(call.Args[0]))
	for from := call; table != ""; {
		method, ok := ast.Unparen(from.Fun).(*ast.SelectorExpr)
		if !ok {
			break
		}
		if from, ok = ast.Unparen(method.X).(*ast.CallExpr); !ok || len(from.Args) == 0 {
			break
		}
		if text, ok := constantText(pkg.TypesInfo, from.Args[0]); ok && olderThan.MatchString(text) {
			return table, c.firstAge(pkg, from.Args[1:])
		}
	}
	return table, ""
}

// firstAge is the first age among the arguments of a call.
func (c *cutoffs) firstAge(pkg *packages.Package, args []ast.Expr) practice.Period {
	c.read.Do(c.learn)
	for _, arg := range args {
		if age := c.age(written{pkg, arg}); age != "" {
			return age
		}
	}
	return ""
}

// typeName is the name of a type behind pointers and lists, "" where it has none.
func typeName(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return typeName(t.Elem())
	case *types.Slice:
		return typeName(t.Elem())
	case *types.Named:
		return t.Obj().Name()
	}
	return ""
}

// deletion reads a statement: the table, and the age at which its rows are deleted; "" where it says none.
func deletion(statement string) (table string, age practice.Period) {
	m := deletesFrom.FindStringSubmatch(statement)
	if m == nil {
		return "", ""
	}
	n := ageOf.FindStringSubmatch(m[2])
	if n == nil {
		return m[1], ""
	}
	if strings.EqualFold(n[2], "hour") {
		hours, err := strconv.Atoi(n[1])
		if err != nil {
			return m[1], ""
		}
		return m[1], practice.PeriodOfDays((hours + 23) / 24)
	}
	return m[1], practice.Period("P" + n[1] + strings.ToUpper(n[2][:1]))
}

// rowsHold are words in the names of tables, in the singular, and what their rows hold; "" for what is no person's.
var rowsHold = map[string]practice.Data{
	"session": "tracer.session_id",
	"audit":   "log", "log": "log",
	"cache": "", "job": "", "lease": "", "lock": "", "metric": "", "migration": "", "nonce": "", "outbox": "", "queue": "", "task": "",
}

// keptIn is what a table holds, by its name: a kind of data, or personal data of whatever kind, as rows that are deleted for their age mostly are.
func keptIn(table string) practice.Data {
	if data, _ := practice.Classify(table); data != "" {
		return data
	}
	for _, word := range flow.Words(table) {
		if data, known := rowsHold[strings.TrimSuffix(word, "s")]; known {
			return data
		}
	}
	return practice.Personal
}
