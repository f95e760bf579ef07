package account

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func post(handle http.HandlerFunc, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	handle(w, r)
	return w
}

func TestWhoSignsUpCanSignIn(t *testing.T) {
	h := &Handler{Store: NewMemory(), Log: slog.New(slog.DiscardHandler)}
	form := url.Values{"name": {"Ada Byrne"}, "email": {"Ada@reader.example"}, "password": {"a tide comes in twice"}}

	for _, step := range []struct {
		what   string
		handle http.HandlerFunc
		form   url.Values
		want   int
	}{
		{"sign up", h.SignUp, form, http.StatusSeeOther},
		{"sign up again", h.SignUp, form, http.StatusConflict},
		{"sign in", h.SignIn, form, http.StatusSeeOther},
		{"sign in with a wrong password", h.SignIn, url.Values{"email": form["email"], "password": {"wrong"}}, http.StatusUnauthorized},
	} {
		if got := post(step.handle, step.form); got.Code != step.want {
			t.Errorf("%s: status %d, want %d", step.what, got.Code, step.want)
		}
	}
}
