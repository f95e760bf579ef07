package accounts

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
)

// A Desk takes sign-ups.
type Desk struct {
	Store Store
	Log   *slog.Logger
}

// SignUp answers the form of the same name.
func (d *Desk) SignUp(w http.ResponseWriter, r *http.Request) {
	email := r.FormValue("email")
	if email == "" {
		http.Error(w, "an account needs an email address", http.StatusBadRequest)
		return
	}
	salt, hash, err := seal(r.FormValue("password"))
	if err != nil {
		d.Log.Error("password not sealed", "error", err)
		http.Error(w, "please try again later", http.StatusInternalServerError)
		return
	}
	a := Account{Name: r.FormValue("name"), Email: email, TimeZone: r.FormValue("time_zone"), Salt: salt, Hash: hash}
	switch err := d.Store.Add(r.Context(), a); {
	case errors.Is(err, ErrTaken):
		http.Error(w, email+" has an account already", http.StatusConflict)
		return
	case err != nil:
		d.Log.Error("account not kept", "error", err)
		http.Error(w, "please try again later", http.StatusInternalServerError)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: "imago_session", Value: rand.Text(), Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	d.Log.Info("account opened", "account", fingerprint(email))
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
