package crawler

import (
	"errors"
	"strings"
)

// A Login is how a visitor signs in before the first page of a session. The zero value does not.
type Login struct {
	Cookies []Cookie // that the session begins with
	Headers []Header // that are sent with requests to hosts for which Own is true, and to no others
	Steps   []Step   // that are taken in the browser, one after the other
	Own     func(host string) bool
	// Hide is told the values of cookies that no script can read and that the steps have left: they are as good as the password. It may be nil.
	Hide func(values []string)
}

// ErrLogin is what a Browser's error wraps if a visitor could not sign in.
var ErrLogin = errors.New("log-in failed")

// A Step is one of the things that a person does to sign in. Exactly one of Goto, Fill, Click, Wait and WaitURL is set.
type Step struct {
	Goto    string // address to load
	Fill    string // CSS selector of a field, which gets Value
	Value   string // secret
	Click   string // CSS selector
	Wait    string // CSS selector of what must be there before the next step
	WaitURL string // what the address must hold before the next step
}

// String says what a step does, without its value.
func (s Step) String() string {
	switch {
	case s.Goto != "":
		return "goto " + s.Goto
	case s.Fill != "":
		return "fill " + s.Fill
	case s.Click != "":
		return "click " + s.Click
	case s.Wait != "":
		return "wait " + s.Wait
	}
	return "wait_url " + s.WaitURL
}

// leastCookie is the length from which the value of a cookie is taken for a secret: what is shorter is a setting.
const leastCookie = 8

// Secrets are the values that must stand in no record: those of the steps, of the headers (without the scheme of an Authorization, too) and
// of all cookies but settings.
func (l Login) Secrets() []string {
	var all []string
	for _, s := range l.Steps {
		if s.Fill != "" {
			all = append(all, s.Value)
		}
	}
	for _, h := range l.Headers {
		all = append(all, h.Value)
		if _, credentials, ok := strings.Cut(h.Value, " "); ok {
			all = append(all, strings.TrimSpace(credentials))
		}
	}
	for _, c := range l.Cookies {
		all = append(all, SecretCookie(c.Value)...)
	}
	return all
}

// SecretCookie is the value of a cookie if it is long enough to be a secret.
func SecretCookie(value string) []string {
	if len(value) < leastCookie {
		return nil
	}
	return []string{value}
}
