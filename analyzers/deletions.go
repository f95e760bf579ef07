package analyzers

import (
	"go/ast"
	"go/token"
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

Only times that stand in the statement count, in the dialects of PostgreSQL, MySQL and SQLite.`,
	Read: deletions,
}

var (
	deletesFrom = regexp.MustCompile("(?is)^\\s*delete\\s+from\\s+[\"`]?(?:\\w+\\.)?(\\w+)[\"`]?\\s.*?<=?(.*)$")
	ageOf       = regexp.MustCompile(`(?i)(?:interval\s+|now'?\s*,\s*'-|make_interval\(\s*)'?\s*(\d+)\s*(hour|day|week|month|year|mon)s?\b`)
)

// deletions finds such statements among the constant texts of the code.
func deletions(p *program) []practice.Observation {
	var seen []practice.Observation
	p.inspect(func(pkg *packages.Package, n ast.Node) {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return
		}
		text, ok := constantText(pkg.TypesInfo, lit)
		if !ok {
			return
		}
		table, period := deletion(text)
		data := keptIn(table)
		if period == "" || data == "" {
			return
		}
		seen = append(seen, practice.Observation{
			Practice: practice.Practice{Actor: practice.Code, Action: practice.Retain, Data: data}, Name: table, Period: period,
			Evidence: p.seenAt(pkg, lit.Pos(), "rows of "+table+" are deleted when they are older than "+string(period)),
		})
	})
	return seen
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

// keptIn is what a table holds, by its name: of a person, or a kind of data; "" for a table of other things.
func keptIn(table string) practice.Data {
	if data, _ := practice.Classify(table); data != "" {
		return data
	}
	for _, word := range flow.Words(table) {
		switch strings.TrimSuffix(word, "s") {
		case "session":
			return "tracer.session_id"
		case "log", "audit":
			return "log"
		}
	}
	if flow.AboutPersons(strings.TrimSuffix(table, "s")) {
		return practice.Personal
	}
	return ""
}
