package cloakroom

import (
	"context"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/sessions"
)

// What one function keeps, another asks for: nothing but the key connects the two.

type (
	whoKey   struct{}
	hueKey   struct{}
	guestKey struct{}
)

// A Guest is a person.
type Guest struct{ Mail, Hue string }

func withGuest(ctx context.Context, g *Guest) context.Context {
	return context.WithValue(ctx, guestKey{}, g)
}

func guestOf(ctx context.Context) *Guest {
	g, _ := ctx.Value(guestKey{}).(*Guest)
	return g
}

func keep(ctx context.Context, who string) context.Context {
	return context.WithValue(ctx, whoKey{}, who)
}

// Arriving is a middleware.
func Arriving(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := keep(r.Context(), r.FormValue("email"))
		ctx = context.WithValue(ctx, hueKey{}, r.FormValue("hue"))
		ctx = withGuest(ctx, &Guest{Mail: r.FormValue("email"), Hue: "red"})
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// Leaving is a handler behind it.
func Leaving(w http.ResponseWriter, r *http.Request) {
	log.Print(r.Context().Value(whoKey{})) // want `contact\.email.*is written to a log`
	who, _ := r.Context().Value(whoKey{}).(string)
	log.Print(who) // want `contact\.email.*is written to a log`
	log.Print(r.Context().Value(hueKey{}))
	log.Print(guestOf(r.Context()).Mail) // want `contact\.email.*is written to a log`
	log.Print(guestOf(r.Context()).Hue)
}

type (
	gateKey struct{}
	hallKey struct{}
	deskKey struct{}
)

// Gate lets the framework go on with another request.
func Gate(c *gin.Context) {
	c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), gateKey{}, c.Query("email")))
	c.Next()
}

// Hall hands what it made to whom it is given.
func Hall(ctx context.Context, g *Guest, next func(context.Context) error) error {
	return next(context.WithValue(ctx, hallKey{}, g.Mail))
}

// Desk keeps to itself what it made.
func Desk(ctx context.Context, g *Guest) {
	ctx = context.WithValue(ctx, deskKey{}, g.Mail)
	log.Print(ctx.Value(deskKey{}) != nil)
}

// Inside is behind all of them.
func Inside(ctx context.Context) {
	log.Print(ctx.Value(gateKey{})) // want `contact\.email.*is written to a log`
	log.Print(ctx.Value(hallKey{})) // want `contact\.email.*is written to a log`
	log.Print(ctx.Value(deskKey{}))
}

// Hand keeps something with the framework.
func Hand(c *gin.Context) {
	c.Set("whose", c.Query("email"))
	c.Set("hue", c.Query("hue"))
}

// Fetch asks for it.
func Fetch(c *gin.Context) {
	log.Print(c.GetString("whose")) // want `contact\.email.*is written to a log`
	if v, ok := c.Get("whose"); ok {
		log.Print(v) // want `contact\.email.*is written to a log`
	}
	log.Print(c.GetString("hue"))
}

// Visit keeps something in a session.
func Visit(store sessions.Store, w http.ResponseWriter, r *http.Request) {
	s, _ := store.Get(r, "shop")
	s.Values["whose"] = r.FormValue("email")
	s.Values["hue"] = r.FormValue("hue")
	s.Save(r, w)
}

// Return asks for it.
func Return(store sessions.Store, r *http.Request) {
	s, _ := store.Get(r, "shop")
	log.Print(s.Values["whose"]) // want `contact\.email.*is written to a log`
	log.Print(s.Values["hue"])
}

// Keep and ask are handed their keys: one says nothing about another.
func keepAs(r *http.Request, key, value any) *http.Request {
	if value == nil {
		return r
	}
	return r.WithContext(context.WithValue(r.Context(), key, value))
}

func ask(r *http.Request, key any) any { return r.Context().Value(key) }

type badge string

const (
	mailBadge badge = "mail"
	hueBadge  badge = "hue"
)

func pin(ctx context.Context, b badge, value any) context.Context {
	return context.WithValue(ctx, b, value)
}

func pinned[T any](ctx context.Context, b badge) (value T) {
	value, _ = ctx.Value(b).(T)
	return value
}

func pinnedTo(r *http.Request, b badge) string { return pinned[string](r.Context(), b) }

// Doorman is a middleware that uses them.
func Doorman(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = keepAs(r, "arrival", &Guest{Mail: r.FormValue("email")})
		r = keepAs(r, "colour", r.FormValue("hue"))
		ctx := pin(r.Context(), mailBadge, r.FormValue("email"))
		ctx = pin(ctx, hueBadge, r.FormValue("hue"))
		ctx = context.WithValue(ctx, "whose ?1", r.FormValue("email"))
		ctx = context.WithValue(ctx, "?1", r.FormValue("email"))
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// Behind is a handler behind it.
func Behind(w http.ResponseWriter, r *http.Request) {
	log.Print(ask(r, "arrival").(*Guest).Mail) // want `contact\.email.*is written to a log`
	log.Print(ask(r, "colour"))
	log.Print(pinnedTo(r, mailBadge)) // want `contact\.email.*is written to a log`
	log.Print(pinnedTo(r, hueBadge))
	log.Print(r.Context().Value(mailBadge)) // want `contact\.email.*is written to a log`
	log.Print(r.Context().Value(hueBadge))
	log.Print(r.Context().Value("whose ?1")) // want `contact\.email.*is written to a log`
	log.Print(r.Context().Value("?1"))       // want `contact\.email.*is written to a log`
}

// Both does it in one.
func Both(r *http.Request) {
	r = keepAs(r, "both", r.FormValue("email"))
	r = keepAs(r, "shade", r.FormValue("hue"))
	log.Print(ask(r, "both")) // want `contact\.email.*is written to a log`
	log.Print(ask(r, "shade"))
}

// An Arrival is kept as it is, and what is in its maps with it.
type Arrival struct {
	Seen map[string]string
	Hue  string
}

func arrive(r *http.Request) *http.Request {
	a := Arrival{Seen: map[string]string{}, Hue: r.FormValue("hue")}
	a.Seen["where"] = r.RemoteAddr
	return keepAs(r, "seen", a)
}

// Arrived asks for it.
func Arrived(r *http.Request) {
	log.Print(ask(arrive(r), "seen").(Arrival).Seen) // want `device\.ip_address.*is written to a log`
	log.Print(ask(arrive(r), "seen").(Arrival).Hue)
	a := r.Context().Value("seen").(Arrival)
	log.Print(a.Seen["where"]) // want `device\.ip_address.*is written to a log`
	log.Print(a.Hue)
}
