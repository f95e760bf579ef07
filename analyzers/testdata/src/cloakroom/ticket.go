package cloakroom

import (
	"context"
	"log"
	"net/http"
)

// A ticket is a key under which something is kept in the context of a request.
type ticket int

const (
	clientIPKey ticket = iota
	themeKey
	emailTemplateKey
)

type (
	phoneCtxKey struct{}
	themeCtxKey struct{}
	emails      struct{ sent int }
)

var (
	userAgentKey = &struct{ name string }{"agent"}
	serviceKey   = &struct{ name string }{"service"}
)

// Shown is what the variables and the keys tell of what is asked for.
func Shown(ctx context.Context) {
	email, _ := ctx.Value(serviceKey).(string)
	log.Print(email)                            // want `contact\.email`
	log.Print(ctx.Value(clientIPKey).(string))  // want `device\.ip_address`
	log.Print(ctx.Value(userAgentKey).(string)) // want `device\.browser`
	log.Print(ctx.Value("user_email").(string)) // want `contact\.email`
	if v, ok := ctx.Value(phoneCtxKey{}).(string); ok {
		log.Print(v) // want `contact\.phone`
		log.Print(ok)
	}
}

// Plain is no data: by the key, the variable, or the type.
func Plain(ctx context.Context) {
	log.Print(ctx.Value(themeKey).(string))
	log.Print(ctx.Value(emailTemplateKey).(string))
	log.Print(ctx.Value(themeCtxKey{}).(string))
	email, _ := ctx.Value(serviceKey).(*emails)
	log.Print(email.sent)
	verified, _ := ctx.Value("email").(bool)
	log.Print(verified)
}

// kept looks something up for functions that say what.
func kept(r *http.Request, key ticket) string {
	if v, ok := r.Context().Value(key).(string); ok {
		return v
	}
	return ""
}

// ClientIP is where the visitor calls from.
func ClientIP(r *http.Request) string { return kept(r, clientIPKey) }

// Theme is how the shop looks.
func Theme(r *http.Request) string { return kept(r, themeKey) }

// FixedEmail is nobody's.
func FixedEmail(*http.Request) string { return "shop@example.com" }

// SendEmail returns what it was told.
func SendEmail(r *http.Request) string { return kept(r, themeKey) }

// GetEmailFromContext is the visitor's address.
func GetEmailFromContext(ctx context.Context) string {
	v, _ := ctx.Value(serviceKey).(string)
	return v
}

// Asked is what functions say of what they return.
func Asked(r *http.Request) {
	log.Print(ClientIP(r))                      // want `device\.ip_address`
	log.Print(GetEmailFromContext(r.Context())) // want `contact\.email`
	log.Print(Theme(r))
	log.Print(FixedEmail(r))
	log.Print(SendEmail(r))
	log.Print(ClientIP(r) == "")
}

// A Register is not at hand.
type Register interface {
	Find(id int) (string, error)
}

// Found is one of two results.
func Found(by Register) {
	email, err := by.Find(1)
	log.Print(email) // want `contact\.email`
	log.Print(err)
	name, _ := by.Find(2)
	log.Print(name)
}
