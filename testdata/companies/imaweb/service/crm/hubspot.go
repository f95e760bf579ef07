// Package crm keeps what we know of customers and prospects, in HubSpot.
package crm

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

const objects = "https://api.hubapi.com/crm/v3/objects/contacts"

// A Person is an entry.
type Person struct {
	Name  string
	Email string
	Phone string
}

// Cards are the entries in HubSpot.
type Cards struct {
	client *http.Client
	token  string
}

// New returns the cards of the account that the token opens.
func New(client *http.Client, token string) *Cards { return &Cards{client: client, token: token} }

// Note makes an entry of whoever got in touch with us.
func (c *Cards) Note(ctx context.Context, p Person) error {
	body, err := json.Marshal(map[string]any{"properties": map[string]string{
		"lastname":       p.Name,
		"email":          p.Email,
		"phone":          p.Phone,
		"lifecyclestage": "lead",
	}})
	if err != nil {
		return fmt.Errorf("crm: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, objects, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("crm: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.client.Do(req)
	if err != nil {
		return fmt.Errorf("crm: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusCreated && resp.StatusCode != http.StatusConflict {
		return fmt.Errorf("crm: answered %s", resp.Status)
	}
	return nil
}
