// Command imagino serves the site's forms and the software.
package main

import (
	"errors"
	"log/slog"
	"net/http"
	"os"
	"time"

	"imagino.example/service/archive"
	"imagino.example/service/campaigns"
	"imagino.example/service/contacts"
	"imagino.example/service/googleads"
	"imagino.example/service/leads"
	"imagino.example/service/login"
)

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	if err := serve(log); err != nil {
		log.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func serve(log *slog.Logger) error {
	attachments, err := archive.Keep(archive.Attachments)
	if err != nil {
		return err
	}
	campaignFiles, err := archive.Keep(archive.Campaigns)
	if err != nil {
		return err
	}
	store := &contacts.Memory{}
	imports := &contacts.Imports{Store: store, Log: log}
	links := googleads.NewLinks(os.Getenv("GOOGLE_ID"), os.Getenv("GOOGLE_SECRET"), "https://app.imagino.example/google-ads/connected", log)
	desk := &login.Desk{Verify: signed, Log: log}
	form := &leads.Form{Book: &leads.Book{Client: http.DefaultClient, Key: os.Getenv("BREVO_KEY"), List: 7}, Keep: attachments, Log: log}
	sender := &campaigns.Sender{Addr: os.Getenv("MAIL_SERVER"), From: os.Getenv("MAIL_FROM"), Archive: campaignFiles, Log: log}

	mux := http.NewServeMux()
	mux.HandleFunc("POST /contact/send", form.Receive)
	mux.HandleFunc("POST /sso", desk.Arrive)
	mux.HandleFunc("POST /contacts", users(desk, imports.Upload))
	mux.HandleFunc("POST /contacts/forget", users(desk, imports.Forget))
	mux.HandleFunc("GET /google-ads/{workspace}/connected", users(desk, links.Connect))
	mux.HandleFunc("POST /campaigns/test", users(desk, testCampaign(sender, store)))
	mux.HandleFunc("POST /google-ads/{workspace}/sync", users(desk, syncAudience(links, store)))
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	return server.ListenAndServe()
}

// users lets only users through.
func users(desk *login.Desk, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, ok := desk.Known(r); !ok {
			http.Error(w, "please sign in", http.StatusUnauthorized)
			return
		}
		next(w, r)
	}
}

// testCampaign sends a campaign to one contact.
func testCampaign(sender *campaigns.Sender, store contacts.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		contact, err := store.Get(r.FormValue("email"))
		if err != nil {
			http.Error(w, "there is no such contact", http.StatusNotFound)
			return
		}
		campaign := campaigns.Campaign{ID: "test", Template: "test", Subject: "A test", Text: "This is a test."}
		if err := sender.Send(r.Context(), campaign, []contacts.Contact{contact}); err != nil {
			http.Error(w, "the test was not sent", http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

// syncAudience adds one contact to an audience of Google Ads.
func syncAudience(links *googleads.Links, store contacts.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		contact, err := store.Get(r.FormValue("email"))
		if err != nil {
			http.Error(w, "there is no such contact", http.StatusNotFound)
			return
		}
		if err := links.Sync(r.Context(), r.PathValue("workspace"), r.FormValue("segment"), r.FormValue("job"), []contacts.Contact{contact}); err != nil {
			http.Error(w, "the audience is not in step", http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

// signed checks that an assertion carries our shared secret with the identity provider.
func signed(r *http.Request) error {
	if r.Header.Get("X-Assertion-Key") != os.Getenv("ASSERTION_KEY") {
		return errors.New("no key of the identity provider")
	}
	return nil
}
