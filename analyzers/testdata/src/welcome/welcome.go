// Package welcome sends people on, and remembers them.
package welcome

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
)

// A User has an account.
type User struct {
	ID    int
	Name  string
	Email string
	Theme string
	Token string
}

// Redirect puts the address where everybody keeps it.
func Redirect(w http.ResponseWriter, r *http.Request, u User) {
	http.Redirect(w, r, "/welcome?email="+url.QueryEscape(u.Email), http.StatusFound) // want `contact\.email.*of User is put into an address: http\.Redirect`
	http.Redirect(w, r, "/users/"+strconv.Itoa(u.ID), http.StatusFound)
	http.Redirect(w, r, "/u/"+u.Name+"?token="+u.Token, http.StatusFound) // what addresses are made of
}

// Location is the same by hand.
func Location(w http.ResponseWriter, u User) {
	w.Header().Set("Location", "/welcome?email="+u.Email) // want `contact\.email.*is put into an address: http\.Header\.Set`
	w.Header().Set("X-Theme", u.Theme)
	w.WriteHeader(http.StatusFound)
}

// Gin does it in one call.
func Gin(c *gin.Context, u User) {
	c.Redirect(http.StatusFound, "/welcome?email="+u.Email) // want `contact\.email.*is put into an address: \(\*gin\.Context\)\.Redirect`
	c.SetCookie("who", u.Email, 3600, "/", "", true, true)  // want `contact\.email.*is written into a cookie: \(\*gin\.Context\)\.SetCookie`
}

// A Form is shown again when it was not filled in.
type Form struct{ Email, Phone string }

// Refuse answers with an error.
func Refuse(c *gin.Context, f *Form, u User) {
	c.JSON(http.StatusConflict, gin.H{"error": "there is " + u.Email}) // want `contact\.email.*is sent to a client in an error`
	c.JSON(http.StatusBadRequest, f)
}

// A Registration is answered with what became of it.
type Registration struct {
	Note string
	Next []any
}

// A Granted step lets a new account in.
type Granted struct{ SessionToken string }

// Repeat answers an incomplete registration with all of it. What it says in words is an error.
func Repeat(c *gin.Context, r *Registration, u User, step int) {
	if step > 1 {
		r.Next = append(r.Next, &Granted{SessionToken: u.Token})
	}
	c.JSON(http.StatusBadRequest, r)
	c.JSON(http.StatusBadRequest, Registration{Note: "there is " + u.Email}) // want `contact\.email.*is sent to a client in an error`
}

// Remember writes cookies.
func Remember(w http.ResponseWriter, u User) {
	http.SetCookie(w, &http.Cookie{Name: "who", Value: u.Email, Path: "/"}) // want `contact\.email.*of User is written into a cookie: http\.SetCookie`
	http.SetCookie(w, &http.Cookie{Name: "theme", Value: u.Theme})
	http.SetCookie(w, &http.Cookie{Name: "session", Value: u.Token, HttpOnly: true})
}

// Plain sends it for everybody to read.
func Plain(u User) {
	http.Get("http://api.sendgrid.com/check?email=" + url.QueryEscape(u.Email)) // want `contact\.email.*of User is sent without encryption to (Twilio )?SendGrid` `is shared with (Twilio )?SendGrid`
	http.Get("http://localhost:8080/check?email=" + url.QueryEscape(u.Email))
	http.Get("http://mailer.internal/check?email=" + url.QueryEscape(u.Email))
}
