package accounts

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestAnAddressHasOneAccount(t *testing.T) {
	desk := &Desk{Store: &Memory{}, Log: slog.New(slog.DiscardHandler)}
	values := url.Values{"name": {"Ada Byrne"}, "email": {"ada@tides.example"}, "password": {"harbour light"}}
	for _, want := range []int{http.StatusSeeOther, http.StatusConflict} {
		r := httptest.NewRequest(http.MethodPost, "/account", strings.NewReader(values.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		desk.SignUp(w, r)
		if w.Code != want {
			t.Errorf("status %d, want %d", w.Code, want)
		}
	}
}
