// Package fields keeps the parts of a value apart: what one field holds says nothing about its neighbour.
package fields

import (
	"errors"
	"log"
	"log/slog"
	"net/http"
	"strconv"
)

type Customer struct {
	Email string
	Plan  string
}

type Box struct {
	Value string
	Label string
}

type Parcel struct {
	Inner Box
	Outer *Box
}

type Crate struct{ Parcel *Parcel }

type Embedding struct {
	Box
	Weight string
}

type PointerEmbedding struct {
	*Box
	Weight string
}

type Node struct {
	Value string
	Next  *Node
}

func TheFieldItself(c *Customer)       { log.Print(c.Email) } // want `contact.email`
func TheOtherField(c *Customer)        { log.Print(c.Plan) }
func AFieldOfAValue(c Customer)        { log.Print(c.Email) } // want `contact.email`
func TheOtherFieldOfAValue(c Customer) { log.Print(c.Plan) }

func PutIntoAField(c *Customer) {
	b := Box{Value: c.Email, Label: "red"}
	log.Print(b.Value) // want `contact.email`
	log.Print(b.Label)
}

func PutIntoAFieldThroughAPointer(c *Customer) {
	b := &Box{}
	b.Value = c.Email
	b.Label = c.Plan
	log.Print(b.Value) // want `contact.email`
	log.Print(b.Label)
}

func PutIntoAFieldOfAVariable(c *Customer) {
	var b Box
	b.Value = c.Email
	log.Print(b.Value) // want `contact.email`
	log.Print(b.Label)
}

func TheWholeHoldsItsParts(c *Customer) {
	b := Box{Value: c.Email}
	log.Print(b) // want `contact.email`
	other := Box{Value: c.Plan}
	log.Print(other)
}

func TwoSteps(c *Customer) {
	p := Parcel{Inner: Box{Value: c.Email}, Outer: &Box{Value: c.Plan}}
	log.Print(p.Inner.Value) // want `contact.email`
	log.Print(p.Outer.Value)
	log.Print(p.Inner.Label)
}

func TwoStepsThroughAPointer(c *Customer) {
	p := &Parcel{Outer: &Box{}}
	p.Outer.Value = c.Email
	log.Print(p.Outer.Value) // want `contact.email`
	log.Print(p.Inner.Value)
	log.Print(p.Outer.Label)
}

func ThreeSteps(c *Customer) {
	x := Crate{Parcel: &Parcel{Outer: &Box{Value: c.Email}}}
	log.Print(x.Parcel.Outer.Value) // want `contact.email`
	log.Print(x.Parcel.Outer.Label)
	log.Print(x.Parcel.Inner.Value)
}

func ACopyIsApart(c *Customer) {
	a := Box{Value: c.Email}
	b := a
	a.Value = "none"
	log.Print(a.Value)
	log.Print(b.Value) // want `contact.email`
}

func ACopyIsApartTheOtherWay(c *Customer) {
	a := Box{Value: "none"}
	b := a
	b.Value = c.Email
	log.Print(a.Value)
	log.Print(b.Value) // want `contact.email`
}

func ACopyOfWhatAPointerPointsTo(c *Customer) {
	a := &Box{Value: c.Email}
	b := *a
	a.Value = ""
	log.Print(b.Value) // want `contact.email`
	log.Print(a.Value)
}

func APointerIsTheSame(c *Customer) {
	a := &Box{}
	b := a
	b.Value = c.Email
	log.Print(a.Value) // want `contact.email`
	b.Value = ""
	log.Print(a.Value)
}

func APointerToAField(c *Customer) {
	var b Box
	p := &b.Value
	*p = c.Email
	log.Print(b.Value) // want `contact.email`
	log.Print(b.Label)
}

func APointerToAPointer(c *Customer) {
	s, t := "", ""
	p, q := &s, &t
	pp, qq := &p, &q
	**pp = c.Email
	**qq = c.Plan
	log.Print(s) // want `contact.email`
	log.Print(t)
}

func APointerThatIsMoved(c *Customer) {
	s, t := "", ""
	p := &s
	pp := &p
	*pp = &t
	*p = c.Email
	log.Print(s)
	log.Print(t) // want `contact.email`
}

func TwoObjectsOfOneType(c *Customer) {
	a, b := &Box{}, &Box{}
	a.Value = c.Email
	b.Value = c.Plan
	log.Print(a.Value) // want `contact.email`
	log.Print(b.Value)
}

func newBox(s string) *Box { return &Box{Value: s} }

func TwoObjectsOfOneConstructor(c *Customer) {
	a, b := newBox(c.Email), newBox(c.Plan)
	log.Print(a.Value) // want `contact.email`
	log.Print(b.Value)
}

func (b *Box) set(s string)    { b.Value = s }
func (b *Box) get() string     { return b.Value }
func (b *Box) label() string   { return b.Label }
func (b Box) setCopy(s string) { b.Value = s }

func SetAndGet(c *Customer) {
	a, b := &Box{}, &Box{}
	a.set(c.Email)
	b.set(c.Plan)
	log.Print(a.get()) // want `contact.email`
	log.Print(b.get())
	log.Print(a.label())
}

func AValueReceiverChangesNothing(c *Customer) {
	var b Box
	b.setCopy(c.Email)
	log.Print(b.Value)
}

func (b *Box) with(s string) *Box { b.Value = s; return b }

func AChain(c *Customer) {
	a := (&Box{}).with(c.Email)
	b := (&Box{}).with(c.Email).with("none")
	log.Print(a.Value) // want `contact.email`
	log.Print(b.Value)
}

