// Package concurrency follows data from one goroutine to another.
package concurrency

import (
	"context"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

type Customer struct {
	Email string
	Plan  string
}

func AChannel(c *Customer) {
	ch, clean := make(chan string, 1), make(chan string, 1)
	ch <- c.Email
	clean <- c.Plan
	log.Print(<-ch) // want `contact.email`
	log.Print(<-clean)
}

func AChannelInALoop(c *Customer) {
	ch, clean := make(chan string), make(chan string)
	go func() { ch <- c.Email; close(ch) }()
	go func() { clean <- c.Plan; close(clean) }()
	for s := range ch {
		log.Print(s) // want `contact.email`
	}
	for s := range clean {
		log.Print(s)
	}
}

func AChannelThatMayBeClosed(c *Customer) {
	ch := make(chan string, 1)
	ch <- c.Email
	s, ok := <-ch
	log.Print(ok)
	log.Print(s) // want `contact.email`
}

func produce(ch chan<- string, s string) { ch <- s }
func consume(ch <-chan string) string    { return <-ch }
func show(ch <-chan string) {
	for s := range ch {
		log.Print(s)
	}
}

func AChannelAsArgument(c *Customer) {
	ch, clean := make(chan string), make(chan string)
	go produce(ch, c.Email)
	go produce(clean, c.Plan)
	log.Print(consume(ch)) // want `contact.email`
	log.Print(consume(clean))
}

func AChannelIntoASink(c *Customer) {
	ch, clean := make(chan string, 1), make(chan string, 1)
	ch <- c.Email
	clean <- c.Plan
	show(ch) // want `contact.email`
	show(clean)
}

func AChannelThatIsReadFirst(c *Customer) {
	ch := make(chan string, 1)
	go show(ch) // want `contact.email`
	ch <- c.Email
	clean := make(chan string, 1)
	go show(clean)
	clean <- c.Plan
}

func AChannelReadByALiteral(c *Customer) {
	ch := make(chan string)
	go func() {
		log.Print(<-ch) // want `contact.email`
	}()
	ch <- c.Email
}

func ACleanChannelReadByALiteral(c *Customer) {
	ch := make(chan string)
	go func() {
		log.Print(<-ch)
	}()
	ch <- c.Plan
}

func generator(s string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		out <- s
	}()
	return out
}

func AGenerator(c *Customer) {
	log.Print(<-generator(c.Email)) // want `contact.email`
	log.Print(<-generator(c.Plan))
}

func Selected(c *Customer) {
	a, b := make(chan string, 1), make(chan string, 1)
	a <- c.Email
	b <- c.Plan
	select {
	case s := <-a:
		log.Print(s) // want `contact.email`
	case s, ok := <-b:
		log.Print(s, ok)
	case <-time.After(time.Second):
		log.Print("late")
	}
}

func SelectedToSend(c *Customer) {
	a, b := make(chan string, 1), make(chan string, 1)
	select {
	case a <- c.Email:
	case b <- c.Plan:
	}
	log.Print(<-a) // want `contact.email`
	log.Print(<-b)
}

func AChannelOfChannels(c *Customer) {
	reply := make(chan string, 1)
	requests := make(chan chan string, 1)
	requests <- reply
	r := <-requests
	r <- c.Email
	log.Print(<-reply) // want `contact.email`
}

type job struct{ to, plan string }

func AChannelOfStructs(c *Customer) {
	ch := make(chan job, 1)
	ch <- job{to: c.Email, plan: c.Plan}
	j := <-ch
	log.Print(j.to) // want `contact.email`
	log.Print(j.plan)
}

type worker struct {
	jobs    chan string
	results chan string
}

func (w *worker) run() {
	for s := range w.jobs {
		w.results <- s
	}
}

func AWorker(c *Customer) {
	w := &worker{make(chan string, 1), make(chan string, 1)}
	w.jobs <- c.Email
	go w.run()
	log.Print(<-w.results) // want `contact.email`
	v := &worker{make(chan string, 1), make(chan string, 1)}
	v.jobs <- c.Plan
	go v.run()
	log.Print(<-v.results)
}

func AGoroutine(c *Customer) {
	go log.Print(c.Email) // want `contact.email`
	go log.Print(c.Plan)
	go func() {
		log.Print(c.Email) // want `contact.email`
		log.Print(c.Plan)
	}()
	go func(s string) {
		log.Print(s) // want `contact.email`
	}(c.Email)
}

func AWaitGroup(c *Customer) {
	var wg sync.WaitGroup
	var a, b string
	wg.Add(1)
	go func() {
		defer wg.Done()
		a = c.Email
		b = c.Plan
	}()
	wg.Wait()
	log.Print(a) // want `contact.email`
	log.Print(b)
}

func AWaitGroupThatGoes(c *Customer) {
	var wg sync.WaitGroup
	var a, b string
	wg.Go(func() { a, b = c.Email, c.Plan })
	wg.Wait()
	log.Print(a) // want `contact.email`
	log.Print(b)
}

