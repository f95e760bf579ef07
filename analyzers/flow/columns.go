package flow

import (
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// A column is one result column of a query that is written in the code.
type column struct {
	name  string // "" if it is computed
	table string // the first table of the query
}

var (
	selects   = regexp.MustCompile(`(?is)^\s*select\s+(?:distinct\s+)?(.+?)\s+from\s+["` + "`" + `]?([\w.]+)`)
	returning = regexp.MustCompile(`(?is)^\s*(?:insert\s+into|update|delete\s+from)\s+["` + "`" + `]?([\w.]+).*\sreturning\s+(.+?)\s*;?\s*$`)
	renamed   = regexp.MustCompile(`(?i)\s+as\s+\S+$`)
	plain     = regexp.MustCompile(`^(?:[\w"` + "`" + `]+\.)?["` + "`" + `]?(\w+)["` + "`" + `]?$`)
)

// columnsOf reads the result columns of a query: "SELECT u.email, COUNT(*) FROM users u" has email and one without a name.
// It returns nil for what it cannot read, and for "*".
func columnsOf(query string) []column {
	list, table := "", ""
	if m := selects.FindStringSubmatch(query); m != nil {
		list, table = m[1], m[2]
	} else if m := returning.FindStringSubmatch(query); m != nil {
		list, table = m[2], m[1]
	}
	var out []column
	for _, expr := range splitTop(list) {
		expr = renamed.ReplaceAllString(strings.TrimSpace(expr), "")
		if strings.HasSuffix(expr, "*") {
			return nil // nobody knows how many
		}
		c := column{table: table[strings.LastIndexByte(table, '.')+1:]}
		if m := plain.FindStringSubmatch(expr); m != nil {
			c.name = m[1]
		}
		out = append(out, c)
	}
	return out
}

// splitTop splits at the commas that stand outside of parentheses.
func splitTop(list string) []string {
	var out []string
	depth, start := 0, 0
	for i, c := range list {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				out, start = append(out, list[start:i]), i+1
			}
		}
	}
	if list == "" {
		return nil
	}
	return append(out, list[start:])
}

// meaning classifies a column by its name, and by whom its table is about.
func (c column) meaning() meaning {
	who := ownerOf(c.table)
	if who == "operator" {
		return meaning{}
	}
	said := read(c.name)
	if data := meansIn(who, c.name); data != "" {
		said = reading{practice.Reading{Data: data, Strength: practice.Strong}, "what " + c.name + " is in such a table"}
	}
	m := said.weighed(who, "table", func() string { return "" })
	m.Name = c.name
	return m
}

// scanColumns names what is scanned from a row after the columns of the row's query.
func (a *analysis) scanColumns(s *site, targets []ssa.Value) {
	query := queryOf(s.vals[0])
	for _, v := range s.vals { // one call asks and scans
		if text, ok := constantString(v); ok && query == "" {
			query = text
		}
	}
	columns := columnsOf(query)
	if len(columns) != len(targets) {
		return
	}
	for i, v := range targets {
		if m, ok := v.(*ssa.MakeInterface); ok {
			v = m.X
		}
		m := columns[i].meaning()
		if m.Data == "" || !carries(deref(v.Type()), m.Data) {
			continue
		}
		for _, r := range a.refs(v) {
			content := a.read(r)
			if content.root().labels.tells("") {
				continue // its own name says it
			}
			expr := columns[i].table + "." + columns[i].name
			src := m.source(Column, expr, a.p.step(a.position(s), expr))
			a.write([]loc{r}, "", withRoot(content, content.root().plus(labels{a.p.sourceLabel(src)})))
		}
	}
}

// queryOf is the constant query whose row or rows a value is, "" if it does not stand in the same function.
func queryOf(v ssa.Value) string {
	if part, ok := v.(*ssa.Extract); ok {
		v = part.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return ""
	}
	for _, arg := range call.Call.Args {
		if text, ok := constantString(arg); ok {
			return text
		}
	}
	return ""
}
