package crm

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

const contacts = "https://api.hubapi.com/crm/v3/objects/contacts"

// HubSpot is where the marketing team sees what became of a form.
type HubSpot struct {
	client *http.Client
	token  string
}

// NewHubSpot returns the portal behind the token.
func NewHubSpot(client *http.Client, token string) *HubSpot {
	return &HubSpot{client: client, token: token}
}

type contact struct {
	Properties properties `json:"properties"`
}

type properties struct {
	Email     string `json:"email"`
	FirstName string `json:"firstname"`
	LastName  string `json:"lastname"`
	Company   string `json:"company,omitempty"`
}

// Add implements Book.
func (h *HubSpot) Add(ctx context.Context, lead Lead) error {
	body, err := json.Marshal(contact{properties{Email: lead.Email, FirstName: lead.FirstName, LastName: lead.LastName, Company: lead.Employer}})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, contacts, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+h.token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := h.client.Do(req)
	if err != nil {
		return fmt.Errorf("crm: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusCreated && resp.StatusCode != http.StatusConflict { // there is one already
		return fmt.Errorf("crm: hubspot answered %s", resp.Status)
	}
	return nil
}
