// Command imago serves the site's forms and the rooms.
package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	_ "github.com/lib/pq" // the database's driver
	"github.com/sashabaranov/go-openai"

	"imago.example/service/access"
	"imago.example/service/accounts"
	"imago.example/service/careers"
	"imago.example/service/classes"
	"imago.example/service/keep"
	"imago.example/service/meetings"
	"imago.example/service/minutes"
	"imago.example/service/news"
	"imago.example/service/orders"
	"imago.example/service/rooms"
)

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	if err := serve(log); err != nil {
		log.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func serve(log *slog.Logger) error {
	db, err := sql.Open("postgres", os.Getenv("DATABASE"))
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	go nightly(db, log)

	client := &http.Client{Timeout: 10 * time.Second}
	desk := &accounts.Desk{Store: &accounts.Memory{}, Log: log}
	jobs := &careers.Desk{DB: db, Log: log}
	register := &classes.Register{Client: client, Log: log}
	zoom := &meetings.Zoom{Client: client, Log: log}
	writer := &minutes.Writer{Model: openai.NewClient(os.Getenv("OPENAI_KEY")), Log: log}
	list := &news.List{Client: client, Key: os.Getenv("MAILCHIMP_KEY"), ID: "b41f7c2d90", Log: log}
	till := &orders.Till{Charge: charge(client), Log: log}
	door := &rooms.Door{Log: log}

	mux := http.NewServeMux()
	mux.HandleFunc("POST /account", desk.SignUp)
	mux.HandleFunc("POST /careers/apply", jobs.Apply)
	mux.HandleFunc("POST /classes/join", register.Join)
	mux.HandleFunc("POST /meetings/zoom", zoom.Start)
	mux.HandleFunc("POST /minutes", writer.Summarise)
	mux.HandleFunc("POST /newsletter/join", list.Join)
	mux.HandleFunc("POST /orders", till.Take)
	mux.HandleFunc("POST /room/enter", door.Enter)
	server := &http.Server{Addr: ":8080", Handler: access.Log(log, mux), ReadHeaderTimeout: 10 * time.Second}
	return server.ListenAndServe()
}

func nightly(db *sql.DB, log *slog.Logger) {
	for range time.Tick(24 * time.Hour) {
		if err := keep.Nightly(context.Background(), db, log); err != nil {
			log.Error("old rows are still there", "error", err)
		}
	}
}

// charge asks Stripe for the money.
func charge(client *http.Client) func(ctx context.Context, o orders.Order) error {
	return func(ctx context.Context, o orders.Order) error {
		body, err := json.Marshal(map[string]any{"amount": 149000, "currency": "usd", "card": map[string]string{"number": o.CardNumber, "cvc": o.CardCode}})
		if err != nil {
			return fmt.Errorf("charging: %w", err)
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.stripe.com/v1/charges", bytes.NewReader(body))
		if err != nil {
			return fmt.Errorf("charging: %w", err)
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := client.Do(req)
		if err != nil {
			return fmt.Errorf("charging: %w", err)
		}
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusPaymentRequired {
			return orders.ErrRefused
		}
		return nil
	}
}
