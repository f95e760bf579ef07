package harmless

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"log/slog"
)

type preferences struct {
	ID   int
	Home string
}

// Rows hold what the database keeps, not what it was asked by.
func Rows(db *sql.DB, u User) {
	var p preferences
	if err := db.QueryRow("SELECT id, home FROM preferences WHERE email = $1", u.Email).Scan(&p.ID, &p.Home); err != nil {
		log.Print(fmt.Errorf("no preferences: %w", err))
		return
	}
	log.Print(p.Home)
}

// Statements too, and what they changed.
func Statements(ctx context.Context, st *sql.Stmt, u User) {
	rows, err := st.QueryContext(ctx, u.Email)
	if err != nil {
		log.Print(err)
		return
	}
	for rows.Next() {
		var home string
		rows.Scan(&home)
		log.Print(home)
	}
	changed, err := st.Exec(u.Phone)
	log.Print(changed, err)
}

// Options of a program are its operator's.
func Options(options map[string]any, s struct{ Config map[string]string }) {
	email := options["email"]
	log.Print(email, s.Config["phone"])
}

// OneTime names a password, and does not tell it.
func OneTime(otpID, apiKeyID string) {
	log.Printf("no one-time password %s, no key %s", otpID, apiKeyID)
}

type feed struct{ URL, UserAgent string }

// Fetch asks as a program does, under a name that was set.
func Fetch(f feed) {
	log.Printf("fetching %s as %s", f.URL, f.UserAgent)
}

// An Issuer of certificates is asked for them by an operator, who says where to be reached.
type Issuer struct{ Email, CA string }

type applicant struct{ Email string }

// Set is told what somebody's settings say, and what somebody filled in.
func Set(issuer *Issuer, who *applicant, options map[string]any) error {
	mail := options["email"]
	issuer.Email = mail.(string)
	who.Email = options["applicant"].(string)
	log.Print(issuer.Email)
	log.Print(who.Email) // want `contact\.email`
	return fmt.Errorf("no certificate for %s", issuer.Email)
}

// Renew says what went wrong.
func Renew(issuer *Issuer, options map[string]any) {
	if err := Set(issuer, &applicant{}, options); err != nil {
		log.Print(err)
	}
}

type storeConfig struct{ Username, Host string }

type inviteOptions struct{ Username, Lang string }

// Connect says under which name the program logs in elsewhere.
func Connect(store *storeConfig, invite inviteOptions) {
	slog.Info("connecting", "username", store.Username, "host", store.Host)
	slog.Info("inviting", "username", invite.Username) // want `identity\.username`
}
