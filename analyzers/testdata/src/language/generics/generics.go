// Package generics follows data through functions and types with type parameters.
package generics

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log"
)

type Customer struct {
	Email string
	Plan  string
}

func same[T any](v T) T              { return v }
func second[A, B any](a A, b B) B    { return b }
func pointer[T any](v T) *T          { return &v }
func write[T any](v T)               { log.Print(v) }
func larger[T cmp.Ordered](a, b T) T { return max(a, b) }
func zero[T any](T) (z T)            { return z }

func Functions(c *Customer) {
	log.Print(same(c.Email)) // want `contact.email`
	log.Print(same(c.Plan))
	log.Print(second(c.Email, c.Plan))
	log.Print(second(c.Plan, c.Email)) // want `contact.email`
	log.Print(*pointer(c.Email))       // want `contact.email`
	log.Print(*pointer(c.Plan))
	write(c.Email) // want `contact.email`
	write(c.Plan)
	log.Print(larger(c.Email, "a")) // want `contact.email`
	log.Print(larger(c.Plan, "a"))
	log.Print(zero(c.Email))
	log.Print(same(c).Email) // want `contact.email`
	log.Print(same(c).Plan)
}

type box[T any] struct{ value, other T }

func (b *box[T]) set(v T)       { b.value = v }
func (b *box[T]) get() T        { return b.value }
func (b box[T]) rest() T        { return b.other }
func newBox[T any](v T) *box[T] { return &box[T]{value: v} }

func ABox(c *Customer) {
	var a, b box[string]
	a.set(c.Email)
	b.set(c.Plan)
	log.Print(a.get()) // want `contact.email`
	log.Print(b.get())
	log.Print(a.rest())
	log.Print(newBox(c.Email).get()) // want `contact.email`
	log.Print(newBox(c.Plan).get())
	log.Print(newBox(c).get().Email) // want `contact.email`
	log.Print(newBox(c).get().Plan)
}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(v T) { s.items = append(s.items, v) }
func (s *stack[T]) pop() (v T, ok bool) {
	if len(s.items) == 0 {
		return v, false
	}
	v = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v, true
}

func AStack(c *Customer) {
	var s, clean stack[string]
	s.push(c.Email)
	clean.push(c.Plan)
	a, ok := s.pop()
	log.Print(a) // want `contact.email`
	b, _ := clean.pop()
	log.Print(b, ok)
}

type pair[K comparable, V any] struct {
	key   K
	value V
}

func Pairs(c *Customer) {
	p := pair[string, string]{"a", c.Email}
	log.Print(p.value) // want `contact.email`
	log.Print(p.key)
	q := pair[string, *Customer]{"a", c}
	log.Print(q.value.Email) // want `contact.email`
	log.Print(q.value.Plan)
}

type node[T any] struct {
	value T
	next  *node[T]
}

type linked[T any] struct{ head *node[T] }

func (l *linked[T]) add(v T) { l.head = &node[T]{v, l.head} }
func (l *linked[T]) each(f func(T)) {
	for n := l.head; n != nil; n = n.next {
		f(n.value)
	}
}

func AList(c *Customer) {
	var l, clean linked[string]
	l.add(c.Email)
	clean.add(c.Plan)
	log.Print(l.head.value) // want `contact.email`
	l.each(func(s string) {
		log.Print(s) // want `contact.email`
	})
	clean.each(func(s string) {
		log.Print(s)
	})
}

type cache[K comparable, V any] struct{ m map[K]V }

func newCache[K comparable, V any]() *cache[K, V] { return &cache[K, V]{m: map[K]V{}} }
func (c *cache[K, V]) put(k K, v V)               { c.m[k] = v }
func (c *cache[K, V]) get(k K) (V, bool)          { v, ok := c.m[k]; return v, ok }

func ACache(c *Customer) {
	a, b := newCache[string, string](), newCache[string, string]()
	a.put("x", c.Email)
	b.put("x", c.Plan)
	v, _ := a.get("x")
	log.Print(v) // want `contact.email`
	w, _ := b.get("x")
	log.Print(w)
}

func mapped[T, U any](list []T, f func(T) U) []U {
	out := make([]U, 0, len(list))
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}

