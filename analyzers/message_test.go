package analyzers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// cabinets is a module whose helper writes for two callers, and one of whose findings is told far from its call.
const cabinets = `
-- go.mod --
module office.example

go 1.26
-- store/store.go --
package store

import "log"

type Clerk struct{ Email string }

type Cabinet struct{ drawer string }

func (c *Cabinet) Put(drawer string) {
	c.drawer = drawer
	log.Print("put into ", drawer)
}

func Write(format string, args ...any) { log.Printf(format, args...) }
-- desk/desk.go --
package desk

import "office.example/store"

func Hire(c *store.Clerk, cabinet *store.Cabinet) {
	address := c.Email
	cabinet.Put(address)
	store.Write("hired %s", address)
}
`

func TestAMessageTellsPlacesFromTheLineWhereItIsRead(t *testing.T) {
	var got []string
	for _, o := range run(t, module(t, cabinets)).Observations {
		for _, e := range o.Evidence {
			got = append(got, fmt.Sprintf("%s:%d: %s", e.Source, e.Line, e.Detail))
		}
	}
	want := []string{
		"desk/desk.go:8: e-mail address (contact.email) of Clerk is written to a log: store.Write ← c.Email at 6:15",
		"store/store.go:11: e-mail address (contact.email) of Clerk is written to a log: log.Print ← (*store.Cabinet).Put at desk/desk.go:7:13 ← c.Email at desk/desk.go:6:15",
	}
	if !slices.Equal(got, want) {
		t.Errorf("Run tells\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// journal is a module with a log of its own, which is handed maps, attributes and values.
const journal = `
-- go.mod --
module office.example

go 1.26
-- journal/journal.go --
package journal

import (
	"context"
	"log/slog"
)

var out = slog.Default()

func With(fields map[string]any) *slog.Logger { return out.With("fields", fields) }
func Attrs(event string, attrs ...slog.Attr) { out.LogAttrs(context.Background(), slog.LevelInfo, event, attrs...) }
func LogPair(key string, value any) { out.Info("pair", key, value) }
func LogPairs(pairs ...string) { out.Info("pairs", "all", pairs) }
func Hired(email string) { out.Info("hired", "who", email) }
-- desk/desk.go --
package desk

import (
	"log/slog"

	"office.example/journal"
)

type Clerk struct{ Email string }

func Hire(c *Clerk) {
	journal.With(map[string]any{"who": c.Email}).Info("hired")
	journal.Attrs("hired", slog.String("who", c.Email))
	journal.LogPair("who", c.Email)
	journal.LogPairs("who", c.Email)
	journal.Hired(c.Email)
}
`

func TestALogIsToldWhereItIsHandedWhatItWrites(t *testing.T) {
	var got []string
	for _, o := range run(t, module(t, journal)).Observations {
		for _, e := range o.Evidence {
			got = append(got, fmt.Sprintf("%s:%d %s", e.Source, e.Line, o.By))
		}
	}
	want := []string{"desk/desk.go:12 logs", "desk/desk.go:13 logs", "desk/desk.go:14 logs", "desk/desk.go:15 logs", "journal/journal.go:14 logs"}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("Run tells\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
