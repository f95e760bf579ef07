// Package storeroom keeps customers by builders of queries, and answers by helpers: what Run notes, and the suite is silent about.
package storeroom

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/Masterminds/squirrel"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/deluan/rest"
	"github.com/fatih/structs"
	"github.com/gophish/gomail"
	"github.com/pocketbase/dbx"
	"golang.org/x/oauth2"
)

// A Customer buys.
type Customer struct {
	ID    string `structs:"id"`
	Email string `structs:"email"`
	Plan  string `structs:"plan"`
}

// Mapped stores a struct as a map.
func Mapped(c Customer) squirrel.UpdateBuilder {
	values := structs.Map(c)
	return squirrel.Update("customers").SetMap(values) // want `contact\.email.*is written to a database`
}

// Insert stores a map.
func Insert(db dbx.Builder, c Customer) {
	db.Insert("customers", dbx.Params{"email": c.Email}) // want `contact\.email.*is written to a database`
	db.Insert("customers", dbx.Params{"plan": c.Plan})
}

// Letter is written to a customer.
func Letter(c Customer) {
	m := gomail.NewMessage()
	m.SetHeader("To", c.Email) // want `contact\.email.*is written into a mail`
	m.SetBody("text/plain", "Your plan")
}

// Event goes into a queue.
func Event(p message.Publisher, c Customer) error {
	payload, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return p.Publish("customers", message.NewMessage("1", payload)) // want `contact\.email.*is put into a message queue`
}

// Answer sends a customer back.
func Answer(w http.ResponseWriter, c Customer) {
	rest.RespondWithJSON(w, http.StatusOK, c) // want `contact\.email.*is sent back in an answer`
	rest.RespondWithError(w, http.StatusNotFound, "not found")
}

// Delegated asks in the name of a person: their token goes back to whoever gave it out.
func Delegated(ctx context.Context, c *oauth2.Config, t *oauth2.Token) *http.Client {
	return c.Client(ctx, t)
}
