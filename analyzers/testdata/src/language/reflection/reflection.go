// Package reflection follows data through package reflect where a value stays one value.
package reflection

import (
	"log"
	"reflect"
)

type Customer struct {
	Email string
	Plan  string
}

func Values(c *Customer) {
	log.Print(reflect.ValueOf(c.Email).String()) // want `contact.email`
	log.Print(reflect.ValueOf(c.Plan).String())
	log.Print(reflect.ValueOf(c.Email).Interface()) // want `contact.email`
	log.Print(reflect.ValueOf(c.Plan).Interface())
	log.Print(reflect.TypeOf(c.Email))
	log.Print(reflect.ValueOf(c.Email).Kind())
	log.Print(reflect.ValueOf(c.Email).Len())
}

func Elements(c *Customer) {
	log.Print(reflect.ValueOf([]string{c.Email}).Index(0)) // want `contact.email`
	log.Print(reflect.ValueOf([]string{c.Plan}).Index(0))
}

func Set(c *Customer) {
	s, t := "", ""
	reflect.ValueOf(&s).Elem().SetString(c.Email)
	reflect.ValueOf(&t).Elem().SetString(c.Plan)
	log.Print(s) // want `contact.email`
	log.Print(t)
}

func same(s string) string { return s }
func none(string) string   { return "" }

func Called(c *Customer) {
	out := reflect.ValueOf(same).Call([]reflect.Value{reflect.ValueOf(c.Email)})
	log.Print(out[0].String()) // want `contact.email`
	clean := reflect.ValueOf(same).Call([]reflect.Value{reflect.ValueOf(c.Plan)})
	log.Print(clean[0].String())
}

type Service struct{}

func (Service) Echo(s string) string { return s }

func ByName(c *Customer) {
	m := reflect.ValueOf(Service{}).MethodByName("Echo")
	log.Print(m.Call([]reflect.Value{reflect.ValueOf(c.Email)})[0].String()) // want `contact.email`
	log.Print(m.Call([]reflect.Value{reflect.ValueOf(c.Plan)})[0].String())
}

func Fields(c *Customer) {
	v := reflect.ValueOf(struct{ A, B string }{c.Email, c.Plan})
	log.Print(v.FieldByName("A").String()) // want `contact.email`
	log.Print(v.FieldByName("B").String())
}

// Loaded is told which field it is about: nobody knows that it is the address.
func Loaded(c *Customer, name string) {
	v := reflect.ValueOf(&struct{ A, B string }{c.Email, c.Plan})
	log.Print("no such plan: ", v.Elem().FieldByName(name))
}

// Dumped prints them all.
func Dumped(c *Customer) {
	v := reflect.ValueOf(struct{ A, B string }{c.Email, c.Plan})
	for i := range v.NumField() {
		log.Print(v.Field(i)) // want `contact.email`
	}
}
