// Package housekeeping once logged more than it does now: what is left of the excuses can be removed by -fix.
package housekeeping

import "log"

// A Guest stays for some nights.
type Guest struct {
	Room  int
	Email string
}

// Arrived is logged.
func Arrived(g *Guest) {
	//candor:ignore logs the desk looks for the address // want `candor:ignore logs silences nothing`
	log.Println(g.Room)
	log.Println(g.Room)  //candor:ignore logs as above // want `candor:ignore logs silences nothing`
	log.Println(g.Email) //candor:ignore logs kept for 3 days
}
