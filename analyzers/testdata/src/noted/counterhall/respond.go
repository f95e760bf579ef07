package counterhall

import (
	"net/http"

	"responder.example/respond"
)

// A Caller is who asks.
type Caller struct {
	Email string
	Hue   string
}

// Show writes the caller itself.
func (c *Caller) Show(w http.ResponseWriter) error { return nil }

// Respond answers through a module that nobody knows.
func Respond(w http.ResponseWriter, r *http.Request, c *Caller) {
	respond.Success(w, c, http.StatusOK) // want `contact\.email.*is sent back in an answer`
	respond.Success(w, map[string]any{"hue": c.Hue}, http.StatusOK)
	respond.Show(w, r, c) // want `contact\.email.*is sent back in an answer`
	respond.Decode(w, r, c)
	respond.Keep(c, 1)
}
