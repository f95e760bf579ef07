// Package iterators follows data through functions that a loop ranges over.
package iterators

import (
	"iter"
	"log"
	"slices"
)

type Customer struct {
	Email string
	Plan  string
}

func emails(list []*Customer) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range list {
			if !yield(c.Email) {
				return
			}
		}
	}
}

func plans(list []*Customer) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range list {
			if !yield(c.Plan) {
				return
			}
		}
	}
}

func Ranged(list []*Customer) {
	for s := range emails(list) {
		log.Print(s) // want `contact.email`
	}
	for s := range plans(list) {
		log.Print(s)
	}
}

func RangedIntoAVariable(list []*Customer) {
	a, b := "", ""
	for s := range emails(list) {
		a = s
	}
	for s := range plans(list) {
		b = s
	}
	log.Print(a) // want `contact.email`
	log.Print(b)
}

func RangedIntoASlice(list []*Customer) {
	var a, b []string
	for s := range emails(list) {
		a = append(a, s)
	}
	for s := range plans(list) {
		b = append(b, s)
	}
	log.Print(a) // want `contact.email`
	log.Print(b)
}

func find(list []*Customer, ok bool) string {
	for s := range emails(list) {
		if ok {
			return s
		}
	}
	return ""
}

func findPlan(list []*Customer, ok bool) string {
	for s := range plans(list) {
		if ok {
			return s
		}
	}
	return ""
}

func ReturnedFromALoop(list []*Customer) {
	log.Print(find(list, true)) // want `contact.email`
	log.Print(findPlan(list, true))
}

func pairs(list []*Customer) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, c := range list {
			if !yield(c.Plan, c.Email) {
				return
			}
		}
	}
}

func Pairs(list []*Customer) {
	for plan, to := range pairs(list) {
		log.Print(plan)
		log.Print(to) // want `contact.email`
	}
}

func Collected(list []*Customer) {
	log.Print(slices.Collect(emails(list))) // want `contact.email`
	log.Print(slices.Collect(plans(list)))
	log.Print(slices.Sorted(emails(list))) // want `contact.email`
}

func Pulled(list []*Customer) {
	next, stop := iter.Pull(emails(list))
	defer stop()
	s, _ := next()
	log.Print(s) // want `contact.email`
	nextPlan, stopPlan := iter.Pull(plans(list))
	defer stopPlan()
	p, _ := nextPlan()
	log.Print(p)
}

func filter(seq iter.Seq[string], keep func(string) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s := range seq {
			if keep(s) && !yield(s) {
				return
			}
		}
	}
}

func Filtered(list []*Customer) {
	for s := range filter(emails(list), func(s string) bool { return s != "" }) {
		log.Print(s) // want `contact.email`
	}
	for s := range filter(plans(list), func(s string) bool { return s != "" }) {
		log.Print(s)
	}
}

type tree struct {
	left, right *tree
	value       string
}

func (t *tree) all(yield func(string) bool) bool {
	if t == nil {
		return true
	}
	return t.left.all(yield) && yield(t.value) && t.right.all(yield)
}

func ATree(c *Customer) {
	t := &tree{value: c.Email}
	for s := range func(yield func(string) bool) { t.all(yield) } {
		log.Print(s) // want `contact.email`
	}
	u := &tree{value: c.Plan}
	for s := range func(yield func(string) bool) { u.all(yield) } {
		log.Print(s)
	}
}

type set struct{ items []string }

func (s *set) All() iter.Seq[string] { return slices.Values(s.items) }

func ASet(c *Customer) {
	a := &set{[]string{c.Email}}
	for s := range a.All() {
		log.Print(s) // want `contact.email`
	}
	b := &set{[]string{c.Plan}}
	for s := range b.All() {
		log.Print(s)
	}
}

func AnInt(c *Customer) {
	s := ""
	for i := range 3 {
		log.Print(i)
		s += c.Email
	}
	log.Print(s) // want `contact.email`
}
