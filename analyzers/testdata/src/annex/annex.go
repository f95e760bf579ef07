// Package annex keeps members in small stores of other forms, and tells of them in logs.
package annex

import (
	"context"
	"log"

	"github.com/aarondl/sqlboiler/queries"
	"github.com/asdine/storm"
	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/go-gorp/gorp"
	"github.com/gocarina/gocsv"
	"github.com/kataras/golog"
	"github.com/timshannon/bolthold"
)

// A Member is kept.
type Member struct {
	Email string
	Plan  string
}

// Bound is filled by a query.
func Bound(ctx context.Context, db any) {
	var m Member
	if queries.Raw("SELECT * FROM members").Bind(ctx, db, &m) != nil {
		return
	}
	log.Println(m.Email) // want `contact\.email.*of Member is written to a log`
	log.Println(m.Plan)
}

// Mapped is filled by a map of tables.
func Mapped(db *gorp.DbMap) {
	var all []Member
	if _, err := db.Select(&all, "SELECT * FROM members"); err != nil {
		return
	}
	var one Member
	if db.SelectOne(&one, "SELECT * FROM members WHERE plan = ?", "free") != nil {
		return
	}
	log.Println(all)       // want `contact\.email.*of Member is written to a log`
	log.Println(one.Email) // want `contact\.email.*of Member is written to a log`
}

// Stored comes out of stores in a file.
func Stored(db storm.Node, s *bolthold.Store) {
	var m, n Member
	all := []Member{}
	if db.One("Plan", "free", &m) != nil || s.Get("1", &n) != nil || s.Find(&all, nil) != nil {
		return
	}
	log.Println(m.Email) // want `contact\.email.*of Member is written to a log`
	log.Println(n.Email) // want `contact\.email.*of Member is written to a log`
	for _, a := range all {
		log.Println(a.Email) // want `contact\.email.*of Member is written to a log`
	}
}

// Listed is a table in a text.
func Listed(ms []Member) {
	text, err := gocsv.MarshalString(ms)
	if err != nil {
		return
	}
	log.Println(text) // want `contact\.email.*of Member is written to a log`
}

// Told goes to another logger.
func Told(l *golog.Logger, m Member) {
	golog.Infof("hello %s", m.Email) // want `contact\.email.*of Member is written to a log`
	golog.Warn("hello", m.Email)     // want `contact\.email.*of Member is written to a log`
	l.Errorf("no plan %s", m.Plan)
	l.Error("no plan for", m.Email) // want `contact\.email.*of Member is written to a log`
}

// Asked comes in on a socket.
func Asked(ctx context.Context, c *websocket.Conn) {
	var m Member
	if wsjson.Read(ctx, c, &m) != nil {
		return
	}
	log.Println(m.Email) // want `contact\.email.*of Member is written to a log`
}
