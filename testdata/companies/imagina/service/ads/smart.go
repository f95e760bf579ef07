// Package ads chooses advertisements, by an auction at Smart AdServer.
package ads

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"imagina.example/service/nearby"
)

// auction is the address for bid requests.
const auction = "https://prg.smartadserver.com/ortb"

// Auction asks for bids.
type Auction struct {
	Client *http.Client
	Site   string // our number there
}

// Choose returns the markup of the advertisement that won.
func (a *Auction) Choose(ctx context.Context, slot string, at nearby.Position) (string, error) {
	body, err := json.Marshal(map[string]any{
		"site":   map[string]any{"id": a.Site},
		"imp":    []map[string]any{{"id": "1", "tagid": slot, "banner": map[string]int{"w": 300, "h": 250}}},
		"device": map[string]any{"geo": map[string]any{"lat": at.Lat, "lon": at.Lng, "type": 1}},
	})
	if err != nil {
		return "", fmt.Errorf("ads: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, auction, bytes.NewReader(body))
	if err != nil {
		return "", fmt.Errorf("ads: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.Client.Do(req)
	if err != nil {
		return "", fmt.Errorf("ads: %w", err)
	}
	defer resp.Body.Close()
	var won struct {
		SeatBid []struct {
			Bid []struct {
				Adm string `json:"adm"`
			} `json:"bid"`
		} `json:"seatbid"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&won); err != nil {
		return "", fmt.Errorf("ads: %w", err)
	}
	if len(won.SeatBid) == 0 || len(won.SeatBid[0].Bid) == 0 {
		return "", nil
	}
	return won.SeatBid[0].Bid[0].Adm, nil
}
