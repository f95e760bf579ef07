package analyzers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// client is a module that sends accounts from one place, which a command line reaches in another way.
const client = `
-- go.mod --
module client.example

go 1.26
-- api/api.go --
package api

import (
	"bytes"
	"encoding/json"
	"net/http"
)

type Account struct{ Email string }

type Accounts struct{ base string }

func (a *Accounts) Create(x *Account) error { return a.send(x) }

func (a *Accounts) send(v any) error {
	body, _ := json.Marshal(v)
	_, err := http.Post(a.base, "application/json", bytes.NewReader(body))
	return err
}
-- cli/cli.go --
package cli

import "client.example/api"

type service struct{ accounts *api.Accounts }

func (s service) Create(e any) error { return s.accounts.Create(e.(*api.Account)) }
`

func TestAWayThatOthersLeadToIsToldOnce(t *testing.T) {
	var got []string
	for _, o := range run(t, module(t, client)).Observations {
		for _, e := range o.Evidence {
			got = append(got, fmt.Sprintf("%s:%d: %s", e.Source, e.Line, e.Detail))
		}
	}
	want := []string{
		"api/api.go:17: e-mail address (contact.email) of Account is sent in a request: http.Post (body) ← (*api.Accounts).send at 13:60 ← x ← Account.Email at 9:22",
	}
	if !slices.Equal(got, want) {
		t.Errorf("Run tells\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
