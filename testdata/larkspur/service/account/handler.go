package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"larkspur.example/shop/faults"
)

// Handler answers the account forms.
type Handler struct {
	Store Store
	Log   *slog.Logger
}

// SignUp creates an account from the sign-up form.
func (h *Handler) SignUp(w http.ResponseWriter, r *http.Request) {
	u := User{
		Name:      strings.TrimSpace(r.FormValue("name")),
		Email:     strings.ToLower(strings.TrimSpace(r.FormValue("email"))),
		BirthDate: r.FormValue("birth_date"),
	}
	if err := u.newPassword(r.FormValue("password")); err != nil {
		faults.Report(r.Context(), err, u.Email)
		http.Error(w, "we could not create your account", http.StatusInternalServerError)
		return
	}
	switch err := h.Store.Add(u); {
	case errors.Is(err, ErrTaken):
		h.Log.Warn("sign-up refused: account exists", "account", fingerprint(u.Email))
		http.Error(w, "there is an account with this address already", http.StatusConflict)
		return
	case err != nil:
		faults.Report(r.Context(), err, u.Email)
		http.Error(w, "we could not create your account", http.StatusInternalServerError)
		return
	}
	h.Log.Info("account created", "email", u.Email, "accounts", h.Store.Count())
	startSession(w)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// SignIn checks the sign-in form.
func (h *Handler) SignIn(w http.ResponseWriter, r *http.Request) {
	u, err := h.Store.ByEmail(strings.ToLower(r.FormValue("email")))
	if err != nil || !u.matches(r.FormValue("password")) {
		http.Error(w, "the address or the password is wrong", http.StatusUnauthorized)
		return
	}
	startSession(w)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// fingerprint lets us find the lines about one account without writing the address into the log.
func fingerprint(email string) string {
	sum := sha256.Sum256([]byte(email))
	return hex.EncodeToString(sum[:6])
}

func startSession(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{
		Name:     "lk_session",
		Value:    rand.Text(),
		Path:     "/",
		Secure:   true,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
}
