// Package event takes registrations for breakfasts and workshops.
package event

import (
	"database/sql"
	"log/slog"
	"net/http"
	"strings"
)

// Handler answers the registration form.
type Handler struct {
	DB  *sql.DB
	Log *slog.Logger
}

// A guest is somebody who comes.
type guest struct {
	FirstName string
	LastName  string
	Email     string
	Employer  string
	Diet      string // allergies, dietary requirements, access needs
}

// Register puts a guest on the list.
func (h *Handler) Register(w http.ResponseWriter, r *http.Request) {
	g := guest{
		FirstName: r.FormValue("first_name"),
		LastName:  r.FormValue("last_name"),
		Email:     strings.TrimSpace(r.FormValue("email")),
		Employer:  r.FormValue("employer"),
		Diet:      r.FormValue("dietary_requirements"),
	}
	_, err := h.DB.ExecContext(r.Context(),
		`INSERT INTO guests (first_name, last_name, email, employer, dietary_requirements) VALUES ($1, $2, $3, $4, $5)`,
		g.FirstName, g.LastName, g.Email, g.Employer, g.Diet)
	if err != nil {
		h.Log.Error("guest not registered", "error", err)
		http.Error(w, "we could not register you; please ring us", http.StatusInternalServerError)
		return
	}
	h.Log.Info("guest registered", "has_diet", g.Diet != "", "name_length", len(g.LastName))
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}
