// Package calls tells the calls of one function apart.
package calls

import (
	"context"
	"encoding/base64"
	"fmt"
	"log"
	"mime"
	"net"
	"net/mail"
	"net/url"
	"strings"
)

type Customer struct {
	Email string
	Plan  string
}

func same(s string) string              { return s }
func second(a, b string) string         { return b }
func both(a, b string) (string, string) { return a, b }
func crossed(a, b string) (x, y string) { return b, a }
func write(s string)                    { log.Print(s) }
func writeAny(v any)                    { log.Print(v) }
func writeSecond(a, b string)           { log.Print(b) }
func constant(string) string            { return "none" }

func OneFunctionTwoCalls(c *Customer) {
	a, b := same(c.Email), same(c.Plan)
	log.Print(a) // want `contact.email`
	log.Print(b)
}

func OneArgument(c *Customer) {
	log.Print(second("x", c.Email)) // want `contact.email`
	log.Print(second(c.Email, "x"))
	log.Print(constant(c.Email))
}

func TwoResults(c *Customer) {
	a, b := both(c.Email, c.Plan)
	log.Print(a) // want `contact.email`
	log.Print(b)
	a, b = crossed(c.Email, c.Plan)
	log.Print(a)
	log.Print(b) // want `contact.email`
	_, d := both(c.Email, c.Plan)
	log.Print(d)
}

func IntoASink(c *Customer) {
	write(c.Email) // want `contact.email`
	write(c.Plan)
	writeAny(c.Email) // want `contact.email`
	writeAny(c.Plan)
	writeSecond(c.Plan, c.Email) // want `contact.email`
	writeSecond(c.Email, c.Plan)
}

func ResultsAsArguments(c *Customer) {
	log.Print(second(both("x", c.Email))) // want `contact.email`
	log.Print(second(both(c.Email, "x")))
}

func outer(s string) string  { return middle(s) }
func middle(s string) string { return inner(s) }
func inner(s string) string  { return "<" + s + ">" }

func ThreeDeep(c *Customer) {
	log.Print(outer(c.Email)) // want `contact.email`
	log.Print(outer(c.Plan))
}

func joined(parts ...string) string   { return strings.Join(parts, ",") }
func first(parts ...string) string    { return parts[0] }
func logf(format string, args ...any) { log.Printf(format, args...) }

func Variadic(c *Customer) {
	log.Print(joined("a", c.Email)) // want `contact.email`
	log.Print(joined("a", c.Plan))
	log.Print(first(c.Email, c.Plan)) // want `contact.email`
	log.Print(first(c.Plan, c.Email))
	log.Print(joined([]string{c.Email}...)) // want `contact.email`
	logf("%s", c.Email)                     // want `contact.email`
	logf("%s", c.Plan)
	logf("%T", c.Email)
}

func named(s string) (out string) {
	out = s
	return
}

func changed(s string) (out string) {
	defer func() { out = "none" }()
	return s
}

func added(s string) (out string) {
	defer func() { out += s }()
	return "none"
}

func NamedResults(c *Customer) {
	log.Print(named(c.Email)) // want `contact.email`
	log.Print(named(c.Plan))
	log.Print(changed(c.Email))
	log.Print(added(c.Email)) // want `contact.email`
	log.Print(added(c.Plan))
}

func rescued(s string) (out string) {
	defer func() {
		if r := recover(); r != nil {
			out = fmt.Sprint(r)
		}
	}()
	panic(s)
}

func Rescued(c *Customer) {
	log.Print(rescued(c.Email)) // want `contact.email`
	log.Print(rescued(c.Plan))
}

func down(s string, n int) string {
	if n == 0 {
		return s
	}
	return down(s, n-1)
}

func downClean(s string, n int) string {
	if n == 0 {
		return "none"
	}
	return downClean(s, n-1)
}

func even(s string, n int) string {
	if n == 0 {
		return s
	}
	return odd(s, n-1)
}

func odd(s string, n int) string {
	if n == 0 {
		return "odd"
	}
	return even(s, n-1)
}

func writeDown(s string, n int) {
	if n == 0 {
		log.Print(s)
		return
	}
	writeDown(s, n-1)
}

func rotate(a, b, d string, n int) string {
	if n == 0 {
		return a
	}
	return rotate(b, d, a, n-1)
}

