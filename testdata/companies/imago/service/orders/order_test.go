package orders

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestACardIsChargedIfItsNumberCanBeOne(t *testing.T) {
	charged := 0
	till := &Till{Charge: func(context.Context, Order) error { charged++; return nil }, Log: slog.New(slog.DiscardHandler)}
	for number, want := range map[string]int{"4242 4242 4242 4242": http.StatusSeeOther, "4242 4242 4242 4241": http.StatusBadRequest, "card": http.StatusBadRequest} {
		r := httptest.NewRequest(http.MethodPost, "/orders", strings.NewReader(url.Values{"card_number": {number}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		till.Take(w, r)
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", number, w.Code, want)
		}
	}
	if charged != 1 {
		t.Errorf("%d cards were charged, want one", charged)
	}
}
