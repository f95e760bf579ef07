package failures

import (
	"errors"
	"fmt"
	"log"
)

// Errors of the kind that quotes the data are sorted out before others are logged.

type noAccount struct{ Email string }

func (e noAccount) Error() string { return "no account " + e.Email }
func (e noAccount) Unwrap() error { return errMissing }

type taken struct{ Email string }

func (e *taken) Error() string { return "taken: " + e.Email }

type broken struct{ Plan string }

func (e *broken) Error() string { return "broken plan: " + e.Plan }

func isNoAccount(err error) bool {
	_, ok := err.(noAccount)
	return ok
}

func isTaken(err error) bool {
	var e *taken
	return errors.As(err, &e)
}

func isBroken(err error) bool {
	_, ok := err.(*broken)
	return ok
}

func lookUp(email, plan string) error {
	if plan == "" {
		return &broken{plan}
	}
	return noAccount{email}
}

func create(email, plan string) error {
	switch plan {
	case "":
		return &broken{plan}
	case "free":
		return &taken{email}
	}
	return noAccount{Email: email}
}

func SortedOut(c *Customer) {
	err := lookUp(c.Email, c.Plan)
	if err == nil {
		return
	}
	log.Print(err) // want `contact.email`
	if isNoAccount(err) {
		log.Print(err) // want `contact.email`
		return
	}
	log.Print(err)
	log.Print(fmt.Errorf("looking up: %w", err))
}

func SortedOutInTurn(c *Customer) {
	err := create(c.Email, c.Plan)
	switch {
	case err == nil:
	case isNoAccount(err):
		fmt.Println("none")
	case isBroken(err):
		log.Print(err)
	default:
		log.Print(err) // want `contact.email`
	}
	if err != nil && !isNoAccount(err) && !isTaken(err) {
		log.Print(err)
	}
	if isBroken(err) || isTaken(err) {
		log.Print(err) // want `contact.email`
	}
	if isBroken(err) || isTaken(err) || isNoAccount(err) {
		return
	}
	log.Print(err)
}

func SortedOutByType(c *Customer) {
	err := create(c.Email, c.Plan)
	switch err.(type) {
	case noAccount, *taken:
	default:
		log.Print(err)
	}
	switch err.(type) {
	case noAccount:
	default:
		log.Print(err) // want `contact.email`
	}
	var e *taken
	if errors.As(err, &e) {
		return
	}
	log.Print(err) // want `contact.email`
	if !errors.Is(err, errMissing) {
		log.Print(err)
	}
}

// What is wrapped is of another type, and tells the same.
func SortedOutTooLate(c *Customer) {
	err := fmt.Errorf("looking up: %w", lookUp(c.Email, c.Plan))
	if _, ok := err.(noAccount); !ok {
		log.Print(err) // want `contact.email`
	}
}

// Another error is not sorted out with it.
func SortedOutAnother(c *Customer) {
	err, first := lookUp(c.Email, c.Plan), lookUp(c.Plan, c.Plan)
	if isNoAccount(first) {
		return
	}
	log.Print(err) // want `contact.email`
}

// A condition that may be true of others sorts nothing out.
func isOften(err error) bool {
	_, ok := err.(noAccount)
	return ok && err.Error() != ""
}

func SortedOutSometimes(c *Customer) {
	err := lookUp(c.Email, c.Plan)
	if !isOften(err) {
		log.Print(err) // want `contact.email`
	}
}

// What is handed an error may sort it out itself, and so may what that is handed on to.
func report(place string, err error) {
	switch {
	case isNoAccount(err):
		log.Print("no account")
	case isTaken(err), isBroken(err):
		log.Print("not now")
	default:
		log.Printf("%s: %v", place, err)
	}
}

func answer(err error) {
	if err == nil {
		return
	}
	report("desk", err)
}

func reportByType(err error) {
	switch e := err.(type) {
	case noAccount, *taken:
		log.Print("not now")
	case *broken:
		log.Print("broken")
	default:
		log.Print(e)
	}
}

// open sorts out one kind, and lets the other pass.
func open(err error) {
	if errors.Is(err, errMissing) {
		return
	}
	log.Print(err)
}

func SortedOutElsewhere(c *Customer) {
	report("desk", lookUp(c.Email, c.Plan))
	report("desk", create(c.Email, c.Plan))
	answer(create(c.Email, c.Plan))
	reportByType(create(c.Email, c.Plan))
	open(lookUp(c.Email, c.Plan))
	open(create(c.Email, c.Plan))                                    // want `contact.email`
	report("desk", fmt.Errorf("at the desk: %w", find(c)))           // want `contact.email`
	reportByType(fmt.Errorf("wrapped: %w", create(c.Email, c.Plan))) // want `contact.email`
}

func AskedAndHandedOn(c *Customer) {
	err := create(c.Email, c.Plan)
	if isTaken(err) {
		answer(err)
		log.Print(err) // want `contact.email`
	}
}

// A refusal says itself how it is answered.
type refusal interface{ Code() int }

type refused struct{ Email string }

func (r refused) Error() string { return "refused: " + r.Email }
func (r refused) Code() int     { return 409 }

func enter(email, plan string) error {
	if plan == "" {
		return &broken{plan}
	}
	return refused{email}
}

func answered(err error) int {
	if r, ok := err.(refusal); ok {
		return r.Code()
	}
	log.Print(err)
	return 500
}

func SortedOutByWhatTheyDo(c *Customer) {
	err := enter(c.Email, c.Plan)
	answered(err)
	answered(lookUp(c.Email, c.Plan)) // want `contact.email`
	var r refusal
	if errors.As(err, &r) {
		return
	}
	log.Print(err)
}

func NotSortedOutByWhatTheyDo(c *Customer) {
	err := enter(c.Email, c.Plan)
	if r, ok := err.(refusal); ok {
		log.Print(r.Code(), err) // want `contact.email`
	}
	if _, ok := err.(interface{ Temporary() bool }); !ok {
		log.Print(err) // want `contact.email`
	}
}
