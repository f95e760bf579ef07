// Package leads takes what visitors write in the "Contact us" form, and tells sales.
package leads

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// A Lead is somebody who wrote to us.
type Lead struct {
	LastName  string
	FirstName string
	Company   string
	JobTitle  string
	Email     string
	Phone     string
	Message   string
	File      []byte
}

// A Book is where sales keep leads: a list at Brevo.
type Book struct {
	Client *http.Client
	Key    string
	List   int
}

// Add puts a lead into the list.
func (b *Book) Add(ctx context.Context, l Lead) error {
	body, err := json.Marshal(map[string]any{
		"email":         l.Email,
		"attributes":    map[string]string{"LASTNAME": l.LastName, "FIRSTNAME": l.FirstName, "COMPANY": l.Company, "SMS": l.Phone},
		"listIds":       []int{b.List},
		"updateEnabled": true,
	})
	if err != nil {
		return fmt.Errorf("leads: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.brevo.com/v3/contacts", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("leads: %w", err)
	}
	r.Header.Set("api-key", b.Key)
	r.Header.Set("Content-Type", "application/json")
	resp, err := b.Client.Do(r)
	if err != nil {
		return fmt.Errorf("leads: %w", err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("leads: the list answered %d", resp.StatusCode)
	}
	return nil
}

// masked leaves of an address what tells two of them apart in a log, and no more.
func masked(email string) string {
	_, host, ok := strings.Cut(email, "@")
	if !ok {
		return "***"
	}
	return "***@" + host
}
