// Package failures follows data in errors and panics.
package failures

import (
	"errors"
	"fmt"
	"log"
)

type Customer struct {
	Email string
	Plan  string
}

var errMissing = errors.New("missing")

func Made(c *Customer) {
	log.Print(fmt.Errorf("no account for %s", c.Email)) // want `contact.email`
	log.Print(fmt.Errorf("no account on %s", c.Plan))
	log.Print(errors.New("no account for " + c.Email)) // want `contact.email`
	log.Print(errMissing)
}

func find(c *Customer) error     { return fmt.Errorf("no account for %s", c.Email) }
func findPlan(c *Customer) error { return fmt.Errorf("no plan %s", c.Plan) }

func Returned(c *Customer) {
	if err := find(c); err != nil {
		log.Print(err) // want `contact.email`
	}
	if err := findPlan(c); err != nil {
		log.Print(err)
	}
}

func wrapped(c *Customer) error {
	if err := find(c); err != nil {
		return fmt.Errorf("finding: %w", err)
	}
	return nil
}

func Wrapped(c *Customer) {
	err := wrapped(c)
	log.Print(err)                // want `contact.email`
	log.Print(err.Error())        // want `contact.email`
	log.Print(errors.Unwrap(err)) // want `contact.email`
	log.Printf("%v", err)         // want `contact.email`
	log.Print(errors.Is(err, errMissing))
	log.Printf("%T", err)
}

func Joined(c *Customer) {
	log.Print(errors.Join(errMissing, find(c))) // want `contact.email`
	log.Print(errors.Join(errMissing, findPlan(c)))
}

type notFound struct {
	who  string
	plan string
}

func (e *notFound) Error() string { return "no account for " + e.who }

type quiet struct{ who string }

func (e *quiet) Error() string { return "no account" }

func Custom(c *Customer) {
	var err error = &notFound{who: c.Email, plan: c.Plan}
	log.Print(err) // want `contact.email`
	err = &notFound{who: c.Plan, plan: c.Email}
	log.Print(err)
	err = &quiet{who: c.Email}
	log.Print(err)
}

func custom(c *Customer) error      { return &notFound{who: c.Email} }
func customQuiet(c *Customer) error { return &quiet{who: c.Email} }

func CustomReturned(c *Customer) {
	log.Print(custom(c)) // want `contact.email`
	log.Print(customQuiet(c))
	log.Print(fmt.Errorf("x: %w", custom(c))) // want `contact.email`
	log.Print(fmt.Errorf("x: %w", customQuiet(c)))
}

func As(c *Customer) {
	err := custom(c)
	var nf *notFound
	if errors.As(err, &nf) {
		log.Print(nf.who) // want `contact.email`
		log.Print(nf.plan)
	}
}

func AsAWrapped(c *Customer) {
	err := fmt.Errorf("x: %w", custom(c))
	var nf *notFound
	if errors.As(err, &nf) {
		log.Print(nf.who) // want `contact.email`
	}
}

type withCause struct {
	msg   string
	cause error
}

func (e withCause) Error() string { return e.msg + ": " + e.cause.Error() }
func (e withCause) Unwrap() error { return e.cause }

func Cause(c *Customer) {
	err := withCause{"finding", find(c)}
	log.Print(err) // want `contact.email`
	clean := withCause{"finding", findPlan(c)}
	log.Print(clean)
	log.Print(err.Unwrap()) // want `contact.email`
}

func Recovered(c *Customer) {
	defer func() {
		if r := recover(); r != nil {
			log.Print("failed")
		}
	}()
	panic("no account for " + c.Email) // the panics analyzer tells it
}

func RecoveredClean(c *Customer) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	panic("no plan " + c.Plan)
}

func result(c *Customer) (string, error) { return c.Plan, find(c) }

func TwoResults(c *Customer) {
	plan, err := result(c)
	log.Print(plan)
	log.Print(err) // want `contact.email`
}

func deferred(c *Customer) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("account %s: %w", c.Email, err)
		}
	}()
	return errMissing
}

func deferredClean(c *Customer) (err error) {
	defer func() {
		if err != nil {
			err = errMissing
		}
	}()
	return find(c)
}

func Deferred(c *Customer) {
	log.Print(deferred(c)) // want `contact.email`
}
