// Package newsletter keeps the list of subscribers, which lies with Brevo.
package newsletter

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
)

const contacts = "https://api.brevo.com/v3/contacts"

// A List is the newsletter's.
type List struct {
	client *http.Client
	key    string
	id     int
	log    *slog.Logger
	today  atomic.Int64
}

// New returns the list with the id.
func New(client *http.Client, key string, id int, log *slog.Logger) *List {
	return &List{client: client, key: key, id: id, log: log}
}

// A contact is what the API wants to know.
type contact struct {
	Email         string `json:"email"`
	ListIDs       []int  `json:"listIds"`
	UpdateEnabled bool   `json:"updateEnabled"`
}

// Add puts an address on the list.
func (l *List) Add(ctx context.Context, email string) error {
	body, err := json.Marshal(contact{Email: email, ListIDs: []int{l.id}, UpdateEnabled: true})
	if err != nil {
		return fmt.Errorf("newsletter: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, contacts, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("newsletter: %w", err)
	}
	req.Header.Set("api-key", l.key)
	req.Header.Set("Content-Type", "application/json")
	resp, err := l.client.Do(req)
	if err != nil {
		return fmt.Errorf("newsletter: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusCreated && resp.StatusCode != http.StatusNoContent {
		l.log.Warn("subscriber refused", "email", email, "status", resp.StatusCode)
		return fmt.Errorf("newsletter: answered %s", resp.Status)
	}
	emailCount := l.today.Add(1)
	l.log.Info("subscribed", "email_count", emailCount)
	return nil
}

// Press answers the form for journalists.
func (l *List) Press(w http.ResponseWriter, r *http.Request) {
	if err := l.Add(r.Context(), r.FormValue("email")); err != nil {
		http.Error(w, "we could not take this e-mail address", http.StatusBadGateway)
		return
	}
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}
