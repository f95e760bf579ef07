// Package signup creates accounts.
package signup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
)

// A User is somebody with an account.
type User struct {
	ID       int
	Email    string
	Name     string
	Verified bool
}

// Handle creates an account.
func Handle(w http.ResponseWriter, r *http.Request) {
	u := User{ID: 7, Email: r.FormValue("email")}
	slog.Info("welcome", "id", u.ID, "email", u.Email)       // want `e-mail address \(contact\.email\) of User is written to a log: slog\.Info "welcome" ← u\.Email ← r\.FormValue\("email"\) at 25:`
	log.Printf("new account %d from %s", u.ID, r.RemoteAddr) // want `device\.ip_address`
	slog.Info("created", "id", u.ID, "verified", u.Verified)
}

// Whole writes the whole person.
func Whole(u *User) {
	log.Printf("user: %+v", u)       // want `contact\.email.*of User` `identity\.name`
	fmt.Fprintln(os.Stderr, u.Email) // want `contact\.email.*of User is written to a log: fmt\.Fprintln ← u\.Email`
}

// Encoded writes the person as JSON.
func Encoded(u User) {
	b, _ := json.Marshal(u)
	log.Println(string(b)) // want `contact\.email` `identity\.name`
}

func audit(what, who string) {
	log.Print(what + " " + who)
}

// Rename goes through a function of this package.
func Rename(u User) {
	audit("rename", u.Name) // want `identity\.name.*is written to a log: signup\.audit.* ← u\.Name`
	audit("rename", fmt.Sprint(u.ID))
}

// Attached puts the address on every line of a logger.
func Attached(l *slog.Logger, u User) {
	l = l.With(slog.Group("user", slog.String("email", u.Email))) // want `contact\.email`
	l.Info("ready")
}

// Hashed writes only a hash.
func Hashed(u User) {
	sum := sha256.Sum256([]byte(u.Email))
	log.Print(hex.EncodeToString(sum[:]))
}

// Parameter names its argument.
func Parameter(email string) {
	log.Printf("unsubscribed %q", email) // want `contact\.email.*← email`
}
