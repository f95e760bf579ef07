// Package friends finds members by what somebody remembers of them, and asks those in who are not there yet.
package friends

import (
	"database/sql"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
)

// welcome is the template of the letter to whom a friend invites.
const welcome = 41822

// A Letter writer writes to somebody.
type Letter interface {
	Tell(email string, template int) error
}

// Book answers the page of friends.
type Book struct {
	DB      *sql.DB
	Letters Letter
	Log     *slog.Logger
}

// Search answers with the names that fit.
func (b *Book) Search(w http.ResponseWriter, r *http.Request) {
	pattern := "%" + strings.ToLower(r.FormValue("q")) + "%"
	rows, err := b.DB.QueryContext(r.Context(), `SELECT name FROM accounts WHERE lower(name) LIKE $1 LIMIT 20`, pattern)
	if err != nil {
		b.Log.Error("search failed", "letters", len(pattern))
		http.Error(w, "we cannot search right now", http.StatusInternalServerError)
		return
	}
	defer rows.Close()
	names := []string{}
	for rows.Next() {
		var name string
		if rows.Scan(&name) == nil {
			names = append(names, name)
		}
	}
	if rows.Err() != nil {
		http.Error(w, "we cannot search right now", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(names)
}

// Invite writes to a friend.
func (b *Book) Invite(w http.ResponseWriter, r *http.Request) {
	email := strings.TrimSpace(r.FormValue("email"))
	if !strings.Contains(email, "@") {
		http.Error(w, "please give an e-mail address", http.StatusBadRequest)
		return
	}
	if err := b.Letters.Tell(email, welcome); err != nil {
		b.Log.Error("invitation not sent", "error", err)
		http.Error(w, "the invitation could not be sent", http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
