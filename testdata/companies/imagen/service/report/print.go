// Package report sends printed reports by post.
package report

import (
	"database/sql"
	"log/slog"
	"net/http"
	"strings"
)

// Handler answers the form for a printed report.
type Handler struct {
	DB  *sql.DB
	Log *slog.Logger
}

// Print puts a report on the pile for the post room.
func (h *Handler) Print(w http.ResponseWriter, r *http.Request) {
	firstName, lastName := r.FormValue("first_name"), r.FormValue("last_name")
	address := strings.TrimSpace(r.FormValue("address"))
	if address == "" {
		http.Error(w, "please tell us where your report should go", http.StatusBadRequest)
		return
	}
	_, err := h.DB.ExecContext(r.Context(), `INSERT INTO parcels (first_name, last_name, address) VALUES ($1, $2, $3)`, firstName, lastName, address)
	if err != nil {
		h.Log.Error("no report for the post room", "error", err)
		http.Error(w, "we could not take your order; please ring us", http.StatusInternalServerError)
		return
	}
	h.Log.Info("report for the post room", "lines", strings.Count(address, "\n")+1)
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}
