// Package meetings has methods that no call connects: what one leaves in a value, another finds there.
package meetings

import (
	"fmt"
	"log"
	"sync"
	"sync/atomic"
)

type Customer struct {
	Email string
	Plan  string
	Seats int
}

// Two channels of one kind are two.
type hub struct{ joined, plans chan string }

func (h *hub) Join(c *Customer) {
	h.joined <- "joined: " + c.Email
	h.plans <- c.Plan
}

func (h *hub) Joins() {
	for line := range h.joined {
		log.Print(line) // want `contact.email`
	}
}

func (h *hub) Plans() {
	for line := range h.plans {
		log.Print(line)
	}
}

type online struct{ here, seats sync.Map }

func (o *online) Enter(id string, c *Customer) {
	o.here.Store(id, c.Email)
	o.seats.Store(id, c.Seats)
}

func (o *online) Dump() {
	o.here.Range(func(_, v any) bool { log.Print(v); return true }) // want `contact.email`
	o.seats.Range(func(_, v any) bool { log.Print(v); return true })
}

type status struct {
	last  atomic.Pointer[string]
	level atomic.Value
}

func (s *status) Seen(c *Customer) {
	line := "last seen " + c.Email
	s.last.Store(&line)
	s.level.Store(c.Plan)
}

func (s *status) Report() {
	log.Print(*s.last.Load()) // want `contact.email`
	log.Print(s.level.Load())
}

// Two caches of one type, in the fields of another, are two.
type cache[K comparable, V any] struct{ entries map[K]V }

func (c *cache[K, V]) put(k K, v V)  { c.entries[k] = v }
func (c *cache[K, V]) get(k K) (v V) { return c.entries[k] }
func (c *cache[K, V]) each(show func(V)) {
	for _, v := range c.entries {
		show(v)
	}
}

type desk struct{ callers, rooms *cache[int, string] }

func (d *desk) Arrive(id int, c *Customer) {
	d.callers.put(id, c.Email)
	d.rooms.put(id, c.Plan)
}

func (d *desk) Call(id int) {
	log.Print(d.callers.get(id)) // want `contact.email`
	log.Print(d.rooms.get(id))
	d.callers.each(func(s string) { log.Print(s) }) // want `contact.email`
	d.rooms.each(func(s string) { log.Print(s) })
}

// What a constructor leaves in a new value, the methods of others find there.
type visit struct{ who, where string }

func newVisit(c *Customer) *visit { return &visit{who: c.Email, where: c.Plan} }

func (v *visit) show() { log.Print(v.where) }

type book struct{ visits map[string]*visit }

func (b *book) Read(id string) {
	log.Print(b.visits[id].who) // want `contact.email`
	log.Print(b.visits[id].where)
}

// What goes in under one name and comes out under its own is told once.
type letter struct{ Email string }

func (l *letter) Address(c *Customer) { l.Email = c.Email }
func (l *letter) Send()               { log.Print(l.Email) } // want `contact.email`

// What is only counted tells nothing.
type counter struct{ seen map[string]int }

func (n *counter) See(c *Customer) { n.seen[c.Email]++ }
func (n *counter) Report()         { log.Print(fmt.Sprint(len(n.seen))) }

// A job that is kept runs where nobody sees who calls it.
type queue struct{ jobs chan func() }

func (q *queue) later(job func()) { q.jobs <- job }

func (q *queue) work() {
	for job := range q.jobs {
		job()
	}
}

func (q *queue) Placed(c *Customer) {
	email, plan := c.Email, c.Plan
	q.later(func() { log.Print(email) }) // want `contact.email`
	q.later(func() { log.Print(plan) })
}

// What a text says of what comes out of a channel is told, also beside what one of its fields is called.
type arrival struct{ id, where, username string }

func (a arrival) String() string { return fmt.Sprintf("%s (%s, %s)", a.id, a.username, a.where) }

type lobby struct{ arrivals chan arrival }

func (l *lobby) enter(c *Customer) {
	l.arrivals <- arrival{id: "1", where: c.Email, username: "guest"}
}

func (l *lobby) watch() {
	for a := range l.arrivals {
		log.Print(a.String()) // want `contact.email` `identity.username`
		log.Print(a.id)
	}
}
