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

const accounts = "https://api.twilio.com/2010-04-01/Accounts/"

// Texts sends text messages.
type Texts struct {
	client         *http.Client
	log            zerolog.Logger
	account, token string
}

// New returns a sender for the account.
func New(client *http.Client, log zerolog.Logger, account, token string) *Texts {
	return &Texts{client: client, log: log, account: account, token: token}
}

// Sent tells the owner of phone that the parcel has left.
func (t *Texts) Sent(ctx context.Context, phone string, number int) error {
	form := url.Values{
		"To":   {phone},
		"From": {"Larkspur"},
		"Body": {fmt.Sprintf("Larkspur Books: your parcel %d is on its way.", number)},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, accounts+t.account+"/Messages.json", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.SetBasicAuth(t.account, t.token)
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
