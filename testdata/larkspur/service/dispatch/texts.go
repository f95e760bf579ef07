// Package dispatch tells customers by text message that their parcel is on its way.
package dispatch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/rs/zerolog"
)

const messages = "https://rest.messagebird.com/messages"

// Texts sends text messages.
type Texts struct {
	client *http.Client
	log    zerolog.Logger
	key    string
}

// New returns a sender that signs with the access key.
func New(client *http.Client, log zerolog.Logger, key string) *Texts {
	return &Texts{client: client, log: log, key: key}
}

// Sent tells the owner of phone that the parcel has left.
func (t *Texts) Sent(ctx context.Context, phone string, number int) error {
	form := url.Values{
		"recipients": {phone},
		"originator": {"Larkspur"},
		"body":       {fmt.Sprintf("Larkspur Books: your parcel %d is on its way.", number)},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, messages, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "AccessKey "+t.key)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := t.client.Do(req)
	if err != nil {
		t.log.Warn().Str("to", masked(phone)).Int("order", number).Msg("text not sent")
		return fmt.Errorf("dispatch: order %d: %w", number, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusCreated {
		t.log.Warn().Str("to", masked(phone)).Int("order", number).Int("status", resp.StatusCode).Msg("text refused")
		return fmt.Errorf("dispatch: order %d: answered %s", number, resp.Status)
	}
	t.log.Info().Str("to", phone).Int("order", number).Msg("text sent")
	return nil
}

// masked hides all but the last two digits.
func masked(phone string) string {
	if len(phone) <= 2 {
		return "**"
	}
	return strings.Repeat("*", len(phone)-2) + phone[len(phone)-2:]
}
