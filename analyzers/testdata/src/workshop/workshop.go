// Package workshop uses what programs are often put together from: builders of queries, commands, readers of mail.
package workshop

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"strings"

	"github.com/Masterminds/squirrel"
	sqlbuilder "github.com/huandu/go-sqlbuilder"
	"github.com/jinzhu/gorm"
	"github.com/jordan-wright/email"
	ua "github.com/mileusna/useragent"
	"github.com/pocketbase/dbx"
	"github.com/spf13/cobra"
)

// A Member comes to the workshop.
type Member struct {
	ID    string
	Email string
	Plan  string
}

// A Course has members.
type Course struct {
	Title   string
	Members []Member
}

// Arguments tells what a query asks for.
func Arguments(m Member) {
	query, args, err := squirrel.Select("plan").From("members").Where(squirrel.Eq{"email": m.Email}).ToSql()
	log.Println(query, err)
	log.Println(args) // want `contact\.email.*is written to a log`
}

// Plans has only plans in its query.
func Plans(m Member) {
	_, args, _ := squirrel.Select("id").From("members").Where(squirrel.Eq{"plan": m.Plan}).ToSql()
	log.Println(args)
}

// Changed tells what a change is made of.
func Changed(m Member) {
	update := squirrel.Update("members").Set("email", m.Email).Where("plan = ?", m.Plan)
	show(update) // want `contact\.email.*is written to a log`
}

func show(q squirrel.Sqlizer) {
	_, args, _ := q.ToSql()
	log.Println(args)
}

// Built is written by another builder.
func Built(m Member) {
	b := sqlbuilder.NewInsertBuilder().InsertInto("members").Cols("email").Values(m.Email)
	query, args := b.Build()
	log.Println(query)
	log.Println(args) // want `contact\.email.*is written to a log`
}

// Assigned keeps its values beside its text.
func Assigned(m Member) {
	b := sqlbuilder.NewUpdateBuilder()
	b.Update("members").Set(b.Assign("email", m.Email))
	_, args := b.Build()
	log.Println(args) // want `contact\.email.*is written to a log`
}

// Found is filled by a query.
func Found(db dbx.Builder) error {
	var m Member
	err := db.NewQuery("SELECT * FROM members").One(&m)
	log.Println(m.Email) // want `contact\.email.*of Member is written to a log`
	log.Println(m.Plan)
	return err
}

// Everybody is filled, too.
func Everybody(db dbx.Builder) {
	all := []Member{}
	if db.NewQuery("SELECT * FROM members").All(&all) != nil {
		return
	}
	for _, m := range all {
		m.Plan = "free"
		log.Println(m.Email) // want `contact\.email.*of Member is written to a log`
	}
}

// Enrolled are whoever is related to a course.
func Enrolled(db *gorm.DB, c *Course) {
	ms := []Member{}
	db.Model(c).Related(&ms)
	log.Println(ms) // want `contact\.email.*of Member is written to a log`
}

// Print writes what a command writes.
func Print(cmd *cobra.Command, m Member) {
	fmt.Fprintln(cmd.OutOrStdout(), m.Email)        // want `contact\.email.*of Member is written to a log`
	fmt.Fprintf(cmd.ErrOrStderr(), "%s\n", m.Email) // want `contact\.email.*of Member is written to a log`
	fmt.Fprintln(cmd.OutOrStdout(), m.Plan)
	cmd.Println(m.Email) // want `contact\.email.*of Member is written to a log`
}

// Received tells who has written.
func Received(r io.Reader) {
	e, err := email.NewEmailFromReader(r)
	if err != nil {
		return
	}
	log.Println(e.From) // want `contact\.email.*is written to a log`
}

// Browser is no person's name.
func Browser(r *http.Request) {
	agent := ua.Parse(r.UserAgent())
	log.Println(agent.Name) // want `device\.browser.*is written to a log`
	log.Println(agent.OS)   // want `device\.os.*is written to a log`
	log.Println(agent.Bot)
}

// Listed is put on a list by a vendor whose host is called by the place of its servers.
func Listed(ctx context.Context, place, list string, m Member) error {
	body, err := json.Marshal(map[string]any{"email_address": m.Email, "status": "subscribed"})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, fmt.Sprintf("https://%s.api.mailchimp.com/3.0/lists/%s/members", place, list), bytes.NewReader(body))
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req) // want `contact\.email.*of Member is shared with Mailchimp`
	return err
}

// Unlisted is told in one piece.
func Unlisted(place string, m Member) {
	http.Post("https://"+place+".api.mailchimp.com/3.0/unsubscribe", "text/plain", strings.NewReader(m.Email)) // want `contact\.email.*of Member is shared with Mailchimp`
	http.Post("https://"+place+".internal.example/3.0/unsubscribe", "text/plain", strings.NewReader(m.Email))
	http.Post("https://"+place+".api.mailchimp.com/3.0/plans", "text/plain", strings.NewReader(m.Plan))
}

// Dumped writes a request as it came in.
func Dumped(r *http.Request) {
	text, err := httputil.DumpRequest(r, false)
	if err != nil {
		return
	}
	log.Printf("%s", text) // want `account\.credentials.*is written to a log` `device\.browser.*is written to a log`
}

// Sent dumps a request of the program's own.
func Sent() {
	req, _ := http.NewRequest(http.MethodGet, "https://example.com/plans", nil)
	text, _ := httputil.DumpRequestOut(req, false)
	log.Printf("%s", text)
}

// A doer sends requests, whoever it is.
type doer interface {
	Do(req *http.Request) (*http.Response, error)
}

// Handed is given its client by others.
func Handed(c doer, m Member) error {
	req, err := http.NewRequest(http.MethodPost, "https://us.api.mailchimp.com/3.0/", strings.NewReader(m.Email))
	if err != nil {
		return err
	}
	_, err = c.Do(req) // want `contact\.email.*of Member is shared with Mailchimp`
	return err
}

// A recorder keeps answers, and sends nothing.
type recorder interface {
	Last(name string) *http.Response
}

// Recorded asks for an answer that was kept.
func Recorded(r recorder, m Member) *http.Response {
	return r.Last(m.Email)
}
