package analyzers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/project"
)

// bakery has a logger and a mask of its own, whose bodies are elsewhere: behind an interface that nobody here implements.
const bakery = `
-- go.mod --
module bakery.example

go 1.26
-- bakery.go --
package bakery

type Guest struct{ Email, Phone string }

type Journal interface{ Put(line string) }

type Veil interface{ Over(s string) string }

func Order(g Guest, j Journal, v Veil) {
	j.Put(g.Email)
	println(v.Over(g.Phone))
}
`

const bakeryModels = `
-- candor.yaml --
# What the bakery says of its functions.
sinks: |
  # callee                       family  args  render
  (bakery.example.Journal).Put   log     1     raw
models: |
  (bakery.example.Veil).Over     flow    1     ret
`

func TestAModuleSaysWhatItsFunctionsDo(t *testing.T) {
	for archive, want := range map[string][]string{
		bakery: nil,
		bakery + strings.Replace(bakeryModels, "log     1 ", "log     all ", 1): {"code store.log contact.email bakery.go:10", "code store.log contact.phone bakery.go:11"},
		bakery + bakeryModels: {"code store.log contact.email bakery.go:10", "code store.log contact.phone bakery.go:11"},
	} {
		var got []string
		for _, o := range run(t, module(t, archive)).Observations {
			got = append(got, fmt.Sprintf("%s %s:%d", o.Practice, o.Evidence[0].Source, o.Evidence[0].Line))
		}
		if !slices.Equal(got, want) {
			t.Errorf("Run found %q, want %q", got, want)
		}
	}
}

func TestWhatIsWrongWithTheModelsOfAModuleIsToldByItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"models: |\n  example.com/x.F  jump  0  ret":               `candor.yaml:2: unknown effect "jump"`,
		"models: |\n\n  example.com/x.F  flow  0":                  `candor.yaml:3: a flow goes from an argument`,
		"models: |\n  example.com/x.F  flow  0  ret  upwards":      `candor.yaml:2: unknown how "upwards" of flow`,
		"models: |\n  example.com/x.F  data  -  ret  contact.fax":  `candor.yaml:2: "contact.fax" is not a known data category`,
		"sinks: |\n  # one\n  example.com/x.F  drain  0  raw":      `candor.yaml:3: unknown family "drain"`,
		"sinks: |\n  example.com/x.F  log  0  loud":                `candor.yaml:2: unknown rendering "loud"`,
		"sinks: |\n  F  log  0  raw":                               `candor.yaml:2: "F" names no function`,
		"sinks: |\n  example.com/x.F  log  first  raw":             `candor.yaml:2: argument "first" is no number`,
		"sinks: |\n  example.com/x.F  log  ret  raw":               `candor.yaml:2: "ret" are no arguments`,
		"sinks: |\n  example.com/x.F  log  0,all  raw":             `candor.yaml:2: "0,all" are no arguments`,
		"# first\nsinks:\n  - example.com/x.F":                     `candor.yaml:3: write sinks: |`,
		"colour: red":                                              `candor.yaml:1: unknown key "colour"; want site, `,
		"- models":                                                 `candor.yaml:1: want keys with their values`,
		"models: [":                                                `candor.yaml: `,
		"models: |\n  a.b  c  d  e  f  g  h  i  j  k  l  m  n  o ": `candor.yaml:2: 14 columns`,
	} {
		if _, err := modelsIn([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("models of %q says %v, want %q", text, err, want)
		}
	}
	if _, err := Run(context.Background(), module(t, bakery+"-- candor.yaml --\ncolour: red\n"), nil); err == nil {
		t.Error("Run with a faulty candor.yaml is no error")
	}
}

func TestCallsThatNothingIsKnownOfAreCounted(t *testing.T) {
	var got []string
	for _, u := range run(t, module(t, bakery)).Unfollowed {
		got = append(got, fmt.Sprintf("%s %d", u.Callee, u.Calls))
	}
	want := []string{"(bakery.example.Journal).Put 1", "(bakery.example.Veil).Over 1"}
	if !slices.Equal(got, want) {
		t.Errorf("not followed: %q, want %q", got, want)
	}
	if rest := run(t, module(t, bakery+bakeryModels)).Unfollowed; len(rest) > 0 {
		t.Errorf("not followed with models: %v, want none", rest)
	}
}

func modelsIn(text []byte) (*flow.Models, error) {
	p, err := project.Parse(text)
	if err != nil {
		return nil, err
	}
	models := &flow.Models{}
	if err := addModels(models, p); err != nil {
		return nil, err
	}
	return models, nil
}

func FuzzModels(f *testing.F) {
	f.Add([]byte("models: |\n  example.com/x.{F,G}  flow  0  ret\nsinks: |\n  example.com/x.F  log  0/A,1  raw  2  -  3\n"))
	f.Add([]byte("models: *a"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if models, err := modelsIn(text); err != nil && (models != nil || !strings.HasPrefix(err.Error(), project.File)) {
			t.Errorf("models of %q returns %v and %q", text, models, err)
		}
	})
}
