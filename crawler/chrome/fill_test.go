package chrome

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// Sixty fields are typed into, whatever stands before them, and that there are more is told.
func TestNoCrowdOfFieldsHidesOne(t *testing.T) {
	t.Parallel()
	s, err := running(t).Open(t.Context(), crawler.Visitor{Types: func(f crawler.Field) (string, practice.Data) {
		return map[string]string{"email": "no"}[f.Name], "contact"
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for query, want := range map[string]struct {
		typed int
		gap   string
	}{"other=300&email=1": {1, ""}, "other=1&email=62": {60, "more than 60 fields to type into; what the page sends of the rest was not seen"}} {
		p, err := s.Visit(t.Context(), "https://shop.example/typed-many.html?"+query)
		if err != nil {
			t.Fatal(err)
		}
		gap := ""
		for _, g := range p.Gaps {
			gap += g.Reason
		}
		if len(p.Typed) != want.typed || gap != want.gap {
			t.Errorf("%s: %d fields are typed into, and the gap is %q; want %d and %q", query, len(p.Typed), gap, want.typed, want.gap)
		}
	}
}

// What a person could type into is typed into, key by key, in frames too, and nothing is submitted.
func TestFieldsAreTypedInto(t *testing.T) {
	t.Parallel()
	values := map[string]string{"email": "qx7k2mv9zd@example.com", "phone": "0639984177", "name": "Wexbrun Ada", "website": "no"}
	s, err := running(t).Open(t.Context(), crawler.Visitor{Types: func(f crawler.Field) (string, practice.Data) { return values[f.Name], "contact" }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Visit(t.Context(), "https://shop.example/typed.html")
	if err != nil {
		t.Fatal(err)
	}
	var typed []string
	for _, f := range p.Typed {
		typed = append(typed, f.Form+"/"+f.Field+"="+f.Value)
		if f.Left.Before(f.Start) || f.Start.IsZero() {
			t.Errorf("%s was typed from %s to %s", f.Field, f.Start, f.Left)
		}
	}
	if diff := cmp.Diff([]string{"sign-up/email=qx7k2mv9zd@example.com", "sign-up/phone=0639984177", "/name=Wexbrun Ada"}, typed); diff != "" {
		t.Errorf("typed (-want +got):\n%s", diff)
	}
	var sent []string
	keys := 0
	for _, r := range p.Requests {
		switch crawler.Host(r.URL) {
		case "keys.example":
			keys++
		case "blur.example":
			sent = append(sent, string(r.Body))
		case "frame.example":
			if strings.Contains(r.URL, "?n=") {
				sent = append(sent, r.URL)
			}
		}
		if strings.HasSuffix(r.URL, "/submitted") || strings.HasSuffix(r.URL, "/joined") {
			t.Errorf("the form was submitted: %s", r.URL)
		}
	}
	if keys != len(values["email"]) {
		t.Errorf("%d keys were heard, want %d", keys, len(values["email"]))
	}
	slices.Sort(sent)
	want := []string{"https://frame.example/pixel.gif?n=Wexbrun%20Ada", `{"email":"` + base64.StdEncoding.EncodeToString([]byte(values["email"])) + `"}`}
	if diff := cmp.Diff(want, sent); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

// A page that moves the focus to its button gets no key that presses it, what was typed until then is told, and what its scripts submit is held back.
func TestNothingIsSubmittedWhenThePageMovesTheFocus(t *testing.T) {
	t.Parallel()
	const value = "Wex brun"
	s, err := running(t).Open(t.Context(), crawler.Visitor{Types: func(crawler.Field) (string, practice.Data) { return value, "identity.name" }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Visit(t.Context(), "https://shop.example/typed-away.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range p.Requests {
		if strings.Contains(r.URL, "/joined") || strings.Contains(r.URL, "/pressed") {
			t.Errorf("typing made the page do %s", r.URL)
		}
	}
	var typed []string
	for _, f := range p.Typed {
		typed = append(typed, f.Field+"="+f.Value)
	}
	if diff := cmp.Diff([]string{"away=Wex", "asks=Wex brun", "sends=Wex brun", "inner=Wex brun"}, typed); diff != "" {
		t.Errorf("typed (-want +got):\n%s", diff)
	}
	find(t, p, "https://shop.example/pixel.gif?told=Wex+br") // by a form that the page's script made to send it
	var gaps []string
	for _, gap := range p.Gaps {
		gaps = append(gaps, gap.Reason)
	}
	const held = `the page was to submit the form %q by itself while it was typed into; it was held back, and what it would have sent was not seen`
	want := []string{
		`the field "away" lost the focus while it was typed into; of the rest nothing can be seen`,
		fmt.Sprintf(held, "direct"), fmt.Sprintf(held, "https://shop.example/joined"),
	}
	if diff := cmp.Diff(want, gaps); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
}

func TestAVisitorWithoutWordsTypesNothing(t *testing.T) {
	t.Parallel()
	if p := visit(t, "https://shop.example/typed.html"); len(p.Typed) > 0 {
		t.Errorf("typed %v", p.Typed)
	}
}

// A document that its page writes anew loses its listeners; what is typed there is told all the same, and nothing is submitted.
func TestADocumentWrittenAnewIsTypedIntoAndNotSubmitted(t *testing.T) {
	t.Parallel()
	const value = "qx7k2mv9zd@example.com"
	s, err := running(t).Open(t.Context(), crawler.Visitor{Types: func(crawler.Field) (string, practice.Data) { return value, "contact.email" }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Visit(t.Context(), "https://shop.example/opened.html")
	if err != nil {
		t.Fatal(err)
	}
	var typed []string
	for _, f := range p.Typed {
		typed = append(typed, f.Field+"="+f.Value)
	}
	if diff := cmp.Diff([]string{"outer=" + value, "inner=" + value}, typed); diff != "" {
		t.Errorf("typed (-want +got):\n%s\ngaps %v", diff, p.Gaps)
	}
	for _, r := range p.Requests {
		if strings.Contains(r.URL, "/joined") {
			t.Errorf("the form was submitted: %s %s", r.Method, r.URL)
		}
	}
	if !slices.ContainsFunc(p.Requests, func(r crawler.Request) bool { return strings.Contains(r.URL, "/told?"+value) }) {
		t.Errorf("what the page sent of the value is not told: %v", urls(p))
	}
}
