// Package classes lets pupils into the classes of our clients.
package classes

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
)

// neighbour is the Point-of-Presence that shows the class to those who are far away.
const neighbour = "http://pop-2.imago.example/roster"

// A Pupil is in a class.
type Pupil struct {
	Name       string
	Email      string
	Disability string // so that the teacher can seat the pupil well
}

// A Register holds who is in which class.
type Register struct {
	Client *http.Client
	Log    *slog.Logger

	mu     sync.Mutex
	pupils map[string][]Pupil // by the code of the class
}

// Join answers the form on the page of classes.
func (c *Register) Join(w http.ResponseWriter, r *http.Request) {
	p := Pupil{Name: r.FormValue("name"), Email: r.FormValue("email"), Disability: r.FormValue("disability")}
	code := r.FormValue("class_code")
	c.mu.Lock()
	if c.pupils == nil {
		c.pupils = map[string][]Pupil{}
	}
	c.pupils[code] = append(c.pupils[code], p)
	here := len(c.pupils[code])
	c.mu.Unlock()
	if err := c.tell(r.Context(), code, p); err != nil {
		c.Log.Error("neighbour not told", "error", err)
	}
	c.Log.Info("pupil joined", "class", code, "names", here)
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}

// tell shows the pupil in the rosters of the neighbour.
func (c *Register) tell(ctx context.Context, code string, p Pupil) error {
	body, err := json.Marshal(map[string]string{"class": code, "name": p.Name})
	if err != nil {
		return fmt.Errorf("classes: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, neighbour, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("classes: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.Client.Do(req)
	if err != nil {
		return fmt.Errorf("classes: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusNoContent {
		return fmt.Errorf("classes: the neighbour answered %s", resp.Status)
	}
	return nil
}
