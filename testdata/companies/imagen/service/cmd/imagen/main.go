// Command imagen serves the forms and the log-in of Imagen, and deletes at night what is too old.
package main

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	_ "github.com/lib/pq" // the database

	"imagen.example/service/access"
	"imagen.example/service/archive"
	"imagen.example/service/crm"
	"imagen.example/service/enquiry"
	"imagen.example/service/enrich"
	"imagen.example/service/event"
	"imagen.example/service/keep"
	"imagen.example/service/list"
	"imagen.example/service/login"
	"imagen.example/service/post"
	"imagen.example/service/report"
)

func main() {
	logger := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	if err := run(logger); err != nil {
		logger.Error("imagen stopped", "error", err)
		os.Exit(1)
	}
}

func run(logger *slog.Logger) error {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	defer db.Close()
	salesforce, err := crm.NewSalesforce(os.Getenv("SALESFORCE_URL"), os.Getenv("SALESFORCE_USER"), os.Getenv("SALESFORCE_PASSWORD"), os.Getenv("SALESFORCE_TOKEN"))
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: 10 * time.Second}
	enquiries := &enquiry.Handler{
		Book:      crm.Books{salesforce, crm.NewHubSpot(client, os.Getenv("HUBSPOT_TOKEN"))},
		Knowledge: enrich.New(client, os.Getenv("ZOOMINFO_TOKEN")),
		Letters:   post.New(client, graphToken),
		Log:       logger,
	}
	events := &event.Handler{DB: db, Log: logger}
	reports := &report.Handler{DB: db, Log: logger}
	news := &list.List{Client: client, Key: os.Getenv("CREATESEND_KEY"), ID: os.Getenv("CREATESEND_LIST"), Log: logger}
	door := &login.Handler{DB: db, Trail: archive.New(client), Log: logger}

	mux := http.NewServeMux()
	mux.HandleFunc("POST /contact/enquiry", enquiries.Ask)
	mux.HandleFunc("POST /events/register", events.Register)
	mux.HandleFunc("POST /reports/print", reports.Print)
	mux.HandleFunc("POST /subscribe", news.Subscribe)
	mux.HandleFunc("POST /login", door.LogIn)
	mux.HandleFunc("POST /login/remind", door.Remind)

	go nightly(db, logger)
	server := &http.Server{Addr: os.Getenv("LISTEN"), Handler: access.Log(logger, mux), ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}

func nightly(db *sql.DB, logger *slog.Logger) {
	for range time.Tick(24 * time.Hour) {
		if err := keep.Nightly(context.Background(), db, logger); err != nil {
			logger.Error("nothing was deleted", "error", err)
		}
	}
}

// graphToken reads the token that the sidecar renews.
func graphToken(context.Context) (string, error) {
	token, err := os.ReadFile("/run/secrets/graph")
	return strings.TrimSpace(string(token)), err
}
