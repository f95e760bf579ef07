// Package newsletter keeps the mailing list.
package newsletter

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/mail"
	"sync/atomic"
)

const lists = "https://us21.api.mailchimp.com/3.0/lists/"

// A List is the mailing list of the shop.
type List struct {
	client  *http.Client
	key, id string
	log     *slog.Logger
	today   atomic.Int64
}

// New returns the list with the id.
func New(client *http.Client, key, id string, log *slog.Logger) *List {
	return &List{client: client, key: key, id: id, log: log}
}

// Subscribe answers the newsletter form and the book club's.
func (l *List) Subscribe(w http.ResponseWriter, r *http.Request) {
	reader, err := mail.ParseAddress(r.FormValue("email"))
	if err != nil {
		l.log.Info("subscription refused: not an e-mail address")
		http.Error(w, "this is not an e-mail address", http.StatusBadRequest)
		return
	}
	if err := l.add(r.Context(), member{EmailAddress: reader.Address, Status: "pending"}); err != nil {
		l.log.Error("subscription failed", "error", err)
		http.Error(w, "please try again later", http.StatusBadGateway)
		return
	}
	emailCount := l.today.Add(1)
	l.log.Info("subscribed", "email_count", emailCount)
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}

// A member is an entry of the list as the API wants it; it confirms by e-mail while it is pending.
type member struct {
	EmailAddress string `json:"email_address"`
	Status       string `json:"status"`
}

func (l *List) add(ctx context.Context, m member) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, lists+l.id+"/members", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.SetBasicAuth("shop", l.key)
	req.Header.Set("Content-Type", "application/json")
	resp, err := l.client.Do(req)
	if err != nil {
		return fmt.Errorf("newsletter: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("newsletter: the list answered %s", resp.Status)
	}
	return nil
}
