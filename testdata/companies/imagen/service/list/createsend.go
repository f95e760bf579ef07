// Package list keeps the mailing list, which is sent by Campaign Monitor.
package list

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
)

const subscribers = "https://api.createsend.com/api/v3.3/subscribers/"

// A List is a mailing list.
type List struct {
	Client *http.Client
	Key    string
	ID     string
	Log    *slog.Logger
}

type subscriber struct {
	EmailAddress   string
	ConsentToTrack string
	Resubscribe    bool
}

// Subscribe answers the forms with a box for news.
func (l *List) Subscribe(w http.ResponseWriter, r *http.Request) {
	email := r.FormValue("email")
	if err := l.add(r.Context(), email); err != nil {
		l.Log.Error("not subscribed", "error", err)
		http.Error(w, "we could not put you on the list; please try again later", http.StatusBadGateway)
		return
	}
	http.Redirect(w, r, "/thanks?email="+url.QueryEscape(email), http.StatusSeeOther)
}

func (l *List) add(ctx context.Context, email string) error {
	body, err := json.Marshal(subscriber{EmailAddress: email, ConsentToTrack: "No", Resubscribe: true})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, subscribers+l.ID+".json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.SetBasicAuth(l.Key, "x")
	req.Header.Set("Content-Type", "application/json")
	resp, err := l.Client.Do(req)
	if err != nil {
		return fmt.Errorf("list: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusCreated {
		return fmt.Errorf("list: answered %s", resp.Status)
	}
	return nil
}
