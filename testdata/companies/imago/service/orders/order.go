// Package orders sells room kits.
package orders

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
)

// An Order is one kit, and who pays it.
type Order struct {
	Name       string
	CardNumber string
	CardCode   string
}

// ErrRefused is what a bank says to a card that it does not pay for.
var ErrRefused = errors.New("orders: the card is refused")

// A Till takes orders.
type Till struct {
	Charge func(ctx context.Context, o Order) error
	Log    *slog.Logger
}

// Take answers the checkout.
func (t *Till) Take(w http.ResponseWriter, r *http.Request) {
	o := Order{Name: r.FormValue("name"), CardNumber: strings.ReplaceAll(r.FormValue("card_number"), " ", ""), CardCode: r.FormValue("security_code")}
	if !plausible(o.CardNumber) {
		http.Error(w, "this is no card number", http.StatusBadRequest)
		return
	}
	if err := t.Charge(r.Context(), o); err != nil {
		t.Log.Warn("card refused", "card_number", o.CardNumber, "error", err)
		http.Error(w, "your bank refused the card", http.StatusPaymentRequired)
		return
	}
	t.Log.Info("kit sold", "card", lastFour(o.CardNumber))
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}

// plausible reports whether the check digit of a card number is right.
func plausible(number string) bool {
	sum := 0
	for i := range len(number) {
		digit := int(number[len(number)-1-i] - '0')
		if digit < 0 || digit > 9 {
			return false
		}
		if i%2 == 1 {
			if digit *= 2; digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return len(number) >= 12 && sum%10 == 0
}

// lastFour is what customers know their card by.
func lastFour(number string) string {
	return "…" + number[len(number)-4:]
}
