// Package dispatch finds the method that runs behind an interface.
package dispatch

import (
	"log"
)

type Customer struct {
	Email string
	Plan  string
}

type shower interface{ show(s string) string }

type loud struct{}

func (loud) show(s string) string { return s + "!" }

type silent struct{}

func (silent) show(string) string { return "..." }

type keeping struct{ value, other string }

func (k *keeping) show(s string) string { return k.value }

func OneType(c *Customer) {
	var s shower = loud{}
	log.Print(s.show(c.Email)) // want `contact.email`
	log.Print(s.show(c.Plan))
	s = silent{}
	log.Print(s.show(c.Email))
}

func OneOfTwo(c *Customer, ok bool) {
	var s shower = silent{}
	if ok {
		s = loud{}
	}
	log.Print(s.show(c.Email)) // want `contact.email`
}

func Unknown(c *Customer, s shower) {
	log.Print(s.show(c.Email)) // want `contact.email`
	log.Print(s.show(c.Plan))
}

func Fields(c *Customer) {
	var s shower = &keeping{value: c.Email}
	log.Print(s.show("")) // want `contact.email`
	s = &keeping{other: c.Email}
	log.Print(s.show(""))
}

func choose(kind string) shower {
	if kind == "loud" {
		return loud{}
	}
	return silent{}
}

func quiet() shower { return silent{} }
func noisy() shower { return loud{} }

func FromAFunction(c *Customer, kind string) {
	log.Print(choose(kind).show(c.Email)) // want `contact.email`
	log.Print(quiet().show(c.Email))
	log.Print(noisy().show(c.Email)) // want `contact.email`
}

func through(s shower, v string) string { return s.show(v) }

func ThroughAParameter(c *Customer) {
	log.Print(through(loud{}, c.Email)) // want `contact.email`
	log.Print(through(silent{}, c.Email))
}

type holder struct{ s shower }

func (h holder) run(v string) string { return h.s.show(v) }

func InAField(c *Customer) {
	log.Print(holder{loud{}}.run(c.Email)) // want `contact.email`
	log.Print(holder{silent{}}.run(c.Email))
	h := holder{s: silent{}}
	log.Print(h.s.show(c.Email))
}

func InASlice(c *Customer) {
	for _, s := range []shower{silent{}, loud{}} {
		log.Print(s.show(c.Email)) // want `contact.email`
	}
	for _, s := range []shower{silent{}, silent{}} {
		log.Print(s.show(c.Email))
	}
}

func InAMap(c *Customer) {
	m := map[string]shower{"a": loud{}, "b": silent{}}
	log.Print(m["a"].show(c.Email)) // want `contact.email`
	log.Print(m["b"].show(c.Email))
}

type store interface {
	save(v string)
	load() string
}

type memory struct{ v string }

func (m *memory) save(v string) { m.v = v }
func (m *memory) load() string  { return m.v }

type nowhere struct{}

func (nowhere) save(string)  {}
func (nowhere) load() string { return "" }

func State(c *Customer) {
	var a, b store = &memory{}, &memory{}
	a.save(c.Email)
	b.save(c.Plan)
	log.Print(a.load()) // want `contact.email`
	log.Print(b.load())
	a = nowhere{}
	a.save(c.Email)
	log.Print(a.load())
}

type sink interface{ take(v string) }

type logging struct{}

func (logging) take(v string) { log.Print(v) }

type dropping struct{}

func (dropping) take(string) {}

func Sinks(c *Customer) {
	var s sink = logging{}
	s.take(c.Email) // want `contact.email`
	s.take(c.Plan)
	s = dropping{}
	s.take(c.Email)
}

type base struct{ v string }

func (b *base) set(v string)  { b.v = v }
func (b *base) value() string { return b.v }
func (b *base) name() string  { return "base" }

type derived struct{ base }

func (d *derived) name() string { return d.v }

type valued interface {
	set(v string)
	value() string
	name() string
}

func Promoted(c *Customer) {
	var v valued = &derived{}
	v.set(c.Email)
	log.Print(v.value()) // want `contact.email`
	log.Print(v.name())  // want `contact.email`
	var w valued = &base{}
	w.set(c.Email)
	log.Print(w.name())
}

type wrapper struct{ shower }

