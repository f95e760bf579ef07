// Package courier hands data on: what Run notes, and the suite is silent about.
package courier

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"html/template"
	"io"
	"net/http"
	"net/smtp"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/redis/go-redis"
	"github.com/segmentio/kafka-go"
	"gopkg.in/gomail.v2"
)

// A Customer buys.
type Customer struct {
	ID    int
	Name  string
	Email string
	City  string
}

// Show answers the customer.
func Show(w http.ResponseWriter, c Customer) {
	json.NewEncoder(w).Encode(c)          // want `contact\.email.*is sent back in an answer` `identity\.name.*is sent back in an answer` `contact\.address\.city.*is sent back in an answer`
	w.Header().Set("X-Customer", c.Email) // want `contact\.email.*is sent back in an answer`
}

var page = template.Must(template.New("").Parse("{{.}}"))

// screen is a framework's request.
type screen struct{ Out http.ResponseWriter }

// Screen answers through a field.
func Screen(s *screen, c Customer) {
	json.NewEncoder(s.Out).Encode(c.City) // want `contact\.address\.city.*is sent back in an answer`
}

// Body is a template that becomes a mail.
func Body(c Customer) {
	var b bytes.Buffer
	page.Execute(&b, map[string]string{"name": c.Name})
	m := gomail.NewMessage()
	m.SetBody("text/html", b.String()) // want `identity\.name.*is written into a mail`
}

// A Letter is what a template shows.
type Letter struct {
	To   *Customer
	Link string
	key  string
}

func filledIn(text string, values any) (string, error) {
	var b bytes.Buffer
	t, err := template.New("").Parse(text)
	if err != nil {
		return "", err
	}
	err = t.Execute(&b, values)
	return b.String(), err
}

// Letters are mails that a template of the operator's fills in, who may show anything.
func Letters(w http.ResponseWriter, c *Customer, text string) {
	body, err := filledIn(text, Letter{To: &Customer{Name: c.Name}, Link: "https://shop.example"})
	if err != nil {
		return
	}
	m := gomail.NewMessage()
	m.SetBody("text/html", body) // want `identity\.name.*is written into a mail`
	other, _ := filledIn(text, Letter{Link: "https://shop.example", key: c.Email})
	w.Write([]byte(other))
}

// Page answers with a template.
func Page(w http.ResponseWriter, c Customer) {
	page.Execute(w, c.Email) // want `contact\.email.*is sent back in an answer: \(\*template\.Template\)\.Execute`
}

// show is how all pages are shown: what is behind the interfaces of its map it does not know.
func show(w http.ResponseWriter, values map[string]any) { page.Execute(w, values) }

// Shown hands it a person.
func Shown(w http.ResponseWriter, c *Customer) {
	show(w, map[string]any{"Title": "You", "Customer": c}) // want `contact\.email.*is sent back in an answer` `identity\.name.*is sent back in an answer` `contact\.address\.city.*is sent back in an answer`
}

// Queue tells everybody who listens.
func Queue(ctx context.Context, k *kafka.Writer, n *nats.Conn, ch *amqp.Channel, c Customer) {
	k.WriteMessages(ctx, kafka.Message{Topic: "signup", Value: []byte(c.Email)})                   // want `contact\.email.*is put into a message queue: \(\*kafka\.Writer\)\.WriteMessages`
	n.Publish("signup", []byte(c.Email))                                                           // want `contact\.email.*is put into a message queue: \(\*nats\.Conn\)\.Publish`
	ch.PublishWithContext(ctx, "", "signup", false, false, amqp.Publishing{Body: []byte(c.Email)}) // want `contact\.email.*is put into a message queue`
	ch.PublishWithContext(ctx, "", "signup", false, false, amqp.Publishing{ContentType: "text/plain"})
}

// Cache keeps it for an hour.
func Cache(ctx context.Context, rdb *redis.Client, c Customer) {
	rdb.Set(ctx, "last", c.Email, time.Hour)  // want `contact\.email.*is written to a cache: redis\.cmdable\.Set`
	rdb.HSet(ctx, "customer", "city", c.City) // want `contact\.address\.city.*is written to a cache`
	rdb.Set(ctx, "count", c.ID, 0)
	rdb.Set(ctx, "customer:"+c.Email, c.ID, 0) // want `contact\.email.*is written to a cache: redis\.cmdable\.Set`
}

// Keep stores what is uploaded.
func Keep(r *http.Request) error {
	scan, _, err := r.FormFile("passport")
	if err != nil {
		return err
	}
	f, err := os.Create("scan")
	if err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, scan); err != nil {
		return err
	}
	os.WriteFile("index", h.Sum(nil), 0o600)
	_, err = f.ReadFrom(scan) // want `official_id.*is written to a file: \(\*os\.File\)\.ReadFrom`
	return err
}

// Export writes files.
func Export(c Customer) error {
	os.WriteFile("last", []byte(c.Email), 0o600) // want `contact\.email.*is written to a file: os\.WriteFile`
	f, err := os.Create("export.csv")
	if err != nil {
		return err
	}
	defer f.Close()
	rows := csv.NewWriter(f)
	rows.Write([]string{c.Email})     // want `contact\.email.*is written to a file: \(\*csv\.Writer\)\.Write`
	json.NewEncoder(f).Encode(c.City) // want `contact\.address\.city.*is written to a file`
	b := bufio.NewWriter(f)
	b.WriteString(c.Email) // want `contact\.email.*is written to a file`
	return b.Flush()
}

// Mail goes to the customer: the body is noted, and so is the address.
func Mail(c Customer) {
	smtp.SendMail("localhost:25", nil, "shop@shop.example", []string{c.Email}, []byte("Dear "+c.Name)) // want `identity\.name.*is written into a mail: smtp\.SendMail` `contact\.email.*is written into a mail: smtp\.SendMail`
	m := gomail.NewMessage()
	m.SetHeader("To", c.Email)                     // want `contact\.email.*is written into a mail`
	m.SetBody("text/plain", "You live in "+c.City) // want `contact\.address\.city.*is written into a mail`
}

// Config says where to.
type Config struct{ Webhook string }

// Hook sends it somewhere.
func Hook(cfg Config, c Customer) {
	http.Post(cfg.Webhook, "text/plain", strings.NewReader(c.Email)) // want `contact\.email.*is sent in a request: http\.Post .*\(body\)`
}
