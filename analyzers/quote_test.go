package analyzers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestALineOfCodeIsQuotedAsItStandsWithoutKeys(t *testing.T) {
	for line, want := range map[string]string{
		"\tlog.Println(u.Email)\r":                              "log.Println(u.Email)",
		`client := sendgrid.New("SG.9f8e7d6c5b4a39281706f5e4")`: `client := sendgrid.New("SG.…")`,
		`region := "eu-central-1" // 2026`:                      `region := "eu-central-1" // 2026`,
		"x := \"\xff\"":                                         "x := \"\uFFFD\"",
		strings.Repeat("é", 300):                                strings.Repeat("é", 200) + "…",
	} {
		if got := quoted(line); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

// turnstile takes an address from a form and logs it in another function.
const turnstile = `
-- go.mod --
module turnstile.example

go 1.26
-- turnstile.go --
package turnstile

import (
	"log"
	"net/http"
)

func Enter(w http.ResponseWriter, r *http.Request) {
	email := r.FormValue("email")
	note(email)
}

func note(line string) {
	log.Println(line)
}
`

func TestEveryStepOfAFindingQuotesItsLine(t *testing.T) {
	for _, o := range run(t, module(t, turnstile)).Observations {
		if o.By != "logs" {
			continue
		}
		e := o.Evidence[0]
		var got []string
		for _, step := range e.Trace {
			got = append(got, step.Code)
		}
		want := []string{`email := r.FormValue("email")`, "note(email)", "log.Println(line)"}
		if e.Code != "note(email)" || !slices.Equal(got, want) {
			t.Errorf("quoted %q after %q, want %q", e.Code, got, want)
		}
		return
	}
	t.Error("nothing is logged")
}

// wardrobe keeps its types in files of their own, which are called as files elsewhere are, and one type in another module.
const wardrobe = `
-- go.mod --
module wardrobe.example

go 1.26

require tags.example v0.0.0

replace tags.example => ./tags
-- tags/go.mod --
module tags.example

go 1.26
-- tags/types.go --
package tags

type Owner struct {
	Phone string
}
-- coats/types.go --
package coats

type Guest struct {
	Seat  int
	Email string
}
-- types.go --
package wardrobe

const Seats = 100
-- wardrobe.go --
package wardrobe

import (
	"log"

	"tags.example"
	"wardrobe.example/coats"
)

func Hand(guest *coats.Guest, owner *tags.Owner) {
	log.Printf("%+v", *guest)
	log.Printf("%+v", *owner)
}
`

func TestAFieldIsToldInTheFileOfItsPackage(t *testing.T) {
	var got []string
	for _, o := range run(t, module(t, wardrobe)).Observations {
		step := first(o.Evidence[0].Trace)
		got = append(got, fmt.Sprintf("%s:%d %s", step.Source, step.Line, step.Code))
	}
	slices.Sort(got)
	if want := []string{"coats/types.go:5 Email string", "tags.example/types.go:4 "}; !slices.Equal(got, want) {
		t.Errorf("the data come from %q, want %q", got, want)
	}
}

// lantern has data of which only the name of a variable tells what they are, one of several results, and a logger that is embedded in another.
const lantern = `
-- go.mod --
module lantern.example

go 1.26
-- lantern.go --
package lantern

import (
	"encoding/json"
	"log"
	"net/url"
)

type Logger interface {
	Warn(format string, v ...any)
}

type Voice struct {
	Logger
}

type Speaker interface {
	Warn(format string, v ...any)
}

var reader interface{ Read() (string, error) }

func Light() {
	email, _ := reader.Read()
	log.Println(email)
}

func Dim(line string) {
	var phone string
	json.Unmarshal([]byte(line), &phone)
	log.Println(phone)
}

func Glow(lines map[string]int) {
	kept := map[string]any{}
	for who := range lines {
		kept["email"] = who
	}
	log.Println(kept)
}

func Shine(loud bool, query url.Values) {
	var speaker Speaker
	if loud {
		speaker = &Voice{}
	}
	speaker.Warn("%s", query.Get("email"))
}
`

func TestEveryStepOfAFindingHasAPlace(t *testing.T) {
	told := map[string]bool{}
	for _, o := range run(t, module(t, lantern)).Observations {
		for _, e := range o.Evidence {
			told[fmt.Sprintf("%s %d", o.By, e.Line)] = true
			for i, step := range e.Trace {
				if step.Source == "" || step.Line == 0 {
					t.Errorf("step %d of what line %d tells has no place: %+v", i, e.Line, step)
				}
			}
		}
	}
	for _, want := range []string{"logs 25", "logs 31", "logs 39", "logs 47"} {
		if !told[want] {
			t.Errorf("%s is not told, %v are", want, told)
		}
	}
}