func APromotedField(c *Customer) {
	e := Embedding{Box: Box{Value: c.Email}, Weight: c.Plan}
	log.Print(e.Value) // want `contact.email`
	log.Print(e.Weight)
	log.Print(e.Label)
}

func APromotedFieldThroughAPointer(c *Customer) {
	e := PointerEmbedding{Box: &Box{}}
	e.Value = c.Email
	log.Print(e.Box.Value) // want `contact.email`
	log.Print(e.Weight)
	log.Print(e.Label)
}

func APromotedMethod(c *Customer) {
	var e, f Embedding
	e.set(c.Email)
	f.set(c.Plan)
	log.Print(e.get()) // want `contact.email`
	log.Print(f.get())
	log.Print(e.label())
}

func AStructWithoutAName(c *Customer) {
	v := struct{ key, value string }{"plan", c.Email}
	log.Print(v.value) // want `contact.email`
	log.Print(v.key)
}

func Swapped(c *Customer) {
	a, b := Box{Value: c.Email}, Box{Value: c.Plan}
	a, b = b, a
	log.Print(a.Value)
	log.Print(b.Value) // want `contact.email`
}

func SwappedFields(c *Customer) {
	b := Box{Value: c.Email, Label: "x"}
	b.Value, b.Label = b.Label, b.Value
	log.Print(b.Value)
	log.Print(b.Label) // want `contact.email`
}

func AListByHand(c *Customer) {
	head := &Node{Value: c.Plan}
	head.Next = &Node{Value: c.Email}
	log.Print(head.Value)
	log.Print(head.Next.Value) // want `contact.email`
}

func AListByHandInALoop(list []*Customer) {
	var head, clean *Node
	for _, c := range list {
		head = &Node{Value: c.Email, Next: head}
		clean = &Node{Value: c.Plan, Next: clean}
	}
	for n := head; n != nil; n = n.Next {
		log.Print(n.Value) // want `contact.email`
	}
	for n := clean; n != nil; n = n.Next {
		log.Print(n.Value)
	}
}

func AConversionOfStructs(c *Customer) {
	type twin struct{ Value, Label string }
	t := twin(Box{Value: c.Email})
	log.Print(t.Value) // want `contact.email`
	log.Print(t.Label)
}

func AnArrayOfStructs(c *Customer) {
	var boxes [2]Box
	boxes[0].Value = c.Email
	boxes[1].Value = c.Plan
	log.Print(boxes[0].Value) // want `contact.email`
	log.Print(boxes[1].Value)
	log.Print(boxes[0].Label)
}

func AFieldThatIsReset(c *Customer) {
	b := &Box{Value: c.Email}
	*b = Box{}
	log.Print(b.Value)
	b.Value = c.Email
	log.Print(b.Value) // want `contact.email`
}

func reset(b *Box)          { *b = Box{} }
func fill(b *Box, s string) { *b = Box{Value: s} }

func AFieldThatAFunctionResets(c *Customer) {
	b := &Box{Value: c.Email}
	reset(b)
	log.Print(b.Value)
	fill(b, c.Email)
	log.Print(b.Value) // want `contact.email`
	fill(b, c.Plan)
	log.Print(b.Value)
}

// A Draft has fields that may be left out.
type Draft struct {
	Email *string
	Plan  *string
}

func WhatAFieldPointsTo(d *Draft) {
	log.Print(*d.Email) // want `contact.email`
	log.Print(*d.Plan)
	log.Print(d.Email) // its address
}

func WhatAFieldPointsToWhenItIsSet(d *Draft) {
	if v := d.Email; v != nil {
		log.Printf("%s", *v) // want `contact.email`
	}
	none := "none"
	d.Email = &none
	log.Print(*d.Email)
}

// Address is what many generators write for a field that may be left out.
func (d *Draft) Address() string {
	if d == nil || d.Email == nil {
		return ""
	}
	return *d.Email
}

func AGetterOfAPointer(d *Draft) {
	log.Print(d.Address())        // want `contact.email`
	log.Print(pointedTo(d.Email)) // want `contact.email`
	log.Print(pointedTo(d.Plan))
}

func pointedTo[T any](p *T) T { return *p }

// A Spot is where somebody is, in degrees.
type Spot struct{ Lat, Lng float64 }

func WhatIsReadFromAText(r *http.Request) error {
	lat, errLat := strconv.ParseFloat(r.FormValue("latitude"), 64)
	lng, errLng := strconv.ParseFloat(r.FormValue("longitude"), 64)
	if err := errors.Join(errLat, errLng); err != nil {
		return err
	}
	at := Spot{Lat: lat, Lng: lng}
	slog.Info("looks around", "lat", at.Lat) // want `location.precise`
	loud, _ := strconv.ParseBool(r.FormValue("email"))
	slog.Info("looks around", "loud", loud)
	return nil
}

type left struct{ Right *right }

type right struct {
	Left *left
	Next *right
	All  []right
	By   map[string]*right
	Customer
}

func DeeperThanPartsAreToldApart(l *left) {
	log.Print(l.Right.Left.Right.Email) // want `contact.email`
	log.Print(l.Right.Left.Right.Plan)
	log.Print(l.Right.Left.Right.Next.All[0].By["x"].Email) // want `contact.email`
	log.Print(l.Right.Left.Right.Next.All[0].By["x"].Plan)
}

type box struct{ notes map[string]string }

func ABoxedValueKeepsWhatItsFieldsHold(c *Customer) {
	b := box{notes: map[string]string{}}
	b.notes["x"] = c.Email
	var boxed any = b
	log.Print(boxed.(box).notes["x"]) // want `contact.email`
	log.Print(boxed.(box).notes["y"])
}
