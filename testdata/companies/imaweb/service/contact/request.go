// Package contact takes what people write to the company, and passes it on to the community management.
package contact

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/slack-go/slack"

	"imaweb.example/service/crm"
)

// A Request is what somebody wrote.
type Request struct {
	Name    string
	Email   string
	Phone   string
	Message string
}

// Cards take a note of who wrote.
type Cards interface {
	Note(ctx context.Context, p crm.Person) error
}

// Desk answers the contact form.
type Desk struct {
	DB      *sql.DB
	Cards   Cards
	Slack   *slack.Client
	Channel string // of the community management
	Log     *slog.Logger
}

// Receive keeps a request and tells those who answer it.
func (d *Desk) Receive(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	q := Request{
		Name:    strings.TrimSpace(r.FormValue("name")),
		Email:   strings.TrimSpace(r.FormValue("email")),
		Phone:   r.FormValue("phone"),
		Message: r.FormValue("message"),
	}
	if q.Email == "" || q.Phone == "" {
		d.Log.Info("request refused", "missing", "email or phone")
		http.Error(w, "please give your e-mail address and your telephone number", http.StatusBadRequest)
		return
	}
	number, err := d.keep(ctx, q)
	if err != nil {
		d.Log.Error("request not kept", "caller", masked(q.Phone), "error", err)
		http.Error(w, "we could not take your request", http.StatusInternalServerError)
		return
	}
	if err := d.Cards.Note(ctx, crm.Person{Name: q.Name, Email: q.Email, Phone: q.Phone}); err != nil {
		d.Log.Warn("no card was made", "request", number, "error", err)
	}
	if err := d.tell(ctx, number, q); err != nil {
		d.Log.Warn("nobody was told", "request", number, "error", err)
	}
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}

func (d *Desk) keep(ctx context.Context, q Request) (int, error) {
	var number int
	err := d.DB.QueryRowContext(ctx, `INSERT INTO requests (name, email, phone, message) VALUES ($1, $2, $3, $4) RETURNING id`,
		q.Name, q.Email, q.Phone, q.Message).Scan(&number)
	return number, err
}

// tell posts the text of a request into the channel.
func (d *Desk) tell(ctx context.Context, number int, q Request) error {
	text := fmt.Sprintf("Request %d:\n%s", number, q.Message)
	_, _, err := d.Slack.PostMessageContext(ctx, d.Channel, slack.MsgOptionText(text, false))
	return err
}

// masked hides all but the last two digits.
func masked(phone string) string {
	if len(phone) <= 2 {
		return "**"
	}
	return strings.Repeat("*", len(phone)-2) + phone[len(phone)-2:]
}
