// Command shop serves the forms of Larkspur Books: accounts, orders, the newsletter and letters to the shop.
package main

import (
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/rs/zerolog"

	"larkspur.example/shop/access"
	"larkspur.example/shop/account"
	"larkspur.example/shop/dispatch"
	"larkspur.example/shop/faults"
	"larkspur.example/shop/mail"
	"larkspur.example/shop/newsletter"
	"larkspur.example/shop/notify"
	"larkspur.example/shop/order"
	"larkspur.example/shop/payment"
)

func main() {
	logger := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	if err := run(logger); err != nil {
		logger.Error("shop stopped", "error", err)
		os.Exit(1)
	}
}

func run(logger *slog.Logger) error {
	if err := faults.Start(os.Getenv("SENTRY_DSN")); err != nil {
		return err
	}
	defer faults.Flush()

	client := &http.Client{Timeout: 10 * time.Second}
	post := mail.New(mail.Config{
		APIKey:        os.Getenv("SENDGRID_API_KEY"),
		SenderName:    "Larkspur Books",
		SenderAddress: "shop@larkspur.example",
	}, logger)
	texts := dispatch.New(client, zerolog.New(os.Stdout), os.Getenv("MESSAGEBIRD_KEY"))

	accounts := &account.Handler{Store: account.NewMemory(), Log: logger}
	orders := &order.Handler{
		Store:   order.NewMemory(),
		Payment: payment.New(client, os.Getenv("STRIPE_KEY")),
		Mail:    post,
		Counter: notify.New(client, os.Getenv("SLACK_HOOK")),
		Texts:   texts,
		Log:     logger,
	}
	letters := &mail.Letters{Post: post, Log: logger}
	list := newsletter.New(client, os.Getenv("MAILCHIMP_KEY"), os.Getenv("MAILCHIMP_LIST"), logger)

	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-up", accounts.SignUp)
	mux.HandleFunc("POST /sign-in", accounts.SignIn)
	mux.HandleFunc("POST /checkout", orders.Checkout)
	mux.HandleFunc("POST /orders/{number}/sent", orders.Sent)
	mux.HandleFunc("POST /contact", letters.Receive)
	mux.HandleFunc("POST /newsletter", list.Subscribe)
	mux.HandleFunc("POST /book-club/join", list.Subscribe)

	server := &http.Server{
		Addr:              os.Getenv("SHOP_LISTEN"),
		Handler:           access.Log(logger, mux),
		ReadHeaderTimeout: 5 * time.Second,
	}
	return server.ListenAndServe()
}
