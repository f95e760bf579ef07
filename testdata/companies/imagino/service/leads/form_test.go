package leads

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

type shelf []Lead

func (s *shelf) Add(_ context.Context, l Lead) error {
	*s = append(*s, l)
	return nil
}

func TestWhoWritesIsInTheBook(t *testing.T) {
	var book shelf
	form := &Form{Book: &book, Log: slog.New(slog.DiscardHandler)}
	values := url.Values{"lastname": {"Byrne"}, "firstname": {"Ada"}, "company": {"Tides"}, "email": {"ada@tides.example"}, "message": {"A demonstration, please."}}
	r := httptest.NewRequest(http.MethodPost, "/contact/send", strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	form.Receive(w, r)
	if w.Code != http.StatusSeeOther || len(book) != 1 || book[0].LastName != "Byrne" {
		t.Errorf("status %d, book %v", w.Code, book)
	}
}

func TestOfAMaskedAddressTheHostIsLeft(t *testing.T) {
	if got := masked("ada@tides.example"); got != "***@tides.example" {
		t.Errorf("masked: %q", got)
	}
}
