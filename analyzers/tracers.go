package analyzers

import (
	_ "embed"
	"fmt"
	"go/ast"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

//go:embed tracers.txt
var tracersText string

//go:embed tracer_purposes.txt
var tracerPurposesText string

var tracersObserver = &observer{
	Name: "tracers",
	Doc: `the code sets a cookie

Every cookie that the code sets under a constant name, with how long it lives and its flags, noted for an audit: the notice should name it, and
not a shorter life. Cookies that are set in order to delete them are left out.

	http.SetCookie(w, &http.Cookie{Name: "session", MaxAge: 86400}) // session lives for 1 day

Cookies of net/http, of web frameworks, and of middlewares that keep sessions or guard forms count.`,
	Read: tracers,
}

// cookieCall is what a function of tracers.txt sets.
type cookieCall struct {
	name   string
	period practice.Period
	fields map[string]int // the arguments that hold a field of the cookie
}

var cookieCalls = func() map[string]cookieCall {
	m := map[string]cookieCall{}
	for _, row := range practice.MustTable("tracers.txt", tracersText, 6) {
		c := cookieCall{name: row.Columns[1], period: practice.Period(row.Columns[2]), fields: map[string]int{}}
		for field, text := range map[string]string{"Name": row.Columns[1], "MaxAge": row.Columns[3], "Secure": row.Columns[4], "HttpOnly": row.Columns[5]} {
			if n, err := strconv.Atoi(text); err == nil {
				c.fields[field] = n
			}
		}
		for _, name := range flow.SpelledOut(row.Columns[0]) {
			m[name] = c
		}
	}
	return m
}()

var tracerPurposes = func() map[string]practice.Purpose {
	m := map[string]practice.Purpose{}
	for _, row := range practice.MustTable("tracer_purposes.txt", tracerPurposesText, 2) {
		m[row.Columns[0]] = practice.Purpose(row.Columns[1])
	}
	return m
}()

func tracers(p *program) []practice.Observation {
	var seen []practice.Observation
	p.inspect(func(pkg *packages.Package, n ast.Node) {
		var c *cookie
		switch n := n.(type) {
		case *ast.CompositeLit:
			c = literalCookie(pkg.TypesInfo, n)
		case *ast.CallExpr:
			c = calledCookie(pkg.TypesInfo, n)
		case *ast.BlockStmt:
			for _, c := range assignedCookies(pkg.TypesInfo, n) {
				seen = append(seen, c.observation(p, pkg))
			}
		}
		if c != nil && c.name != "" && !c.deleted {
			seen = append(seen, c.observation(p, pkg))
		}
	})
	return seen
}

func (c *cookie) observation(p *program, pkg *packages.Package) practice.Observation {
	detail := "cookie " + c.name
	if days, ok := c.period.Days(); ok && c.period != practice.Session {
		detail += fmt.Sprintf(", for %d days", days)
	} else if c.period == practice.Session {
		detail += ", until the browser is closed"
	}
	if len(c.flags) > 0 {
		detail += ", " + strings.Join(c.flags, ", ")
	}
	return practice.Observation{
		Practice: practice.Practice{Actor: practice.Code, Action: practice.Track, Data: "tracer.cookie_id", Purpose: purposeOfCookie(c.name)},
		Name:     c.name, Period: c.period, Evidence: p.seenAt(pkg, c.pos, detail),
	}
}

// purposeOfCookie is what a cookie's name says of its purpose, "" if it says nothing. "sessionid" is one word, whose beginning counts.
func purposeOfCookie(name string) practice.Purpose {
	for _, word := range flow.Words(name) {
		for _, w := range []string{word, strings.TrimSuffix(word, "id")} {
			if purpose, ok := tracerPurposes[w]; ok {
				return purpose
			}
		}
	}
	return ""
}
