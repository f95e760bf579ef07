package leads

import (
	"context"
	"io"
	"log/slog"
	"net/http"
)

// maxFile is how large an attachment may be, in bytes.
const maxFile = 8 << 20

// A Form answers the "Contact us" form.
type Form struct {
	Book interface {
		Add(context.Context, Lead) error
	}
	Keep func(ctx context.Context, name string, file []byte) error // keeps an attachment
	Log  *slog.Logger
}

// Receive takes one message.
func (f *Form) Receive(w http.ResponseWriter, r *http.Request) {
	lead := Lead{
		LastName:  r.FormValue("lastname"),
		FirstName: r.FormValue("firstname"),
		Company:   r.FormValue("company"),
		JobTitle:  r.FormValue("job_title"),
		Email:     r.FormValue("email"),
		Phone:     r.FormValue("phone"),
		Message:   r.FormValue("message"),
	}
	if file, header, err := r.FormFile("attachment"); err == nil {
		defer file.Close()
		lead.File, err = io.ReadAll(io.LimitReader(file, maxFile))
		if err != nil {
			http.Error(w, "the file could not be read", http.StatusBadRequest)
			return
		}
		if err := f.Keep(r.Context(), header.Filename, lead.File); err != nil {
			f.Log.Error("attachment not kept", "error", err)
		}
	}
	if err := f.Book.Add(r.Context(), lead); err != nil {
		f.Log.Error("lead not passed on", "email", masked(lead.Email), "error", err)
		http.Error(w, "we could not take your message; please try again later", http.StatusBadGateway)
		return
	}
	f.Log.Info("lead passed on", "email", masked(lead.Email), "length", len(lead.Message))
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}
