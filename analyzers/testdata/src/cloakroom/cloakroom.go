// Package cloakroom keeps things of a visitor between two calls: in the context of a framework, in a session.
package cloakroom

import (
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/sessions"
)

// User is a person.
type User struct {
	ID    int
	Email string
}

// Authenticate hands the user on.
func Authenticate(c *gin.Context, u *User) {
	c.Set("user", u)
	c.Set("address", u.Email)
	c.Set("count", u.ID)
	log.Print(c.GetString("address")) // want `contact\.email`
	log.Print(c.MustGet("count"))
	if v, ok := c.Get("user"); ok {
		log.Print(v.(*User).Email) // want `contact\.email`
		log.Print(v.(*User).ID)
	}
}

// Handle is called after it.
func Handle(c *gin.Context) {
	log.Print(c.GetString("email")) // want `contact\.email`
	u := c.MustGet("user").(*User)
	log.Print(u.Email) // want `contact\.email`
	log.Print(c.GetString("theme"))
}

// Remember keeps an address in a session.
func Remember(store sessions.Store, w http.ResponseWriter, r *http.Request, u *User) {
	s, _ := store.Get(r, "shop")
	s.Values["address"] = u.Email
	s.Values["visits"] = u.ID
	s.Save(r, w)
	log.Print(s.Values["address"]) // want `contact\.email`
	log.Print(s.Values["visits"])
}

// Recall asks for it.
func Recall(store sessions.Store, r *http.Request) {
	s, _ := store.Get(r, "shop")
	log.Print(s.Values["email"]) // want `contact\.email`
	email, ok := s.Values["email"].(string)
	log.Print(email, ok) // want `contact\.email`
	log.Print(s.Values["visits"])
}
