// Package notify tells the people at the counter, on Slack, what there is to do.
package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

const hooks = "https://hooks.slack.com/services/"

// A Slack is one channel.
type Slack struct {
	client *http.Client
	hook   string // the three path parts after services/
}

// New returns the channel behind the hook.
func New(client *http.Client, hook string) *Slack { return &Slack{client: client, hook: hook} }

type text struct {
	Text string `json:"text"`
}

// NewOrder says that somebody ordered.
func (s *Slack) NewOrder(ctx context.Context, number int, name string) error {
	body, err := json.Marshal(text{Text: fmt.Sprintf("New order %d from %s", number, name)})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hooks+s.hook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.client.Do(req)
	if err != nil {
		return fmt.Errorf("notify: order %d: %w", number, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("notify: order %d: answered %s", number, resp.Status)
	}
	return nil
}
