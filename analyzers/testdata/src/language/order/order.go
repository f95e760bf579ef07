// Package order follows the statements in their order: what was overwritten is gone, and what never runs says nothing.
package order

import (
	"log"
	"strings"
)

type Customer struct {
	Email string
	Plan  string
}

func Overwritten(c *Customer) {
	s := c.Email
	log.Print(s) // want `contact.email`
	s = "none"
	log.Print(s)
	s = c.Email
	log.Print(s) // want `contact.email`
}

func BeforeItIsSet(c *Customer) {
	var s string
	log.Print(s)
	s = c.Email
	log.Print(s) // want `contact.email`
}

func ThroughAPointer(c *Customer) {
	s := c.Email
	p := &s
	*p = "none"
	log.Print(s)
	*p = c.Email
	log.Print(s) // want `contact.email`
}

func InOneBranch(c *Customer, ok bool) {
	s := "none"
	if ok {
		s = c.Email
	} else {
		log.Print(s)
	}
	log.Print(s) // want `contact.email`
}

func InBothBranches(c *Customer, ok bool) {
	s := c.Email
	if ok {
		s = "a"
	} else {
		s = "b"
	}
	log.Print(s)
}

func InASwitch(c *Customer, n int) {
	s := c.Email
	switch n {
	case 1:
		s = "one"
	case 2:
		log.Print(s) // want `contact.email`
		s = "two"
	default:
		s = "more"
	}
	log.Print(s)
}

func FallsThrough(c *Customer, n int) {
	s, t := "", ""
	switch n {
	case 1:
		s = c.Email
		fallthrough
	case 2:
		log.Print(s) // want `contact.email`
		t = s
	case 3:
		log.Print(s)
	}
	log.Print(t) // want `contact.email`
}

func InALoop(c *Customer) {
	s := ""
	for range 3 {
		log.Print(s) // want `contact.email`
		s = c.Email
	}
}

func OverwrittenInALoop(c *Customer) {
	s := ""
	for range 3 {
		s = c.Email
		s = "none"
		log.Print(s)
	}
	log.Print(s)
}

func Returns(c *Customer, ok bool) {
	s := "none"
	if ok {
		s = c.Email
		log.Print(s) // want `contact.email`
		return
	}
	log.Print(s)
}

func Breaks(c *Customer, n int) {
	s := ""
	for i := range n {
		if i == 3 {
			s = c.Email
			break
		}
		log.Print(s)
	}
	log.Print(s) // want `contact.email`
}

func Continues(c *Customer, n int) {
	for i := range n {
		s := ""
		if i == 3 {
			s = c.Email
			log.Print(s) // want `contact.email`
			continue
		}
		log.Print(s)
	}
}

func BreaksToALabel(c *Customer, n int) {
	s := ""
outer:
	for i := range n {
		for j := range n {
			if i == j {
				s = c.Email
				break outer
			}
			log.Print(s)
		}
	}
	log.Print(s) // want `contact.email`
}

func GoesTo(c *Customer) {
	s := c.Email
	goto end
end:
	log.Print(s) // want `contact.email`
}

func GoesPast(c *Customer, ok bool) {
	s := ""
	if ok {
		goto end
	}
	s = c.Email
	log.Print(s) // want `contact.email`
	return
end:
	log.Print(s)
}

func GoesBack(c *Customer) {
	s, n := "", 0
again:
	log.Print(s) // want `contact.email`
	if n < 3 {
		s = c.Email
		n++
		goto again
	}
}

const debug = false

func NeverRuns(c *Customer) {
	if debug {
		log.Print(c.Email)
	}
	if 1 > 2 {
		log.Print(c.Email)
	}
	if 2 > 1 {
		log.Print(c.Email) // want `contact.email`
	}
}

func NeverRunsForALocalConstant(c *Customer) {
	verbose := false
	if verbose {
		log.Print(c.Email)
	}
	level := 3
	if level > 2 {
		log.Print(c.Email) // want `contact.email`
	}
}

func NeverAssigned(c *Customer) {
	s, n := "none", 5
	if n*2 == 11 {
		s = c.Email
	}
	log.Print(s)
	if n*2 == 10 {
		s = c.Email
	}
	log.Print(s) // want `contact.email`
}

func AlwaysOverwritten(c *Customer) {
	s, n := c.Email, 1
	if n == 1 {
		s = "none"
	}
	log.Print(s)
	t := c.Email
	if n == 2 {
		t = "none"
	}
	log.Print(t) // want `contact.email`
}

func ACaseThatIsNeverTaken(c *Customer) {
	s := ""
	switch mode := "quiet"; mode {
	case "loud":
		s = c.Email
	case "quiet":
		s = c.Plan
	}
	log.Print(s)
	switch mode := "loud"; mode {
	case "loud":
		s = c.Email
	case "quiet":
		s = c.Plan
	}
	log.Print(s) // want `contact.email`
}

func ALoopThatDoesNotRun(c *Customer) {
	s := ""
	for i := 0; i < 0; i++ {
		s = c.Email
	}
	log.Print(s)
	for i := 0; i < 1; i++ {
		s = c.Email
	}
	log.Print(s) // want `contact.email`
}

func ALoopThatEndsBefore(c *Customer) {
	s := ""
	for i := 0; i < 5; i++ {
		if i == 3 {
			break
		}
		if i == 4 {
			s = c.Email
		}
	}
	log.Print(s)
	for i := 0; i < 5; i++ {
		if i == 2 {
			s = c.Email
		}
	}
	log.Print(s) // want `contact.email`
}

func ALoopThatAlwaysContinues(c *Customer) {
	s := ""
	for i := 0; i < 5; i++ {
		if i < 9 {
			continue
		}
		s = c.Email
	}
	log.Print(s)
}

func BothAtOnce(c *Customer, ok bool) {
	s := ""
	if ok && !ok {
		s = c.Email
	}
	log.Print(s)
}

func AfterAPanic(c *Customer) {
	s := ""
	defer func() {
		_ = recover()
		log.Print(s) // want `contact.email`
	}()
	s = c.Email
	panic("stop")
}

func NeverReached(c *Customer) {
	defer func() { _ = recover() }()
	s := c.Email
	panic("stop")
	log.Print(s)
}

func Deferred(c *Customer) {
	s := c.Email
	defer log.Print(s) // want `contact.email`
	s = "none"
	defer log.Print(s)
}

func DeferredLiteral(c *Customer) {
	s := "none"
	defer func() {
		log.Print(s) // want `contact.email`
	}()
	s = c.Email
}

func DeferredLiteralAfterItIsCleared(c *Customer) {
	s := c.Email
	defer func() {
		log.Print(s)
	}()
	s = "none"
}

func DeferredInOrder(c *Customer) {
	s := ""
	defer func() { log.Print(s) }() // want `contact.email`
	defer func() { s = c.Email }()
}

func InnerVariable(c *Customer) {
	s := "none"
	{
		s := c.Email
		log.Print(s) // want `contact.email`
	}
	log.Print(s)
}

func Added(c *Customer) {
	s := "to "
	s += c.Email
	log.Print(s) // want `contact.email`
	t := "to "
	t += c.Plan
	log.Print(t)
}

func Expressions(c *Customer) {
	log.Print("<" + c.Email + ">") // want `contact.email`
	log.Print(c.Email == "x", c.Email > "a", len(c.Email))
	log.Print(strings.Contains(c.Email, "@"))
	log.Print(strings.ToUpper(c.Email)) // want `contact.email`
	log.Print(strings.Count(c.Email, "@"))
	log.Print(c.Email[0]) // want `contact.email`
}
