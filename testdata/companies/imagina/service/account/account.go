// Package account opens accounts and lets their owners in.
package account

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/hex"
	"log"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	youngest = 15 // years

	rounds    = 600_000 // OWASP's figure for PBKDF2 with SHA-256
	keyLength = 32
)

// An Account is a member of the network, as others see them and as we know them.
type Account struct {
	Name      string
	Email     string
	Birthdate string // 2006-01-02
	Gender    string
	Religion  string
	Phone     string // for the second step
}

// A Sender sends a code to a telephone.
type Sender interface {
	Send(w http.ResponseWriter, r *http.Request, phone string) bool
}

// Desk answers the forms for signing up and logging in.
type Desk struct {
	DB   *sql.DB
	Code Sender
	Log  *slog.Logger
}

// SignUp opens an account.
func (d *Desk) SignUp(w http.ResponseWriter, r *http.Request) {
	a := Account{
		Name:      strings.TrimSpace(r.FormValue("name")),
		Email:     strings.ToLower(strings.TrimSpace(r.FormValue("email"))),
		Birthdate: r.FormValue("birthdate"),
		Gender:    r.FormValue("gender"),
		Religion:  r.FormValue("religion"),
		Phone:     r.FormValue("phone"),
	}
	if !oldEnough(a.Birthdate, time.Now()) {
		log.Printf("sign-up refused, too young: born %s", a.Birthdate)
		http.Error(w, "you are too young for the network", http.StatusForbidden)
		return
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	key, err := derive(r.FormValue("password"), salt)
	if err != nil {
		http.Error(w, "please choose another password", http.StatusBadRequest)
		return
	}
	_, err = d.DB.ExecContext(r.Context(), `INSERT INTO accounts (name, email, birthdate, gender, religion, phone, salt, password_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.Name, a.Email, a.Birthdate, a.Gender, a.Religion, a.Phone, salt, key)
	if err != nil {
		d.Log.Error("account not opened", "account", fingerprint(a.Email))
		http.Error(w, "your account could not be opened", http.StatusInternalServerError)
		return
	}
	setTopics(w, a)
	d.Log.Info("account opened", "account", fingerprint(a.Email))
	http.Redirect(w, r, "/welcome", http.StatusSeeOther)
}

// LogIn lets a member in who knows the password, and then the code.
func (d *Desk) LogIn(w http.ResponseWriter, r *http.Request) {
	email := strings.ToLower(strings.TrimSpace(r.FormValue("email")))
	var salt, key []byte
	var phone string
	err := d.DB.QueryRowContext(r.Context(), `SELECT salt, password_key, phone FROM accounts WHERE email = $1`, email).Scan(&salt, &key, &phone)
	if err != nil || !right(r.FormValue("password"), salt, key) {
		http.Error(w, "the e-mail address or the password is wrong", http.StatusUnauthorized)
		return
	}
	if !d.Code.Send(w, r, phone) {
		return
	}
	http.SetCookie(w, &http.Cookie{Name: "imn_session", Value: rand.Text(), Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/log-in/code?phone="+url.QueryEscape(phone), http.StatusSeeOther)
}

// setTopics leaves with a browser what the advertisements that it gets are chosen by.
func setTopics(w http.ResponseWriter, a Account) {
	http.SetCookie(w, &http.Cookie{Name: "imn_topics", Value: url.QueryEscape(a.Religion), Path: "/", Secure: true, SameSite: http.SameSiteLaxMode})
}

// oldEnough reports whether somebody may sign up.
func oldEnough(birthdate string, now time.Time) bool {
	born, err := time.Parse(time.DateOnly, birthdate)
	return err == nil && !born.AddDate(youngest, 0, 0).After(now)
}

func derive(password string, salt []byte) ([]byte, error) {
	return pbkdf2.Key(sha256.New, password, salt, rounds, keyLength)
}

func right(password string, salt, key []byte) bool {
	got, err := derive(password, salt)
	return err == nil && subtle.ConstantTimeCompare(got, key) == 1
}

// fingerprint tells accounts apart in a log without their addresses.
func fingerprint(email string) string {
	sum := sha256.Sum256([]byte(email))
	return hex.EncodeToString(sum[:6])
}
