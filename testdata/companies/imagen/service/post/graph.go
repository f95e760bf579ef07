// Package post sends mail from the company's own mailbox, by Microsoft Graph.
package post

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

const send = "https://graph.microsoft.com/v1.0/users/hello@imagen.example/sendMail"

// A Mailbox sends mail.
type Mailbox struct {
	client *http.Client
	token  func(context.Context) (string, error)
}

// New returns the mailbox; token gives a fresh access token.
func New(client *http.Client, token func(context.Context) (string, error)) *Mailbox {
	return &Mailbox{client: client, token: token}
}

type (
	request struct {
		Message message `json:"message"`
		Save    bool    `json:"saveToSentItems"`
	}
	message struct {
		Subject string      `json:"subject"`
		Body    body        `json:"body"`
		To      []recipient `json:"toRecipients"`
	}
	body struct {
		Type    string `json:"contentType"`
		Content string `json:"content"`
	}
	recipient struct {
		Email address `json:"emailAddress"`
	}
	address struct {
		Address string `json:"address"`
	}
)

// Thank tells somebody that the enquiry has arrived.
func (m *Mailbox) Thank(ctx context.Context, firstName, email, interest string) error {
	token, err := m.token(ctx)
	if err != nil {
		return fmt.Errorf("post: %w", err)
	}
	mail := request{Message: message{
		Subject: "Your enquiry",
		Body:    body{"Text", fmt.Sprintf("Dear %s,\n\nthank you for asking about %s. One of us will write to you.\n\nImagen", firstName, interest)},
		To:      []recipient{{address{email}}},
	}}
	content, err := json.Marshal(mail)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, send, bytes.NewReader(content))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := m.client.Do(req)
	if err != nil {
		return fmt.Errorf("post: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusAccepted {
		return fmt.Errorf("post: answered %s", resp.Status)
	}
	return nil
}
