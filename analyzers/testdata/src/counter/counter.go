// Package counter has handlers that return what went wrong: what wraps them logs it, or tells the client.
package counter

import (
	"errors"
	"fmt"
	"log"
	"net/http"
)

// A Counter serves.
type Counter struct{ mux *http.ServeMux }

func unknown(w http.ResponseWriter, r *http.Request) error {
	return fmt.Errorf("no account for %q", r.FormValue("email"))
}

func closed(w http.ResponseWriter, r *http.Request) error {
	return errors.New("closed")
}

// quoted wraps a handler.
func quoted(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			log.Println("failed:", err) // want `contact\.email.*is written to a log`
		}
	}
}

// silent wraps another.
func silent(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			log.Println("failed:", err)
		}
	}
}

func (c *Counter) wrap(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			log.Println("failed:", err) // want `contact\.email.*is written to a log`
		}
	}
}

func (c *Counter) lost(w http.ResponseWriter, r *http.Request) error {
	return fmt.Errorf("lost: %w", unknown(w, r))
}

// A handler is one that net/http can call.
type handler func(w http.ResponseWriter, r *http.Request) error

// ServeHTTP calls it.
func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r); err != nil {
		log.Printf("failed: %v", err)   // want `contact\.email.*is written to a log`
		http.Error(w, err.Error(), 500) // want `contact\.email.*is sent to a client in an error`
	}
}

// A window holds one.
type window struct {
	open func(w http.ResponseWriter, r *http.Request) error
}

// ServeHTTP calls it.
func (h *window) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h.open(w, r); err != nil {
		log.Print(err) // want `contact\.email.*is written to a log`
	}
}

// Routes says who serves what.
func (c *Counter) Routes() {
	c.mux.HandleFunc("/quoted", quoted(unknown))
	c.mux.HandleFunc("/silent", silent(closed))
	c.mux.HandleFunc("/lost", c.wrap(c.lost))
	c.mux.Handle("/unknown", handler(unknown))
	c.mux.Handle("/window", &window{open: unknown})
}
