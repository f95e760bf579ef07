// Package enrich asks others what they know of somebody who enquires.
package enrich

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

const endpoint = "https://api.zoominfo.com/enrich/contact"

// ZoomInfo knows who works where.
type ZoomInfo struct {
	client *http.Client
	token  string
}

// New returns a ZoomInfo that asks with the token.
func New(client *http.Client, token string) *ZoomInfo { return &ZoomInfo{client: client, token: token} }

type question struct {
	Match  []match  `json:"matchPersonInput"`
	Fields []string `json:"outputFields"`
}

type match struct {
	Address string `json:"emailAddress"`
}

// A Position is what somebody does, and for whom.
type Position struct {
	JobTitle string `json:"jobTitle"`
	Company  string `json:"companyName"`
}

// Position asks for the position of whoever has the address.
func (z *ZoomInfo) Position(ctx context.Context, email string) (Position, error) {
	var found Position
	body, err := json.Marshal(question{Match: []match{{Address: email}}, Fields: []string{"jobTitle", "companyName"}})
	if err != nil {
		return found, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
	if err != nil {
		return found, err
	}
	req.Header.Set("Authorization", "Bearer "+z.token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := z.client.Do(req)
	if err != nil {
		return found, fmt.Errorf("enrich: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return found, fmt.Errorf("enrich: answered %s", resp.Status)
	}
	return found, json.NewDecoder(resp.Body).Decode(&found)
}