func Recursion(c *Customer) {
	log.Print(down(c.Email, 3)) // want `contact.email`
	log.Print(down(c.Plan, 3))
	log.Print(downClean(c.Email, 3))
	log.Print(even(c.Email, 4)) // want `contact.email`
	log.Print(even(c.Plan, 4))
	writeDown(c.Email, 3) // want `contact.email`
	writeDown(c.Plan, 3)
	log.Print(rotate("", "", c.Email, 2)) // want `contact.email`
	log.Print(rotate("", "", c.Plan, 2))
}

func fill(p *string, s string)              { *p = s }
func clear(p *string)                       { *p = "" }
func replace(p **string, q *string)         { *p = q }
func fillSlice(list []string, s string)     { list[0] = s }
func fillMap(m map[string]string, s string) { m["a"] = s }
func set(c *Customer, s string)             { c.Plan = s }

func ThroughArguments(c *Customer) {
	var a, b string
	fill(&a, c.Email)
	fill(&b, c.Plan)
	log.Print(a) // want `contact.email`
	log.Print(b)
	clear(&a)
	log.Print(a)
	list, clean := make([]string, 1), make([]string, 1)
	fillSlice(list, c.Email)
	fillSlice(clean, c.Plan)
	log.Print(list[0]) // want `contact.email`
	log.Print(clean[0])
	m, n := map[string]string{}, map[string]string{}
	fillMap(m, c.Email)
	fillMap(n, c.Plan)
	log.Print(m["a"]) // want `contact.email`
	log.Print(m["b"])
	log.Print(n["a"])
	x := "none"
	p := &x
	replace(&p, &c.Email)
	log.Print(*p) // want `contact.email`
	d := &Customer{}
	set(d, c.Email)
	log.Print(d.Plan) // want `contact.email`
}

func Literals(c *Customer) {
	f := func(s string) string { return s }
	log.Print(f(c.Email)) // want `contact.email`
	log.Print(f(c.Plan))
	func(s string) {
		log.Print(s) // want `contact.email`
	}(c.Email)
	func(s string) { log.Print(s) }(c.Plan)
	g := func() string { return c.Email }
	log.Print(g()) // want `contact.email`
	h := func() string { return c.Plan }
	log.Print(h())
}

func CapturedByReference(c *Customer) {
	s, t := "", ""
	setS := func() { s = c.Email }
	setT := func() { t = c.Plan }
	log.Print(s)
	setS()
	setT()
	log.Print(s) // want `contact.email`
	log.Print(t)
}

func CapturedAndClearedLater(c *Customer) {
	s := c.Email
	show := func() string { return s }
	s = "none"
	log.Print(show())
}

func CapturedBeforeItIsSet(c *Customer) {
	s := "none"
	show := func() string { return s }
	s = c.Email
	log.Print(show()) // want `contact.email`
}

func CapturedBySink(c *Customer) {
	s := "none"
	show := func() {
		log.Print(s) // want `contact.email`
	}
	s = c.Email
	show()
}

func adder() func(string) string {
	all := ""
	return func(s string) string {
		all += s
		return all
	}
}

func AClosureKeepsItsState(c *Customer) {
	f := adder()
	f(c.Email)
	log.Print(f("x")) // want `contact.email`
}

func keeper(s string) func() string { return func() string { return s } }

func AFunctionThatReturnsAFunction(c *Customer) {
	f, g := keeper(c.Email), keeper(c.Plan)
	log.Print(f()) // want `contact.email`
	log.Print(g())
	log.Print(keeper(c.Email)()) // want `contact.email`
}

func call(f func(string) string, s string) string { return f(s) }
func each(list []string, f func(string)) {
	for _, s := range list {
		f(s)
	}
}

func mapped(list []string, f func(string) string) (out []string) {
	for _, s := range list {
		out = append(out, f(s))
	}
	return out
}

func FunctionsAsArguments(c *Customer) {
	log.Print(call(same, c.Email)) // want `contact.email`
	log.Print(call(same, c.Plan))
	log.Print(call(constant, c.Email))
	each([]string{c.Email}, write) // want `contact.email`
	each([]string{c.Plan}, write)
	each([]string{c.Email}, func(s string) {
		log.Print(s) // want `contact.email`
	})
	log.Print(mapped([]string{c.Email}, strings.ToUpper)) // want `contact.email`
	log.Print(mapped([]string{c.Email}, constant))
	log.Print(mapped([]string{"a"}, func(s string) string { return s + c.Email })) // want `contact.email`
}

func compose(f, g func(string) string) func(string) string {
	return func(s string) string { return g(f(s)) }
}

