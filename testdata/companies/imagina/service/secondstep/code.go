// Package secondstep sends the code for the second step of logging in.
package secondstep

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
)

// Codes sends codes through a gateway of our own.
type Codes struct {
	Gateway func(ctx context.Context, phone, text string) error
	Log     *slog.Logger
}

// Send sends a code, or answers that it could not.
func (c *Codes) Send(w http.ResponseWriter, r *http.Request, phone string) bool {
	code, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		http.Error(w, "no code could be made", http.StatusInternalServerError)
		return false
	}
	if err := c.Gateway(r.Context(), phone, fmt.Sprintf("Your code: %06d", code)); err != nil {
		c.Log.Warn("code not sent", "phone", masked(phone))
		http.Error(w, fmt.Sprintf("no code could be sent to %s", phone), http.StatusBadGateway)
		return false
	}
	c.Log.Info("code sent", "phone", masked(phone))
	return true
}

// masked leaves of a number its last two digits.
func masked(phone string) string {
	if len(phone) < 4 {
		return "**"
	}
	return "**" + phone[len(phone)-2:]
}
