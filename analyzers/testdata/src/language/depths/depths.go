// Package depths nests what is told of persons as answers and reports do: in lists of what has lists of its own.
package depths

import (
	"encoding/json"
	"log"
	"net/http"
)

type Person struct {
	Email string `json:"email"`
	Plan  string `json:"plan"`
}

type Passenger struct {
	Seat string
	Person
}

type Booking struct {
	Code       string
	Passengers []Passenger
}

type Seat struct {
	Row  int
	Plan string
}

type Deck struct{ Seats []Seat }

type Plane struct{ Decks []Deck }

// Rows, Ring, Tree and Forest hold themselves: nothing ends them but a bound.
type Rows []Rows

type Ring *Ring

type Tree map[string]*Tree

type Forest struct {
	Owner Person
	Trees []*Forest
}

func AListInAList(bs []Booking, ss [][]Seat, ps [][]Person) {
	log.Print(bs)               // missed: three fields deep in two lists
	log.Print(bs[0])            // want `contact.email`
	log.Print(bs[0].Passengers) // want `contact.email`
	log.Print(ps)               // want `contact.email`
	log.Print(ss)
}

func AnAnswerOfLists(w http.ResponseWriter, r *http.Request) {
	var fs map[string][]Booking
	if json.NewDecoder(r.Body).Decode(&fs) == nil {
		log.Printf("%+v", fs)             // missed: in three lists
		log.Printf("%+v", fs["today"][0]) // want `contact.email`
	}
}

func ListsThatTellNobody(ps []Plane) {
	log.Print(ps)
}

func OneOfAListInAList(bs []Booking) {
	log.Print(bs[1].Passengers[2].Email) // want `contact.email`
	log.Print(bs[1].Passengers[2].Plan)
}

func PutIntoAListInAList(p Person) {
	bs := []Booking{{Code: "7", Passengers: []Passenger{{Seat: "2a", Person: p}}}}
	log.Print(bs[0].Code)
	log.Print(bs[0].Passengers[0].Seat)
	log.Print(bs) // missed: five steps, of which two are numbers
}

func WhatHoldsItself(rows Rows, ring Ring, email Ring, tree Tree, forest []Forest) {
	log.Print(rows)
	log.Print(ring)
	log.Print(email)
	log.Print(tree)
	log.Print(forest) // want `contact.email`
}