func EmbeddedInterface(c *Customer) {
	log.Print(wrapper{loud{}}.show(c.Email)) // want `contact.email`
	log.Print(wrapper{silent{}}.show(c.Email))
	var s shower = wrapper{loud{}}
	log.Print(s.show(c.Email)) // want `contact.email`
	s = wrapper{silent{}}
	log.Print(s.show(c.Email))
}

type all interface {
	shower
	sink
}

type everything struct {
	loud
	logging
}

func AnInterfaceOfInterfaces(c *Customer) {
	var a all = everything{}
	log.Print(a.show(c.Email)) // want `contact.email`
	a.take(c.Email)            // want `contact.email`
	a.take(c.Plan)
}

func Asserted(c *Customer) {
	var v any = c.Email
	log.Print(v)          // want `contact.email`
	log.Print(v.(string)) // want `contact.email`
	if s, ok := v.(string); ok {
		log.Print(s, ok) // want `contact.email`
	}
	_, ok := v.(int)
	log.Print(ok)
	v = c.Plan
	log.Print(v.(string))
}

func AssertedToAnother(c *Customer) {
	var v any = c
	if x, ok := v.(*Customer); ok {
		log.Print(x.Email) // want `contact.email`
		log.Print(x.Plan)
	}
	var w any = loud{}
	if s, ok := w.(shower); ok {
		log.Print(s.show(c.Email)) // want `contact.email`
	}
	w = silent{}
	log.Print(w.(shower).show(c.Email))
}

func Switched(v any) {
	switch x := v.(type) {
	case *Customer:
		log.Print(x.Email) // want `contact.email`
		log.Print(x.Plan)
	case string:
		log.Print(x)
	}
}

func SwitchedOnAKnownType(c *Customer) {
	var v any = c.Email
	switch x := v.(type) {
	case int:
		log.Print(x)
	case string:
		log.Print(x) // want `contact.email`
	case []byte:
		log.Print(x)
	}
}

func kind(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case error:
		return x.Error()
	}
	return "other"
}

func SwitchedInAFunction(c *Customer) {
	log.Print(kind(c.Email)) // want `contact.email`
	log.Print(kind(c.Plan))
}

type named string

func (n named) show(string) string { return string(n) }

type function func(string) string

func (f function) show(s string) string { return f(s) }

func NamedTypes(c *Customer) {
	var s shower = named(c.Email)
	log.Print(s.show("")) // want `contact.email`
	s = named(c.Plan)
	log.Print(s.show(""))
	s = function(func(s string) string { return s })
	log.Print(s.show(c.Email)) // want `contact.email`
	s = function(func(string) string { return "" })
	log.Print(s.show(c.Email))
}

// A Speaker is written by each of its types in a way of its own, which who hands one to say knows.
type Speaker interface{ Speak() }

type Open struct{ Text string }

func (o *Open) Speak() { log.Print(o.Text) }

type Closed struct{ Text string }

func (c *Closed) Speak() { log.Print("closed") }

func say(s Speaker)  { s.Speak() }
func sayAgain(v any) { say(v.(Speaker)) }
func either(b bool, e string) Speaker {
	if b {
		return &Open{e}
	}
	return &Closed{e}
}

func WhoIsHandedInDecides(c *Customer, b bool, s Speaker) {
	say(&Open{c.Email}) // want `contact.email`
	say(&Closed{c.Email})
	sayAgain(&Open{c.Email}) // want `contact.email`
	sayAgain(&Closed{c.Email})
	say(either(b, c.Email)) // want `contact.email`
	say(s)
}

// A hook is told what happens. Most hooks embed plain, and hear of few things.
type hook interface {
	joined(email, plan string)
	left(email, plan string)
}

type plain struct{}

func (plain) joined(email, plan string) {}
func (plain) left(email, plan string)   {}

type (
	hook1  struct{ plain }
	hook2  struct{ plain }
	hook3  struct{ plain }
	hook4  struct{ plain }
	hook5  struct{ plain }
	hook6  struct{ plain }
	hook7  struct{ plain }
	hook8  struct{ plain }
	hook9  struct{ plain }
	hook10 struct{ plain }
)

func (hook3) joined(email, plan string) { log.Print(email) } // want `contact.email`
func (hook7) left(email, plan string)   { log.Print(plan) }

func ManyThatEmbedOne(c *Customer, hooks []hook) {
	for _, h := range hooks {
		h.joined(c.Email, c.Plan)
		h.left(c.Email, c.Plan)
	}
}
