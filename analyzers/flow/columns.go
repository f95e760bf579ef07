package flow

import (
	"go/token"
	"go/types"
	"regexp"
	"slices"
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
	query = sqlComments.ReplaceAllString(query, "")
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
	query := a.p.queryOf(s.vals[0])
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
		if field, ok := v.(*ssa.FieldAddr); ok && practice.Covers(a.fieldClass(field.X, field.Field).Data, m.Data) {
			continue // whoever reads the field sees by its name what it is
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

// queryOf is the query whose row or rows a value is, "" if nobody knows it: it stands in the same function, or is what a field or a package
// variable holds, as the text or as the statement that was prepared of it.
func (p *Program) queryOf(v ssa.Value) string {
	if part, ok := v.(*ssa.Extract); ok {
		v = part.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return ""
	}
	for _, arg := range append([]ssa.Value{call.Call.Value}, call.Call.Args...) {
		if text, ok := constantString(arg); ok {
			return text
		}
		if text := p.queries[heldIn(arg)]; text != "" {
			return text
		}
		if text := composed(arg, maxWording); selects.MatchString(text) {
			return text
		}
	}
	return ""
}

// heldIn is the field or the package variable that a value is loaded from, nil if it is neither.
func heldIn(v ssa.Value) types.Object {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	return placeOf(load.X)
}

// placeOf is the field or the package variable at an address, nil if it is neither.
func placeOf(v ssa.Value) types.Object {
	switch at := v.(type) {
	case *ssa.FieldAddr:
		if s := structOf(at.X.Type()); s != nil {
			return s.Field(at.Field)
		}
	case *ssa.Global:
		if at.Object() != nil {
			return at.Object()
		}
	}
	return nil
}

// noteQuery remembers which query a field or a package variable holds, "" where it holds several.
func (p *Program) noteQuery(store *ssa.Store) {
	at := placeOf(store.Addr)
	if at == nil {
		return
	}
	text := ""
	switch v := store.Val.(type) {
	case *ssa.Const, *ssa.BinOp:
		text = composed(v, maxWording)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok && strings.HasSuffix(typeName(v.Type()), "Stmt") {
			text = p.queryOf(call)
		}
	}
	text = sqlComments.ReplaceAllString(text, "")
	if !selects.MatchString(text) && !returning.MatchString(text) {
		return
	}
	if known, ok := p.queries[at]; ok && known != text {
		text = ""
	}
	p.queries[at] = text
}

var formatVerb = regexp.MustCompile(`%[-+# 0-9.]*[a-zA-Z]`)

// unknownText stands for the part of a text that nobody knows.
const unknownText = "?"

// composed is a text that is put together from constants and others: columns that are a constant of the program, with a condition behind
// them. It looks through as many instructions as steps says.
func composed(v ssa.Value, steps int) string {
	if steps == 0 || v == nil {
		return unknownText
	}
	if text, ok := constantString(v); ok {
		return text
	}
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return composed(v.X, steps-1)
	case *ssa.BinOp:
		return composed(v.X, steps-1) + composed(v.Y, steps-1)
	case *ssa.Phi:
		return composed(v.Edges[0], steps-1) // what is appended on some ways is no column
	case *ssa.Call:
		fn := v.Call.StaticCallee()
		if fn == nil || len(v.Call.Args) == 0 || !slices.Contains(rewording, fn.String()) {
			break
		}
		text := composed(v.Call.Args[0], steps-1)
		if fn.String() == "fmt.Sprintf" {
			text = filledIn(text, v.Call.Args[1], steps-1)
		}
		return text
	}
	return unknownText
}

// filledIn is a format with values in the places of its verbs.
func filledIn(format string, values ssa.Value, steps int) string {
	list, _ := elements(values)
	return formatVerb.ReplaceAllStringFunc(format, func(string) string {
		if len(list) == 0 {
			return unknownText
		}
		value := list[0]
		list = list[1:]
		return composed(value, steps)
	})
}
