// Package news keeps the list of those who want our newsletter, at Mailchimp.
package news

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
)

// A List is an audience of Mailchimp.
type List struct {
	Client *http.Client
	Key    string
	ID     string
	Log    *slog.Logger
}

// Join answers the newsletter form.
func (l *List) Join(w http.ResponseWriter, r *http.Request) {
	if err := l.add(r.Context(), r.FormValue("email")); err != nil {
		l.Log.Error("not on the list", "error", err)
		http.Error(w, "the email address was not added", http.StatusBadGateway)
		return
	}
	if err := l.match(r.Context(), r.FormValue("email")); err != nil {
		l.Log.Error("not matched", "error", err)
	}
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}

func (l *List) add(ctx context.Context, email string) error {
	body, err := json.Marshal(map[string]string{"email_address": email, "status": "pending"})
	if err != nil {
		return fmt.Errorf("news: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://us14.api.mailchimp.com/3.0/lists/"+l.ID+"/members", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("news: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.SetBasicAuth("imago", l.Key)
	resp, err := l.Client.Do(req)
	if err != nil {
		return fmt.Errorf("news: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("news: the list answered %s", resp.Status)
	}
	return nil
}

// match lets LiveRamp find subscribers again on the sites where we advertise.
func (l *List) match(ctx context.Context, email string) error {
	body, err := json.Marshal(map[string]string{"email": email, "segment": "subscribers"})
	if err != nil {
		return fmt.Errorf("news: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.liveramp.com/identity/v1/people", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("news: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := l.Client.Do(req)
	if err != nil {
		return fmt.Errorf("news: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("news: liveramp answered %s", resp.Status)
	}
	return nil
}
