// Package careers takes applications.
package careers

import (
	"database/sql"
	"io"
	"log/slog"
	"net/http"
)

// maxCV is how large a CV may be, in bytes.
const maxCV = 8 << 20

// A Desk takes applications into the database of personnel.
type Desk struct {
	DB  *sql.DB
	Log *slog.Logger
}

// Apply answers the form on the careers page.
func (d *Desk) Apply(w http.ResponseWriter, r *http.Request) {
	file, _, err := r.FormFile("cv")
	if err != nil {
		http.Error(w, "an application needs a CV", http.StatusBadRequest)
		return
	}
	defer file.Close()
	cv, err := io.ReadAll(io.LimitReader(file, maxCV))
	if err != nil {
		http.Error(w, "the CV could not be read", http.StatusBadRequest)
		return
	}
	_, err = d.DB.ExecContext(r.Context(), `INSERT INTO job_applications (name, email, cv, created_at) VALUES ($1, $2, $3, now())`, r.FormValue("name"), r.FormValue("email"), cv)
	if err != nil {
		d.Log.Error("application not kept", "error", err)
		http.Error(w, "please try again later", http.StatusInternalServerError)
		return
	}
	d.Log.Info("application kept", "bytes", len(cv))
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}
