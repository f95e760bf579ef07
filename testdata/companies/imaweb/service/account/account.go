// Package account opens the accounts of the customer area and signs their owners in.
package account

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
)

const (
	rounds    = 600_000 // OWASP's figure for PBKDF2 with SHA-256
	keyLength = 32

	halfYear = 180 * 24 * 60 * 60 // seconds
)

// A Newsletter takes subscribers.
type Newsletter interface {
	Add(ctx context.Context, email string) error
}

// Area answers the forms of the customer area.
type Area struct {
	DB         *sql.DB
	Newsletter Newsletter
	Log        *slog.Logger
}

// SignUp opens an account.
func (a *Area) SignUp(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	name, email := strings.TrimSpace(r.FormValue("name")), normal(r.FormValue("email"))
	if name == "" || !strings.Contains(email, "@") {
		http.Error(w, "please give your name and your e-mail address", http.StatusBadRequest)
		return
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	key, err := derive(r.FormValue("password"), salt)
	if err != nil {
		http.Error(w, "we could not open your account", http.StatusInternalServerError)
		return
	}
	added, err := a.DB.ExecContext(ctx, `INSERT INTO customers (name, email, salt, password_key) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, name, email, salt, key)
	if err != nil {
		a.Log.Error("account not opened", "account", fingerprint(email))
		http.Error(w, "we could not open your account", http.StatusInternalServerError)
		return
	}
	if n, err := added.RowsAffected(); err == nil && n == 0 {
		http.Error(w, fmt.Sprintf("%s has an account already", email), http.StatusConflict)
		return
	}
	if r.FormValue("newsletter") != "" {
		if err := a.Newsletter.Add(ctx, email); err != nil {
			a.Log.Warn("opened an account without the newsletter", "account", fingerprint(email))
		}
	}
	startSession(w)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// SignIn lets a customer in, and next time without a password for those who ask for it.
func (a *Area) SignIn(w http.ResponseWriter, r *http.Request) {
	email := normal(r.FormValue("email"))
	var salt, key []byte
	err := a.DB.QueryRowContext(r.Context(), `SELECT salt, password_key FROM customers WHERE email = $1`, email).Scan(&salt, &key)
	if err == nil {
		err = check(r.FormValue("password"), salt, key)
	}
	if err != nil {
		http.Error(w, "the address or the password is wrong", http.StatusUnauthorized)
		return
	}
	if r.FormValue("remember") != "" {
		remember(w, email)
	}
	startSession(w)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

var errWrong = errors.New("account: wrong password")

func check(password string, salt, key []byte) error {
	got, err := derive(password, salt)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(got, key) != 1 {
		return errWrong
	}
	return nil
}

func derive(password string, salt []byte) ([]byte, error) {
	return pbkdf2.Key(sha256.New, password, salt, rounds, keyLength)
}

// normal is how addresses are compared.
func normal(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// fingerprint lets us find the lines about one account without writing the address into the log.
func fingerprint(email string) string {
	sum := sha256.Sum256([]byte(email))
	return hex.EncodeToString(sum[:6])
}

func startSession(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: "imw_session", Value: rand.Text(), Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// remember connects a customer automatically.
func remember(w http.ResponseWriter, email string) {
	http.SetCookie(w, &http.Cookie{Name: "imw_remember", Value: email, Path: "/", MaxAge: halfYear, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}
