// Command imagina serves Imagina Network: accounts, photos, friends and who is nearby.
package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"time"

	_ "github.com/lib/pq" // the database

	"imagina.example/service/access"
	"imagina.example/service/account"
	"imagina.example/service/ads"
	"imagina.example/service/friends"
	"imagina.example/service/nearby"
	"imagina.example/service/news"
	"imagina.example/service/photos"
	"imagina.example/service/secondstep"
)

func main() {
	log := slog.New(slog.NewTextHandler(os.Stdout, nil))
	if err := run(log); err != nil {
		log.Error("imagina stopped", "error", err)
		os.Exit(1)
	}
}

func run(log *slog.Logger) error {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	defer db.Close()
	album, err := photos.Open(os.Getenv("SCW_ACCESS_KEY"), os.Getenv("SCW_SECRET_KEY"), log)
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: 5 * time.Second}
	desk := &account.Desk{DB: db, Code: &secondstep.Codes{Gateway: gateway, Log: log}, Log: log}
	book := &friends.Book{DB: db, Letters: news.New(os.Getenv("MJ_KEY"), os.Getenv("MJ_SECRET"), log), Log: log}
	finder := &nearby.Finder{Client: client, Ads: &ads.Auction{Client: client, Site: os.Getenv("SMART_SITE")}, Log: log}

	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-up/open", desk.SignUp)
	mux.HandleFunc("POST /log-in", desk.LogIn)
	mux.HandleFunc("POST /photos/upload", album.Upload)
	mux.HandleFunc("GET /friends/search", book.Search)
	mux.HandleFunc("POST /friends/invite", book.Invite)
	mux.HandleFunc("POST /nearby/find", finder.Find)

	server := &http.Server{Addr: os.Getenv("LISTEN"), Handler: access.Log(log, mux), ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}

// gateway hands a text to the modem in the machine.
func gateway(ctx context.Context, phone, text string) error {
	send := exec.CommandContext(ctx, "gammu-smsd-inject", "TEXT", phone)
	send.Stdin = bytes.NewReader([]byte(text))
	if err := send.Run(); err != nil {
		return fmt.Errorf("the modem does not answer: %w", err)
	}
	return nil
}
