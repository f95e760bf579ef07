// Package annexed keeps members in small stores and sends them on: what Run notes, and the suite is silent about.
package annexed

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
	"github.com/asdine/storm"
	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/go-gorp/gorp"
	"github.com/gocarina/gocsv"
	"github.com/gorilla/sessions"
	"github.com/nicholas-fedor/shoutrrr"
	"github.com/olahol/melody"
	"github.com/timshannon/bolthold"
)

// A Member is kept.
type Member struct {
	Email string
	Plan  string
}

// Keep stores a member.
func Keep(db *gorp.DbMap, n storm.Node, s *bolthold.Store, m *Member) {
	db.Insert(m)     // want `contact\.email.*is written to a database`
	n.Save(m)        // want `contact\.email.*is written to a database`
	s.Insert("1", m) // want `contact\.email.*is written to a database`
	s.Insert("1", m.Plan)
}

// Show sends a member to whoever asked.
func Show(ctx context.Context, c *websocket.Conn, s *melody.Session, w http.ResponseWriter, m Member) {
	wsjson.Write(ctx, c, m)          // want `contact\.email.*is sent back in an answer`
	c.Write(ctx, 1, []byte(m.Email)) // want `contact\.email.*is sent back in an answer`
	s.Write([]byte(m.Email))         // want `contact\.email.*is sent back in an answer`
	gocsv.Marshal([]Member{m}, w)    // want `contact\.email.*is sent back in an answer`
	c.Write(ctx, 1, []byte(m.Plan))
}

// Tell sends a note somewhere, and a letter into a queue.
func Tell(to string, q *gochannel.GoChannel, m Member) error {
	shoutrrr.Send(to, "New member "+m.Email) // want `contact\.email.*is sent in a request`
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return q.Publish("members", message.NewMessage("1", b)) // want `contact\.email.*is put into a message queue`
}

// Remember keeps who is logged in for the next request.
func Remember(store sessions.Store, w http.ResponseWriter, r *http.Request, m Member) error {
	session, err := store.Get(r, "annex")
	if err != nil {
		return err
	}
	session.Values["email"] = m.Email
	session.AddFlash("Welcome " + m.Email) // want `contact\.email.*is written to a cache`
	return session.Save(r, w)              // want `contact\.email.*is written to a cache`
}

// Saved is saved by its store.
func Saved(store sessions.Store, w http.ResponseWriter, r *http.Request, m Member) error {
	session := &sessions.Session{Values: map[any]any{"plan": m.Plan}}
	if err := store.Save(r, w, session); err != nil {
		return err
	}
	session.Values["email"] = m.Email
	return store.Save(r, w, session) // want `contact\.email.*is written to a cache`
}
