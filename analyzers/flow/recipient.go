package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// parameter says what a parameter is: by its name, by its type where that is an address of mail, or because the function sends mail and
// this is to whom.
func (a *analysis) parameter(v *ssa.Parameter) meaning {
	m := variable(v.Name(), v.Type())
	if anything(v.Type()) {
		m = key(v.Name())
	}
	switch {
	case m.Data != "" && !a.operator():
		return m
	case a.isRecipient(v):
		return meaning{Data: "contact.email", Name: v.Name(), Why: "to whom " + a.fn.Name() + " sends mail"}
	case !a.operator():
		return mailAddress(v.Name(), v.Type())
	}
	return meaning{}
}

// mailAddress says what a parameter is whose type leaves a word out that its name then need not have: to *mail.Address. Only addresses of
// mail are somebody's by themselves: those of the network are mostly machines'.
func mailAddress(name string, t types.Type) meaning {
	lacked := typeFacts.words[qualified(oneOf(t))]
	if lacked == "" {
		return meaning{}
	}
	m := key(name + "_" + lacked)
	if !practice.Covers("contact", m.Data) || !carries(t, m.Data) {
		return meaning{}
	}
	m.Name, m.Why = name, "its type "+qualified(oneOf(t))
	return m
}

// oneOf is the type of one of several values, without pointers.
func oneOf(t types.Type) types.Type {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	return deref(t)
}

// sending and mailing are words in the names of what sends mail: of the function, and of it, its type or its package.
var (
	sending = []string{"send", "sends", "deliver", "enqueue", "queue"}
	mailing = []string{"mail", "mailer", "email", "emailer", "emails", "smtp", "mailgun", "sendgrid"}
)

// isRecipient reports whether a parameter of a function that sends mail, or takes it, is to whom: by the name that it would have in a letter.
func (a *analysis) isRecipient(v *ssa.Parameter) bool {
	if meansIn("letter", v.Name()) != "contact.email" || !carries(v.Type(), "contact.email") || isNumber(v.Type()) {
		return false
	}
	words := split(a.fn.Name())
	if slices.Contains(words, "rcpt") { // as SMTP calls a recipient
		return true
	}
	if !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(sending, w) }) {
		return false
	}
	if recv := a.fn.Signature.Recv(); recv != nil {
		words = append(words, split(typeName(recv.Type()))...)
	}
	if a.fn.Pkg != nil {
		words = append(words, split(a.fn.Pkg.Pkg.Name())...)
	}
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(mailing, w) })
}
