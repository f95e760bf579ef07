// Package login lets people into their library.
package login

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
	"time"
)

const (
	rounds    = 600_000 // OWASP's figure for PBKDF2 with SHA-256
	keyLength = 32
)

// A Trail is told who opens the library.
type Trail interface {
	Opened(ctx context.Context, username string, at time.Time) error
}

// Handler answers the log-in.
type Handler struct {
	DB    *sql.DB
	Trail Trail
	Log   *slog.Logger
}

// LogIn checks name and password, and starts a session.
func (h *Handler) LogIn(w http.ResponseWriter, r *http.Request) {
	username := strings.ToLower(r.FormValue("username"))
	var hash, salt []byte
	err := h.DB.QueryRowContext(r.Context(), `SELECT password_hash, salt FROM users WHERE username = $1`, username).Scan(&hash, &salt)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		h.Log.Error("log-in failed", "error", err)
		http.Error(w, "please try again later", http.StatusInternalServerError)
		return
	}
	if err != nil || !matches(r.FormValue("password"), hash, salt) {
		h.Log.Info("log-in refused", "user", fingerprint(username))
		http.Error(w, "the username or the password is wrong", http.StatusUnauthorized)
		return
	}
	if err := h.Trail.Opened(r.Context(), username, time.Now()); err != nil {
		h.Log.Warn("log-in not on the trail", "error", err)
	}
	http.SetCookie(w, &http.Cookie{Name: "imagen_session", Value: rand.Text(), Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/library", http.StatusSeeOther)
}

// Remind sends a new password to the address of an account.
func (h *Handler) Remind(w http.ResponseWriter, r *http.Request) {
	email := strings.ToLower(strings.TrimSpace(r.FormValue("email")))
	var username string
	err := h.DB.QueryRowContext(r.Context(), `SELECT username FROM users WHERE email = $1`, email).Scan(&username)
	if errors.Is(err, sql.ErrNoRows) {
		http.Error(w, fmt.Sprintf("there is no account for %s", email), http.StatusNotFound)
		return
	}
	if err != nil {
		h.Log.Error("no reminder", "error", err)
		http.Error(w, "please try again later", http.StatusInternalServerError)
		return
	}
	h.Log.Info("reminder asked for", "user", fingerprint(username))
	w.WriteHeader(http.StatusAccepted)
}

// matches reports whether password is the one that was hashed.
func matches(password string, hash, salt []byte) bool {
	key, err := pbkdf2.Key(sha256.New, password, salt, rounds, keyLength)
	return err == nil && subtle.ConstantTimeCompare(hash, key) == 1
}

// fingerprint lets us find the lines about one user without the name in the log.
func fingerprint(username string) string {
	sum := sha256.Sum256([]byte(username))
	return hex.EncodeToString(sum[:6])
}
