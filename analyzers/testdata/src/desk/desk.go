// Package desk answers clients.
package desk

import (
	"errors"
	"fmt"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
)

// A User asks.
type User struct {
	ID    int
	Email string
}

var errNone = errors.New("no such e-mail address")

func lookup(email string) (*User, error) {
	if email == "" {
		return nil, errNone
	}
	return nil, fmt.Errorf("no user with address %s", email)
}

// Show answers with an error.
func Show(w http.ResponseWriter, r *http.Request) {
	u, err := lookup(r.FormValue("email"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound) // want `contact\.email.*is sent to a client in an error: http\.Error`
		return
	}
	fmt.Fprintf(w, "%s", u.Email)
}

// Write writes the error itself.
func Write(w http.ResponseWriter, u *User) {
	err := fmt.Errorf("user %s is locked", u.Email)
	fmt.Fprintln(w, err) // want `contact\.email`
	http.Error(w, errNone.Error(), http.StatusNotFound)
	http.Error(w, fmt.Sprintf("user %d is locked", u.ID), http.StatusForbidden)
}

// Gin answers with JSON.
func Gin(c *gin.Context) {
	_, err := lookup(c.Query("email"))
	c.JSON(404, gin.H{"error": err.Error()}) // want `contact\.email`
	c.JSON(200, gin.H{"email": c.Query("email")})
}

// Judged was looked at and accepted.
func Judged(u *User) {
	//candor:ignore logs the desk needs the address, kept for 3 days
	log.Println(u.Email)
	log.Println(u.Email) //candor:ignore logs kept for 3 days
	log.Println(u.Email) //candor:ignore sharing wrong rule // want `contact\.email` `candor:ignore sharing silences nothing`
	//candor:ignore logs // want `candor:ignore logs gives no reason`
	log.Println(u.Email) // want `contact\.email`
	//candor:ignore logs nothing is here // want `candor:ignore logs silences nothing`
	log.Println(u.ID)
	//candor:ignore tracking whatever // want `unknown rule tracking; want logs, sharing, errors`
}

// archive is judged where it writes, for all who call it.
func archive(line string) {
	log.Println(line) //candor:ignore logs the archive is encrypted
}

// Filed is reported at its call, and silenced at the sink.
func Filed(u *User) {
	archive(u.Email)
}
