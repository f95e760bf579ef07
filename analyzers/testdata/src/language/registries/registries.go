// Package registries follows data and functions through package variables, fields and maps.
package registries

import (
	"log"
)

type Customer struct {
	Email string
	Plan  string
}

var last, lastPlan string

func keep(c *Customer) {
	last = c.Email
	lastPlan = c.Plan
}

func Kept() {
	log.Print(last) // want `contact.email`
	log.Print(lastPlan)
}

var current string

func InOneFunction(c *Customer) {
	current = c.Email
	log.Print(current) // want `contact.email`
	current = "none"
	log.Print(current)
}

var cleanCurrent string

func InOneCleanFunction(c *Customer) {
	cleanCurrent = c.Plan
	log.Print(cleanCurrent)
}

var passed, passedPlan string

func remember(s string)     { passed = s }
func rememberPlan(s string) { passedPlan = s }
func recall() string        { return passed }
func recallPlan() string    { return passedPlan }

func ThroughSetters(c *Customer) {
	remember(c.Email)
	rememberPlan(c.Plan)
	log.Print(recall()) // want `contact.email`
	log.Print(recallPlan())
}

var cache, cleanCache = map[string]string{}, map[string]string{}

func Cached(c *Customer, id string) {
	cache[id] = c.Email
	cleanCache[id] = c.Plan
}

func FromTheCache(id string) {
	log.Print(cache[id]) // want `contact.email`
	log.Print(cleanCache[id])
}

var queue, cleanQueue = make(chan string, 1), make(chan string, 1)

func Enqueue(c *Customer) {
	queue <- c.Email
	cleanQueue <- c.Plan
}

func Work() {
	log.Print(<-queue) // want `contact.email`
	log.Print(<-cleanQueue)
}

var all, allPlans []string

func Collect(c *Customer) {
	all = append(all, c.Email)
	allPlans = append(allPlans, c.Plan)
}

func ShowAll() {
	for _, s := range all {
		log.Print(s) // want `contact.email`
	}
	for _, s := range allPlans {
		log.Print(s)
	}
}

type session struct {
	to   string
	plan string
}

var state session

func (s *session) update(c *Customer) { s.to, s.plan = c.Email, c.Plan }

func Update(c *Customer) { state.update(c) }

func ShowState() {
	log.Print(state.to) // want `contact.email`
	log.Print(state.plan)
}

var pointer = &session{}

func UpdatePointer(c *Customer) { pointer.to = c.Email }

func ShowPointer() {
	log.Print(pointer.to) // want `contact.email`
	log.Print(pointer.plan)
}

func same(s string) string { return s }
func none(string) string   { return "none" }
func write(s string)       { log.Print(s) }
func drop(string)          {}

var handlers = map[string]func(string) string{
	"same": same,
	"none": none,
}

func AMapOfFunctions(c *Customer) {
	log.Print(handlers["same"](c.Email)) // want `contact.email`
	log.Print(handlers["none"](c.Email))
	log.Print(handlers["same"](c.Plan))
}

func AMapOfFunctionsByAnyKey(c *Customer, key string) {
	log.Print(handlers[key](c.Email)) // want `contact.email`
	if h, ok := handlers[key]; ok {
		log.Print(h(c.Email)) // want `contact.email`
		log.Print(h(c.Plan))
	}
}

func ALocalMapOfFunctions(c *Customer) {
	m := map[string]func(string){"write": write, "drop": drop}
	m["write"](c.Email) // want `contact.email`
	m["drop"](c.Email)
	m["write"](c.Plan)
}

func ASliceOfFunctions(c *Customer) {
	for _, f := range []func(string){drop, write} {
		f(c.Email) // want `contact.email`
	}
	for _, f := range []func(string){drop} {
		f(c.Email)
	}
}

type hooks struct {
	before func(string) string
	after  func(string)
}

func AFieldWithAFunction(c *Customer) {
	h := hooks{before: same, after: write}
	log.Print(h.before(c.Email)) // want `contact.email`
	h.after(c.Email)             // want `contact.email`
	k := &hooks{before: none, after: drop}
	log.Print(k.before(c.Email))
	k.after(c.Email)
}

