// Package login lets users in, as their company's identity provider says who they are.
package login

import (
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// A User works with the software for a customer.
type User struct {
	LastName  string    `json:"family_name"`
	FirstName string    `json:"given_name"`
	Email     string    `json:"email"`
	Birthdate string    `json:"birthdate,omitempty"` // 2006-01-02
	LastLogin time.Time `json:"-"`
}

// A Desk takes assertions and opens sessions.
type Desk struct {
	Verify func(r *http.Request) error // checks the provider's signature
	Log    *slog.Logger

	mu    sync.Mutex
	users map[string]User // by session
}

// Arrive answers the identity provider: the body is its assertion.
func (d *Desk) Arrive(w http.ResponseWriter, r *http.Request) {
	if err := d.Verify(r); err != nil {
		http.Error(w, "the assertion is not signed by your company", http.StatusForbidden)
		return
	}
	var u User
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
		http.Error(w, "the assertion cannot be read", http.StatusBadRequest)
		return
	}
	u.LastLogin = time.Now()
	session := rand.Text()
	d.mu.Lock()
	if d.users == nil {
		d.users = map[string]User{}
	}
	d.users[session] = u
	open := len(d.users)
	d.mu.Unlock()
	http.SetCookie(w, &http.Cookie{
		Name:     "imagino_session",
		Value:    session,
		Path:     "/",
		Secure:   true,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
	d.Log.Info("user let in", "sessions", open)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// Known reports whose session it is.
func (d *Desk) Known(r *http.Request) (User, bool) {
	c, err := r.Cookie("imagino_session")
	if err != nil {
		return User{}, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	u, ok := d.users[c.Value]
	return u, ok
}
