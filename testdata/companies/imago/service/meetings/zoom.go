// Package meetings starts meetings of other services from our rooms.
package meetings

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
)

// Zoom starts meetings of Zoom on behalf of the users who have connected it.
type Zoom struct {
	Client *http.Client // authorised by the user
	Log    *slog.Logger
}

// A Meeting is one that somebody hosts.
type Meeting struct {
	HostEmail string
	Minutes   int
}

// Start answers the button of a room.
func (z *Zoom) Start(w http.ResponseWriter, r *http.Request) {
	m := Meeting{HostEmail: r.FormValue("email"), Minutes: 60}
	link, err := z.create(r.Context(), m)
	if err != nil {
		z.Log.Error("zoom meeting not started", "error", err)
		http.Error(w, "Zoom did not start the meeting", http.StatusBadGateway)
		return
	}
	http.Redirect(w, r, link, http.StatusSeeOther)
}

func (z *Zoom) create(ctx context.Context, m Meeting) (string, error) {
	body, err := json.Marshal(map[string]any{"type": 1, "duration": m.Minutes, "schedule_for": m.HostEmail})
	if err != nil {
		return "", fmt.Errorf("meetings: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.zoom.us/v2/users/me/meetings", bytes.NewReader(body))
	if err != nil {
		return "", fmt.Errorf("meetings: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := z.Client.Do(req)
	if err != nil {
		return "", fmt.Errorf("meetings: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusCreated {
		_, _ = io.Copy(io.Discard, resp.Body)
		return "", fmt.Errorf("meetings: zoom answered %s", resp.Status)
	}
	var started struct {
		Link string `json:"join_url"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&started); err != nil {
		return "", fmt.Errorf("meetings: %w", err)
	}
	return started.Link, nil
}
