// Package ledger reads members from a database, into variables whose names say nothing: the columns of the query do.
package ledger

import (
	"database/sql"
	"fmt"
	"log"
)

const columns = "id, email, phone"

// findMember has a comment of the tool that wrote it.
const findMember = `-- name: FindMember :one
SELECT id, email FROM members
WHERE id = $1
`

var listed = "SELECT email FROM members"

// A Ledger holds its queries.
type Ledger struct {
	db     *sql.DB
	byID   *sql.Stmt
	latest string
	either string
}

// Open prepares what is asked often.
func Open(db *sql.DB) (*Ledger, error) {
	l := &Ledger{db: db, latest: "SELECT phone FROM members ORDER BY id DESC"}
	l.either = "SELECT hue FROM shelves"
	var err error
	l.byID, err = db.Prepare("SELECT email, hue FROM members WHERE id = ?")
	return l, err
}

// Turn gives a field another query.
func (l *Ledger) Turn() { l.either = "SELECT email FROM members" }

// Commented asks with a comment before the query.
func (l *Ledger) Commented(id int) {
	var n int
	var a string
	l.db.QueryRow(findMember, id).Scan(&n, &a)
	log.Print(a) // want `contact\.email.*is written to a log`
	log.Print(n)
}

// Prepared asks with a statement in a field.
func (l *Ledger) Prepared(id int) {
	var a, b string
	if err := l.byID.QueryRow(id).Scan(&a, &b); err != nil {
		return
	}
	log.Print(a) // want `contact\.email.*is written to a log`
	log.Print(b)
}

// Held asks with a text in a field, and with one in a package variable.
func (l *Ledger) Held() {
	var a, b, c string
	l.db.QueryRow(l.latest).Scan(&a)
	log.Print(a) // want `contact\.phone.*is written to a log`
	l.db.QueryRow(listed).Scan(&b)
	log.Print(b) // want `contact\.email.*is written to a log`
	l.db.QueryRow(l.either).Scan(&c)
	log.Print(c) // one of several queries: nobody knows which
}

// Composed puts the query together.
func (l *Ledger) Composed(id int, late bool) {
	query := "SELECT " + columns + " FROM members"
	if late {
		query += " WHERE late"
	}
	var n int
	var a, b string
	l.db.QueryRow(query).Scan(&n, &a, &b)
	log.Print(a) // want `contact\.email.*is written to a log`
	log.Print(n)
	var m int
	var c, d string
	l.db.QueryRow(fmt.Sprintf("SELECT %s FROM members WHERE id = %d", columns, id)).Scan(&m, &c, &d)
	log.Print(d) // want `contact\.phone.*is written to a log`
	log.Print(m)
	l.db.QueryRow(fmt.Sprintf("SELECT %s FROM shelves", "hue, width, height")).Scan(&n, &a, &b)
}