func Composed(c *Customer) {
	log.Print(compose(same, same)(c.Email)) // want `contact.email`
	log.Print(compose(same, constant)(c.Email))
}

func (c *Customer) address() string { return c.Email }
func (c *Customer) plan() string    { return c.Plan }
func (c Customer) copyOf() string   { return c.Email }

func Methods(c *Customer) {
	log.Print(c.address()) // want `contact.email`
	log.Print(c.plan())
	f, g := c.address, c.plan
	log.Print(f()) // want `contact.email`
	log.Print(g())
	log.Print((*Customer).address(c)) // want `contact.email`
	log.Print((*Customer).plan(c))
	h, i := (*Customer).address, (*Customer).plan
	log.Print(h(c)) // want `contact.email`
	log.Print(i(c))
	log.Print(Customer.copyOf(*c)) // want `contact.email`
}

type writer struct{ prefix string }

func (w *writer) write(s string) { log.Print(w.prefix, s) }

func MethodValuesAsSinks(c *Customer) {
	w := &writer{"> "}
	f := w.write
	f(c.Email) // want `contact.email`
	f(c.Plan)
	each([]string{c.Email}, w.write) // want `contact.email`
	p := &writer{c.Email}
	p.write("x") // want `contact.email`
}

func FunctionOfTheLibrary(c *Customer) {
	f := log.Print
	f(c.Email) // want `contact.email`
	f(c.Plan)
	g := fmt.Sprintf
	log.Print(g("%s", c.Email)) // want `contact.email`
	log.Print(g("%s", c.Plan))
}

func MethodValuesOfTheLibrary(c *Customer, l *log.Logger, ok bool) {
	f := l.Println
	f(c.Email) // want `contact.email`
	f(c.Plan)
	g := l.Print
	if ok {
		g = l.Println
	}
	g(c.Email) // want `contact.email`
	g(c.Plan)
	h := strings.NewReplacer("a", "b").Replace
	log.Print(h(c.Email)) // want `contact.email`
	log.Print(h(c.Plan))
	var b, free strings.Builder
	i, j := b.WriteString, free.WriteString
	i(c.Email)
	j(c.Plan)
	log.Print(b.String()) // want `contact.email`
	log.Print(free.String())
	defer f(c.Email) // want `contact.email`
	defer f(c.Plan)
	go g(c.Email)                  // want `contact.email`
	every([]any{c.Email}, l.Print) // want `contact.email`
	every([]any{c.Plan}, l.Print)
}

func every(list []any, do func(...any)) {
	for _, one := range list {
		do(one)
	}
}

// ToolsKeepNothing uses one tool twice: what it was used for before does not come out again.
func ToolsKeepNothing(ctx context.Context, c *Customer, u *url.URL) {
	hosts, _ := net.DefaultResolver.LookupHost(ctx, c.Email)
	log.Print(hosts) // want `contact.email`
	hosts, _ = net.DefaultResolver.LookupHost(ctx, c.Plan)
	log.Print(hosts)
	log.Print(base64.StdEncoding.EncodeToString([]byte(c.Email))) // want `contact.email`
	log.Print(base64.StdEncoding.EncodeToString([]byte(c.Plan)))
	buf := make([]byte, 64)
	base64.URLEncoding.Encode(buf, []byte(c.Email))
	log.Print(string(buf)) // want `contact.email`
	words := &mime.WordDecoder{}
	subject, _ := words.DecodeHeader(c.Email)
	log.Print(subject) // want `contact.email`
	subject, _ = words.DecodeHeader(c.Plan)
	log.Print(subject)
	addresses := &mail.AddressParser{}
	addresses.Parse(c.Email)
	address, _ := addresses.Parse(c.Plan)
	log.Print(address.Name)
	page, _ := u.Parse(c.Email)
	log.Print(page) // want `contact.email`
	page, _ = u.Parse(c.Plan)
	log.Print(page)
	named := strings.NewReplacer("NAME", c.Email)
	log.Print(named.Replace(c.Plan)) // want `contact.email`
}

func Chosen(c *Customer, ok bool) {
	f := constant
	if ok {
		f = same
	}
	log.Print(f(c.Email)) // want `contact.email`
	g := constant
	log.Print(g(c.Email))
}

var factorial func(s string, n int) string

func RecursiveLiteral(c *Customer) {
	var f func(s string, n int) string
	f = func(s string, n int) string {
		if n == 0 {
			return s
		}
		return f(s, n-1)
	}
	log.Print(f(c.Email, 2)) // want `contact.email`
	log.Print(f(c.Plan, 2))
}