func AMutex(c *Customer) {
	var mu sync.Mutex
	s := ""
	mu.Lock()
	s = c.Email
	mu.Unlock()
	log.Print(s) // want `contact.email`
}

type guarded struct {
	sync.RWMutex
	value, other string
}

func (g *guarded) set(s string) {
	g.Lock()
	defer g.Unlock()
	g.value = s
}

func (g *guarded) get() string {
	g.RLock()
	defer g.RUnlock()
	return g.value
}

func Guarded(c *Customer) {
	var g, clean guarded
	g.set(c.Email)
	clean.set(c.Plan)
	log.Print(g.get()) // want `contact.email`
	log.Print(clean.get())
	log.Print(g.other)
}

func Once(c *Customer) {
	var once sync.Once
	s, t := "", ""
	once.Do(func() { s, t = c.Email, c.Plan })
	log.Print(s) // want `contact.email`
	log.Print(t)
	f, g := sync.OnceValue(func() string { return c.Email }), sync.OnceValue(func() string { return c.Plan })
	log.Print(f()) // want `contact.email`
	log.Print(g())
}

func ASyncMap(c *Customer) {
	var m, clean sync.Map
	m.Store("a", c.Email)
	clean.Store("a", c.Plan)
	v, ok := m.Load("a")
	log.Print(v) // want `contact.email`
	log.Print(ok)
	w, _ := clean.Load("a")
	log.Print(w)
	m.Range(func(k, v any) bool {
		log.Print(v) // want `contact.email`
		return true
	})
	clean.Range(func(k, v any) bool {
		log.Print(v)
		return true
	})
	x, _ := m.LoadOrStore("b", "none")
	log.Print(x) // want `contact.email`
}

func APool(c *Customer) {
	var p, clean sync.Pool
	p.Put(c.Email)
	clean.Put(c.Plan)
	log.Print(p.Get()) // want `contact.email`
	log.Print(clean.Get())
}

func AnAtomicValue(c *Customer) {
	var v, clean atomic.Value
	v.Store(c.Email)
	clean.Store(c.Plan)
	log.Print(v.Load()) // want `contact.email`
	log.Print(clean.Load())
	var p, q atomic.Pointer[Customer]
	p.Store(&Customer{Plan: c.Email})
	q.Store(&Customer{Plan: c.Plan})
	log.Print(p.Load().Plan) // want `contact.email`
	log.Print(q.Load().Plan)
}

type (
	key   struct{}
	other struct{}
)

func AContext(ctx context.Context, c *Customer) {
	ctx = context.WithValue(ctx, key{}, c.Email)
	log.Print(ctx.Value(key{})) // want `contact.email`
	log.Print(ctx.Value(other{}))
	s, _ := ctx.Value(key{}).(string)
	log.Print(s)   // want `contact.email`
	log.Print(ctx) // want `contact.email`
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	log.Print(ctx.Value(key{})) // want `contact.email`
}

type contextKey string

func AContextByAString(ctx context.Context, c *Customer) {
	ctx = context.WithValue(ctx, contextKey("to"), c.Email)
	ctx = context.WithValue(ctx, contextKey("plan"), c.Plan)
	log.Print(ctx.Value(contextKey("to"))) // want `contact.email`
	log.Print(ctx.Value(contextKey("plan")))
}

func from(ctx context.Context) string {
	s, _ := ctx.Value(key{}).(string)
	return s
}

func with(ctx context.Context, s string) context.Context { return context.WithValue(ctx, key{}, s) }

func AContextThroughFunctions(ctx context.Context, c *Customer) {
	log.Print(from(with(ctx, c.Email))) // want `contact.email`
	log.Print(from(with(ctx, c.Plan)))
	log.Print(from(context.WithValue(ctx, other{}, c.Email)))
}

func ATimer(c *Customer) {
	time.AfterFunc(time.Second, func() {
		log.Print(c.Email) // want `contact.email`
		log.Print(c.Plan)
	})
}

func ACondition(c *Customer) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	s := ""
	go func() {
		cond.L.Lock()
		s = c.Email
		cond.L.Unlock()
		cond.Signal()
	}()
	cond.L.Lock()
	log.Print(s) // want `contact.email`
	cond.L.Unlock()
}

// What a function returns in a context to a library, which nobody sees, is found where it is asked for.
type (
	peerKey    struct{}
	versionKey struct{}
)

func AServer(about *Customer) *http.Server {
	return &http.Server{
		BaseContext: func(net.Listener) context.Context {
			return context.WithValue(context.Background(), versionKey{}, about.Plan)
		},
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, peerKey{}, c.RemoteAddr().String())
		},
	}
}

func AHandlerOfAServer(_ http.ResponseWriter, r *http.Request) {
	log.Print(r.Context().Value(peerKey{})) // want `device.ip_address`
	log.Print(r.Context().Value(versionKey{}))
}
