package contacts

import (
	"encoding/csv"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
)

// A Store keeps contacts.
type Store interface {
	Put(Contact) error
	Get(email string) (Contact, error)
	Delete(email string)
	Len() int
}

// Imports answers what users upload and ask.
type Imports struct {
	Store Store
	Log   *slog.Logger
}

// Upload takes a CSV file: e-mail, surname, first name, telephone, channels.
func (i *Imports) Upload(w http.ResponseWriter, r *http.Request) {
	rows := csv.NewReader(r.Body)
	rows.FieldsPerRecord = 5
	kept, refused := 0, 0
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			http.Error(w, "the file is no table of five columns", http.StatusBadRequest)
			return
		}
		c := Contact{Email: row[0], LastName: row[1], FirstName: row[2], Phone: row[3], Consents: strings.Fields(row[4])}
		if !strings.Contains(c.Email, "@") || i.Store.Put(c) != nil {
			i.Log.Warn("row refused", "email", c.Email)
			refused++
			continue
		}
		kept++
	}
	i.Log.Info("import done", "contacts", kept, "refused", refused)
	w.WriteHeader(http.StatusNoContent)
}

// Forget answers a user who deletes a contact.
func (i *Imports) Forget(w http.ResponseWriter, r *http.Request) {
	email := r.FormValue("email")
	if _, err := i.Store.Get(email); err != nil {
		http.Error(w, "there is no contact "+email+" in this workspace", http.StatusNotFound)
		return
	}
	i.Store.Delete(email)
	w.WriteHeader(http.StatusNoContent)
}