func (h *hooks) run(s string) { h.after(h.before(s)) }

func AFieldWithAFunctionBehindAMethod(c *Customer) {
	(&hooks{before: same, after: write}).run(c.Email) // want `contact.email`
	(&hooks{before: none, after: write}).run(c.Email)
	(&hooks{before: same, after: drop}).run(c.Email)
}

type server struct{ onJoin func(string) }

func newServer() *server { return &server{onJoin: write} }

func newQuietServer() *server { return &server{onJoin: drop} }

func AFunctionThatAConstructorSets(c *Customer) {
	newServer().onJoin(c.Email) // want `contact.email`
	newQuietServer().onJoin(c.Email)
}

type bus struct{ listeners []func(string) }

func (b *bus) on(f func(string)) { b.listeners = append(b.listeners, f) }
func (b *bus) emit(s string) {
	for _, f := range b.listeners {
		f(s)
	}
}

func ABus(c *Customer) {
	b := &bus{}
	b.on(write)
	b.emit(c.Email) // want `contact.email`
	q := &bus{}
	q.on(drop)
	q.emit(c.Email)
}

var onChange func(string)

func init() { onChange = write }

func AFunctionVariable(c *Customer) {
	onChange(c.Email) // want `contact.email`
	onChange(c.Plan)
}

var (
	onDrop  = drop
	onWrite = func(s string) { log.Print(s) } // want `contact.email`
)

func AFunctionVariableWithAValue(c *Customer) {
	onWrite(c.Email)
	onDrop(c.Email)
}

var plugins = map[string]func(string){}

func register(name string, f func(string)) { plugins[name] = f }

func init() {
	register("write", write)
}

func ARegistry(c *Customer) {
	plugins["write"](c.Email) // want `contact.email`
	plugins["write"](c.Plan)
}

type (
	option func(*config)
	config struct{ to, plan string }
)

func withTo(s string) option   { return func(x *config) { x.to = s } }
func withPlan(s string) option { return func(x *config) { x.plan = s } }

func configure(options ...option) *config {
	x := &config{}
	for _, o := range options {
		o(x)
	}
	return x
}

func Options(c *Customer) {
	x := configure(withTo(c.Email), withPlan(c.Plan))
	log.Print(x.to) // want `contact.email`
	y := configure(withTo("x"), withPlan(c.Plan))
	log.Print(y.to)
	log.Print(y.plan)
}

type (
	middleware func(handler) handler
	handler    func(string)
)

func logging(next handler) handler {
	return func(s string) {
		log.Print(s) // want `contact.email`
		next(s)
	}
}

func silent(next handler) handler {
	return func(s string) { next("none") }
}

func Middleware(c *Customer) {
	logging(drop)(c.Email)
	silent(write)(c.Email)
	logging(drop)(c.Plan)
}

var (
	first  = second + "x"
	second = "plan"
)

func InitialValues() { log.Print(first, second) }

type singleton struct{ value string }

var instance *singleton

func get() *singleton {
	if instance == nil {
		instance = &singleton{}
	}
	return instance
}

func ASingleton(c *Customer) {
	get().value = c.Email
	log.Print(get().value) // want `contact.email`
}

// A function in a field is found by methods that nothing connects with whoever put it there.
type postman struct {
	carry func(to string)
	weigh func(to string)
	by    map[string]func(to string)
	given func(to string)
}

func newPostman(given func(to string)) *postman {
	return &postman{
		carry: func(to string) { log.Print(to) }, // want `contact.email`
		weigh: func(to string) { log.Print(len(to)) },
		by:    map[string]func(string){"air": func(to string) { log.Print("by air ", to) }}, // want `contact.email`
		given: given,
	}
}

func NewPostman() *postman { return newPostman(func(to string) { log.Print("given ", to) }) } // want `contact.email`

func (p *postman) Deliver(c *Customer) {
	p.carry(c.Email)
	p.carry(c.Plan)
	p.weigh(c.Email)
	p.by["air"](c.Email)
	p.given(c.Email)
	p.given(c.Plan)
}
