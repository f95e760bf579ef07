// Package nearby tells members who is near them.
package nearby

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
)

// places keeps where everybody is: a server of the house.
const places = "http://places.imagina.example/near"

// A Position is where a member is, in degrees.
type Position struct {
	Lat float64 `json:"lat"`
	Lng float64 `json:"lng"`
}

// An Advertiser finds what to show somebody.
type Advertiser interface {
	Choose(ctx context.Context, slot string, at Position) (string, error)
}

// Finder answers the page.
type Finder struct {
	Client *http.Client
	Ads    Advertiser
	Log    *slog.Logger
}

// Find answers a member's browser that sends its position.
func (f *Finder) Find(w http.ResponseWriter, r *http.Request) {
	lat, errLat := strconv.ParseFloat(r.FormValue("latitude"), 64)
	lng, errLng := strconv.ParseFloat(r.FormValue("longitude"), 64)
	if errLat != nil || errLng != nil {
		http.Error(w, "please send a position in degrees", http.StatusBadRequest)
		return
	}
	at := Position{Lat: lat, Lng: lng}
	f.Log.Info("looks around", "lat", at.Lat, "lng", at.Lng)
	names, err := f.around(r.Context(), at)
	if err != nil {
		f.Log.Error("nobody found", "error", err)
		http.Error(w, "we cannot look around right now", http.StatusBadGateway)
		return
	}
	banner, err := f.Ads.Choose(r.Context(), "nearby", at)
	if err != nil {
		f.Log.Warn("no advertisement", "error", err)
	}
	f.Log.Info("people nearby", "names", len(names))
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"names": names, "banner": banner})
}

// around asks the places server.
func (f *Finder) around(ctx context.Context, at Position) ([]string, error) {
	body, err := json.Marshal(at)
	if err != nil {
		return nil, fmt.Errorf("nearby: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, places, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("nearby: %w", err)
	}
	resp, err := f.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("nearby: %w", err)
	}
	defer resp.Body.Close()
	var names []string
	if err := json.NewDecoder(resp.Body).Decode(&names); err != nil {
		return nil, fmt.Errorf("nearby: %w", err)
	}
	return names, nil
}
