// Package rooms opens the doors of our rooms.
package rooms

import (
	"log/slog"
	"net/http"
	"net/url"
)

// A Door lets guests in.
type Door struct {
	Log *slog.Logger
}

// Enter answers a guest who was invited.
func (d *Door) Enter(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	http.SetCookie(w, &http.Cookie{Name: "imago_guest", Value: url.QueryEscape(name), Path: "/room", Secure: true, SameSite: http.SameSiteLaxMode})
	d.Log.Info("guest at the door", "name_length", len(name))
	http.Redirect(w, r, "/room?email="+url.QueryEscape(r.FormValue("email")), http.StatusSeeOther)
}
