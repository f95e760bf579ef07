// Package ledger keeps customers in databases: what Run notes, and the suite is silent about.
package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"log"
	"strings"

	"github.com/jackc/pgx"
	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"gorm.io/gorm"
)

// A Customer buys.
type Customer struct {
	ID    int
	Email string
	Phone string `json:"-"`
	Plan  string
}

// Add inserts.
func Add(db *sql.DB, c Customer) error {
	_, err := db.Exec("INSERT INTO customers (email, phone) VALUES ($1, $2)", c.Email, c.Phone) // want `contact\.email.*of Customer is written to a database: \(\*sql\.DB\)\.Exec` `contact\.phone.*is written to a database`
	return err
}

// Returning inserts and asks.
func Returning(ctx context.Context, db *sql.DB, c Customer) (id int, err error) {
	err = db.QueryRowContext(ctx, "INSERT INTO customers (email) VALUES ($1) RETURNING id", c.Email).Scan(&id) // want `contact\.email.*is written to a database`
	return id, err
}

// Find stores nothing.
func Find(db *sql.DB, email string) (c Customer, err error) {
	err = db.QueryRow("SELECT id, plan FROM customers WHERE email = $1", email).Scan(&c.ID, &c.Plan)
	_, err = db.Exec("DELETE FROM customers WHERE email = $1", email)
	return c, err
}

// Pseudonymous is a hash.
func Pseudonymous(db *sql.DB, c Customer) {
	sum := sha256.Sum256([]byte(c.Email))
	db.Exec("INSERT INTO bounced (hash) VALUES ($1)", hex.EncodeToString(sum[:])) // want `contact\.email.*, hashed, is written to a database`
}

// Object stores every field, also what JSON leaves out.
func Object(db *gorm.DB, c *Customer) {
	db.Create(c) // want `contact\.email.*is written to a database: \(\*gorm\.DB\)\.Create` `contact\.phone.*is written to a database`
	db.Where("email = ?", c.Email).First(c)
	db.Update("email", c.Email) // want `contact\.email.*is written to a database`
}

// Postgres has an interface.
func Postgres(ctx context.Context, tx pgx.Tx, c Customer) {
	tx.Exec(ctx, "UPDATE customers SET phone = $1", c.Phone) // want `contact\.phone.*is written to a database: pgx\.Tx\.Exec`
}

// Document stores a map.
func Document(ctx context.Context, coll *mongo.Collection, c Customer) {
	coll.InsertOne(ctx, bson.M{"mail": c.Email}) // want `contact\.email.*is written to a database`
	coll.FindOne(ctx, bson.M{"mail": c.Email})
}

// DBTX is what a generator of queries asks for.
type DBTX interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// Queries is what it makes.
type Queries struct{ db DBTX }

const createCustomer = `-- name: CreateCustomer :exec
INSERT INTO customers (email) VALUES ($1)`

// CreateCustomer is made of a query.
func (q *Queries) CreateCustomer(ctx context.Context, email string) error {
	_, err := q.db.ExecContext(ctx, createCustomer, email) // want `contact\.email.*is written to a database`
	return err
}

// UserMutation and UserCreate are what ent makes of an entity.
type UserMutation struct{ email *string }

// UserCreate is a row to be.
type UserCreate struct{ mutation *UserMutation }

// SetEmail sets a column.
func (c *UserCreate) SetEmail(s string) *UserCreate {
	c.mutation.email = &s
	return c
}

// Entity writes with ent.
func Entity(c *UserCreate, of Customer) {
	c.SetEmail(of.Email) // want `contact\.email.*is written to a database: \(\*ledger\.UserCreate\)\.SetEmail`
}

// Joined puts the statement together.
func Joined(ctx context.Context, db *sql.DB, c Customer, fields []string) (id int, err error) {
	stmt := "INSERT INTO customers (" + strings.Join(fields, ", ") + ") VALUES ($1) RETURNING id"
	err = db.QueryRowContext(ctx, stmt, c.Email).Scan(&id) // want `contact\.email.*is written to a database`
	asked := "SELECT id FROM customers WHERE email = $1"
	if len(fields) > 0 {
		asked += fmt.Sprintf(" AND plan = %q", fields[0])
	}
	db.ExecContext(ctx, fmt.Sprintf("DELETE FROM %s WHERE email = $1", fields[0]), c.Email)
	err = db.QueryRowContext(ctx, asked, c.Email).Scan(&id)
	return id, err
}

// Receipt says in the log whose row was written.
func Receipt(userID int, c Customer) {
	log.Printf("customer %d has paid", userID) // want `account\.id.*is written to a log`
	log.Printf("plan %s was paid", c.Plan)
}