func filtered[T any](list []T, keep func(T) bool) []T {
	var out []T
	for _, v := range list {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

func folded[T, A any](list []T, start A, f func(A, T) A) A {
	for _, v := range list {
		start = f(start, v)
	}
	return start
}

func email(c *Customer) string { return c.Email }
func plan(c *Customer) string  { return c.Plan }

func HigherOrder(list []*Customer) {
	log.Print(mapped(list, email)) // want `contact.email`
	log.Print(mapped(list, plan))
	log.Print(mapped(list, func(c *Customer) string { return c.Email })) // want `contact.email`
	log.Print(mapped(list, func(c *Customer) int { return len(c.Email) }))
	log.Print(filtered(list, func(c *Customer) bool { return c.Email != "" })[0].Email) // want `contact.email`
	log.Print(filtered(list, func(c *Customer) bool { return c.Email != "" })[0].Plan)
	log.Print(folded(list, "", func(a string, c *Customer) string { return a + c.Email })) // want `contact.email`
	log.Print(folded(list, "", func(a string, c *Customer) string { return a + c.Plan }))
}

type named interface{ label() string }

func (c *Customer) label() string { return c.Email }

type product struct{ Title string }

func (p product) label() string { return p.Title }

func labelOf[T named](v T) string { return v.label() }

func Constraints(c *Customer, p product) {
	log.Print(labelOf(c)) // want `contact.email`
	log.Print(labelOf(p))
}

func textOf[T fmt.Stringer](v T) string { return v.String() }

type shown struct{ Email string }

func (s shown) String() string { return s.Email }

type masked struct{ Email string }

func (masked) String() string { return "customer" }

func Stringers(c *Customer) {
	log.Print(textOf(shown{c.Email})) // want `contact.email`
	log.Print(textOf(masked{c.Email}))
}

type text interface{ ~string }

type address string

func joined[T text](a, b T) T { return a + "," + b }

func Underlying(c *Customer) {
	log.Print(joined(address(c.Email), "x")) // want `contact.email`
	log.Print(joined(address(c.Plan), "x"))
}

type option[T any] struct {
	value T
	ok    bool
}

func some[T any](v T) option[T] { return option[T]{v, true} }
func (o option[T]) or(other T) T {
	if o.ok {
		return o.value
	}
	return other
}

func Options(c *Customer) {
	log.Print(some(c.Email).or("x")) // want `contact.email`
	log.Print(some(c.Plan).or("x"))
	log.Print(some("x").or(c.Email)) // want `contact.email`
}

type repository[T any] interface{ find(id string) T }

type customers struct{ one Customer }

func (r customers) find(string) Customer { return r.one }

func FromARepository(r repository[Customer]) {
	log.Print(r.find("1").Email) // want `contact.email`
	log.Print(r.find("1").Plan)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func load(c *Customer) (string, error)     { return c.Email, nil }
func loadPlan(c *Customer) (string, error) { return c.Plan, nil }

func Must(c *Customer) {
	log.Print(must(load(c))) // want `contact.email`
	log.Print(must(loadPlan(c)))
}

type service[T, K any] interface {
	find(name string) (K, error)
	list(like T) ([]K, error)
}

type desk[T, K any] struct{ service service[T, K] }

func (d *desk[T, K]) one(name string) {
	found, err := d.service.find(name)
	if err != nil {
		return
	}
	line, _ := json.Marshal(found) // holds what only its type tells
	log.Print(string(line))        // want `contact.email`
}

func (d *desk[T, K]) some(like T) {
	found, _ := d.service.list(like)
	line, _ := json.Marshal(found)
	log.Print(string(line)) // want `contact.email`
}

type clients struct{ all map[string]*Customer }

func (c *clients) find(name string) (*Customer, error) { return c.all[name], nil }
func (c *clients) list(like *Customer) ([]*Customer, error) {
	return []*Customer{c.all[like.Plan]}, nil
}

type counter[T, K any] interface {
	count(T) (K, error)
}

type till[T, K any] struct{ counter counter[T, K] }

func (t *till[T, K]) one(of T) {
	n, _ := t.counter.count(of)
	line, _ := json.Marshal(n)
	log.Print(string(line))
}

type tariffs struct{ all map[string]tariff }

type tariff struct{ Title string }

func (p *tariffs) count(of *Customer) (tariff, error) { return p.all[of.Plan], nil }

type keeper[T any] interface{ keep(T) }

type shelf[T any] struct{ last T }

func (s *shelf[T]) keep(v T) { s.last = v; log.Print(v) }

func AnInterfaceOfAGenericType(k keeper[*Customer], c *Customer) {
	k.keep(c) // want `contact.email`
}

func answer[In, Out any](h func(In) (Out, error)) func(In) {
	return func(in In) {
		out, _ := h(in)
		line, _ := json.Marshal(out)
		log.Print(string(line)) // want `contact.email`
	}
}

var known map[string]*Customer

func lookUp(name string) (*Customer, error) { return known[name], nil }
func plansOf(name string) (tariff, error)   { return tariff{known[name].Plan}, nil }

func AHandlerWithTypes() {
	answer(lookUp)("a")
	answer(plansOf)("a")
}

type finder[K any] interface{ seek(name string) (K, error) }

type window[K any] struct{ finder finder[K] }

func (w *window[K]) show(name string) {
	found, _ := w.finder.seek(name)
	line, _ := json.Marshal(found)
	log.Print(string(line)) // want `contact.email`
}

type finder1 struct{}

func (finder1) seek(name string) (*tariff, error) { return &tariff{name[:1]}, nil }

type finder2 struct{}

func (finder2) seek(name string) (*tariff, error) { return &tariff{name[:2]}, nil }

type finder3 struct{}

func (finder3) seek(name string) (*tariff, error) { return &tariff{name[:3]}, nil }

type finder4 struct{}

func (finder4) seek(name string) (*tariff, error) { return &tariff{name[:4]}, nil }

type finder5 struct{}

func (finder5) seek(name string) (*tariff, error) { return &tariff{name[:5]}, nil }

type finder6 struct{}

func (finder6) seek(name string) (*tariff, error) { return &tariff{name[:6]}, nil }

type finder7 struct{}

func (finder7) seek(name string) (*tariff, error) { return &tariff{name[:7]}, nil }

type finder8 struct{}

func (finder8) seek(name string) (*tariff, error) { return &tariff{name[:8]}, nil }

type finder9 struct{ all map[string]*Customer }

func (f finder9) seek(name string) (*Customer, error) { return f.all[name], nil }
