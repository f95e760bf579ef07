// Package lending offers to package borrowing what moves data, and what does not.
package lending

import "log"

type Customer struct {
	Email string
	Plan  string
}

func (c *Customer) Address() string { return c.Email }
func (c *Customer) Choice() string  { return c.Plan }

func Same(s string) string   { return s }
func None(string) string     { return "none" }
func Write(s string)         { log.Print(s) }
func Keep(to *Box, s string) { to.Value = s }
func Each(list []string, f func(string)) {
	for _, s := range list {
		f(s)
	}
}

func Mapped(s string, f func(string) string) string { return f(s) }

type Box struct{ Value, Label string }

func NewBox(s string) *Box        { return &Box{Value: s} }
func (b *Box) Get() string        { return b.Value }
func (b *Box) Name() string       { return b.Label }
func (b *Box) With(s string) *Box { b.Label = s; return b }

type Pile[T any] struct{ items []T }

func (p *Pile[T]) Push(v T) { p.items = append(p.items, v) }
func (p *Pile[T]) Top() T   { return p.items[len(p.items)-1] }
