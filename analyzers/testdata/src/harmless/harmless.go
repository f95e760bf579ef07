// Package harmless holds what looks like personal data in a log and is none. Each function is a complaint made about some other tool.
package harmless

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"strconv"
	"strings"
)

type User struct {
	ID       int
	Email    string
	Phone    string
	Password string
	Verified bool
}

// Verbs that print no value.
func Verbs(u *User) {
	log.Printf("%T at %p", u, u)
	log.Printf("%[2]T %[1]d", u.ID, u.Email)
}

type contextKey struct{}

// Context carries a user, and is not logged by being handed on.
func Context(ctx context.Context, u *User) {
	ctx = context.WithValue(ctx, contextKey{}, u)
	slog.InfoContext(ctx, "start")
}

// KeyNames and paths are constants of the program.
func KeyNames() {
	passwordKey := "smtp.password"
	emailField := "email"
	log.Printf("no value for %s, %s", passwordKey, emailField)
	passwordFile := os.Getenv("PASSWORD_FILE")
	log.Printf("reading %s", passwordFile)
}

// SMTPConfig is the company's own.
type SMTPConfig struct {
	Host, Email, Password string
	FromEmail             string
}

// Operator data are nobody's personal data.
func Operator(cfg SMTPConfig, supportEmail string) {
	log.Printf("mail server %s, sender %s, support %s", cfg.Host, cfg.Email, supportEmail)
	log.Printf("replies go to %s", cfg.FromEmail)
}

// HasPassword is a method named after data.
func (u *User) HasPassword() bool { return u.Password != "" }

// EmailCount too.
func (u *User) EmailCount() int { return strings.Count(u.Email, "@") }

// Names of functions say nothing of what they return.
func Names(u *User) {
	log.Print(u.HasPassword(), u.EmailCount(), len(u.Email), u.Email == "", u.Verified)
}

// Siblings of a key do not share its value.
func Siblings(u User) {
	m := map[string]string{"id": strconv.Itoa(u.ID), "email": u.Email}
	log.Print(m["id"])
	fields := map[string]any{}
	fields["email"] = u.Email
	fields["id"] = u.ID
	slog.Info("sibling", "id", fields["id"])
}

var errNotFound = errors.New("email or address not found")

// Errors that hold no data.
func Errors(u *User) {
	if err := find(u.ID); err != nil {
		log.Printf("find: %v", err)
	}
	if _, err := os.Open("users.db"); err != nil {
		log.Fatal(err)
	}
	log.Print(errNotFound)
}

func find(id int) error {
	if id == 0 {
		return fmt.Errorf("user %d: %w", id, errNotFound)
	}
	return nil
}

func maskEmail(email string) string {
	at := strings.IndexByte(email, '@')
	if at < 1 {
		return "***"
	}
	return email[:1] + "***" + email[at:]
}

// Masked values tell nobody.
func Masked(u User) {
	log.Print(maskEmail(u.Email))
	u.Email = maskEmail(u.Email)
	u.Phone, u.Password = "", ""
	slog.Info("masked", "user", u)
	masked := maskEmail(u.Email)
	slog.Info("masked", "email", masked)
}

type sensitive struct{ value string }

func (s sensitive) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// withSensitive redacts in the callee.
func withSensitive(l *slog.Logger, name, value string) *slog.Logger {
	return l.With(name, sensitive{value})
}

// Wrapper logs through it.
func Wrapper(l *slog.Logger, u User) {
	withSensitive(l, "email", u.Email).Info("done")
}

// An Account decides itself how it is written.
type Account struct {
	ID    int
	Email string
}

func (a Account) String() string               { return fmt.Sprintf("account %d", a.ID) }
func (a Account) LogValue() slog.Value         { return slog.IntValue(a.ID) }
func (a Account) MarshalJSON() ([]byte, error) { return json.Marshal(a.ID) }

// Own renderings are what is written.
func Own(a Account) {
	log.Printf("%v", a)
	slog.Info("account", "account", a)
	b, _ := json.Marshal(a)
	log.Print(string(b))
}

// Hidden fields stay out of JSON.
type Hidden struct {
	ID    int    `json:"id"`
	Email string `json:"-"`
	Note  string `privacy:"-"`
}

// JSON leaves out what the tag hides.
func JSON(h Hidden) {
	b, _ := json.Marshal(h)
	log.Print(string(b))
	log.Print(h.Note)
}

// Nested pointers are printed as addresses.
type Session struct {
	ID   int
	User *User
}

// Pointers inside a struct are addresses for fmt.
func Pointers(s Session) {
	log.Printf("%v", s)
}

// Constant indices of an array are told apart.
func Indices(u User) {
	parts := [2]string{strconv.Itoa(u.ID), u.Email}
	log.Print(parts[0])
}

// A Discount is chosen from constants.
type EmailPolicy string

const (
	Always EmailPolicy = "always"
	Never  EmailPolicy = "never"
)

type Settings struct{ EmailPolicy EmailPolicy }

// Enumerations hold constants.
func Enumerations(email EmailPolicy) { log.Print(email) }

// Elsewhere: what is written to a buffer or a file of one's own is no log.
func Elsewhere(w io.Writer, u User) {
	fmt.Fprintln(w, u.Email)
	var b strings.Builder
	fmt.Fprintf(&b, "to: %s", u.Email)
}

// Literal is a person made up by the program.
func Literal() {
	u := User{ID: 1, Email: "test@example.com"}
	log.Print(u.Email)
}

// A Profile is that of a server, though people have profiles.
type Profile struct {
	Addr string
	Port int
	DSN  string
}

// A Signin is how a program enters its cache: it keeps connections open, as no person does.
type Signin struct {
	Username, Password string
	PoolSize           int
}

// Connected says how the program enters its cache, and how somebody enters the program.
func Connected(s *Signin, u *User) {
	log.Print(s.Username, s.Password)
	log.Print(u.Email) // want `contact\.email`
}

// A GetUserRequest names what is asked for: "users/101".
type GetUserRequest struct{ Name string }

// Started says where the server listens, and what was asked of it.
func Started(p *Profile, r *GetUserRequest) {
	log.Printf("listening on %s:%d for %s", p.Addr, p.Port, r.Name)
}

// An ACMEIssuer has the address of the company that asks for certificates.
type ACMEIssuer struct{ Email string }

// Issued logs it.
func Issued(iss *ACMEIssuer) { log.Print(iss.Email) }

// mailbox is set where the program starts: a package variable is the program's own.
var mailbox struct{ Address, Password string }

// OwnMailbox puts what is the program's into what a person has elsewhere.
func OwnMailbox() {
	u := User{Email: mailbox.Address}
	log.Print(u.Email)
}

// A Firm is declared like a person, and is none.
type Firm Person

type Person struct{ Name, City string }

// Alike types share their fields.
func Alike(f *Firm, p *Person, err error) {
	log.Print(p.Name) // want `identity\.name`
	log.Print(f.Name, f.City)
	stub := Person{Name: err.Error()}
	log.Print(stub.Name)
}
