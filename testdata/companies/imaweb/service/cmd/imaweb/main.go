// Command imaweb serves the forms of Imaweb France: accounts, requests, applications and the newsletter.
package main

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"os"
	"time"

	_ "github.com/lib/pq"
	"github.com/slack-go/slack"
	"go.uber.org/zap"

	"imaweb.example/service/access"
	"imaweb.example/service/account"
	"imaweb.example/service/careers"
	"imaweb.example/service/contact"
	"imaweb.example/service/crm"
	"imaweb.example/service/newsletter"
	"imaweb.example/service/retention"
)

const newsletterID = 7

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	if err := run(context.Background(), log); err != nil {
		log.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, log *slog.Logger) error {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	defer db.Close()
	files, err := careers.OpenFiles(ctx)
	if err != nil {
		return err
	}
	zapped, err := zap.NewProduction()
	if err != nil {
		return err
	}
	defer func() { _ = zapped.Sync() }()

	client := &http.Client{Timeout: 10 * time.Second}
	list := newsletter.New(client, os.Getenv("BREVO_KEY"), newsletterID, log)
	area := &account.Area{DB: db, Newsletter: list, Log: log}
	desk := &contact.Desk{
		DB:      db,
		Cards:   crm.New(client, os.Getenv("HUBSPOT_TOKEN")),
		Slack:   slack.New(os.Getenv("SLACK_TOKEN")),
		Channel: os.Getenv("SLACK_CHANNEL"),
		Log:     log,
	}
	office := &careers.Office{DB: db, Files: files, Log: zapped}
	go retention.Daily(ctx, db, log)

	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-up/create", area.SignUp)
	mux.HandleFunc("POST /sign-in", area.SignIn)
	mux.HandleFunc("POST /contact/send", desk.Receive)
	mux.HandleFunc("POST /join-us/apply", office.Apply)
	mux.HandleFunc("POST /press/list", list.Press)

	server := &http.Server{Addr: os.Getenv("LISTEN"), Handler: access.Log(log, mux), ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}
