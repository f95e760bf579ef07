package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// Every rule must flag what its own examples say it flags, and leave alone what they say it leaves alone.
func TestRulesDecideTheirExamples(t *testing.T) {
	for _, r := range slices.Concat(All, OfText) {
		t.Run(r.Name, func(t *testing.T) {
			flagged, left := 0, 0
			for _, e := range r.Examples {
				found := compareExample(t, e, r.Name)
				if got := len(found) > 0; got != e.Flag {
					t.Errorf("seen %q, said %q: flagged %v, want %v", e.Seen, e.Said, got, e.Flag)
				}
				if e.Flag {
					flagged++
				} else {
					left++
				}
			}
			if flagged == 0 || left == 0 {
				t.Errorf("%d examples that are flagged and %d that are not; a rule shows both", flagged, left)
			}
		})
	}
}

// compareExample runs all rules on an example and returns the discrepancies of one of them.
func compareExample(t *testing.T, e Example, rule string) []practice.Discrepancy {
	t.Helper()
	all := Compare(readSeen(t, e.Seen), readSaid(t, e.Said)).Discrepancies
	if e.Seen == "" {
		all = Review(readSaid(t, e.Said))
	}
	return slices.DeleteFunc(all, func(d practice.Discrepancy) bool { return d.Rule != rule })
}

// readSeen reads the lines of Example.Seen. The site was visited in all states, and one package of code was read.
func readSeen(t *testing.T, text string) practice.Observations {
	t.Helper()
	seen := practice.Observations{
		States: []practice.Condition{practice.BeforeConsent, practice.Accepted, practice.Refused},
		Pages:  1, Packages: 1,
	}
	var made, refused practice.Choice
	for i, line := range lines(text) {
		notation, more := cutMore(t, line)
		if dialog, ok := strings.CutPrefix(notation, "dialog of "); ok {
			platform, answer, _ := strings.Cut(dialog, " ")
			act, clicked, _ := strings.Cut(answer, " by ")
			c := practice.Choice{Page: "https://larkspur.example/", Platform: platform, Offered: true, Clicked: strings.Split(clicked, ", "), Scripted: strings.HasPrefix(clicked, "by script")}
			if c.Clicks = len(c.Clicked); c.Scripted {
				c.Clicks = 0
			}
			switch act {
			case "accepts":
				made = c
				made.State = practice.Accepted
			case "refuses":
				refused = c
				refused.State = practice.Refused
			default:
				t.Fatalf("seen %q: a dialog accepts or refuses by what was clicked", line)
			}
			continue
		}
		if platform, ok := strings.CutPrefix(notation, "platform "); ok {
			name, tracer, _ := strings.Cut(platform, " lists")
			seen.Declared = append(seen.Declared, practice.DeclaredTracer{
				Page: "https://larkspur.example/", Platform: name, Name: strings.TrimSpace(tracer), Service: more["service"], Category: more["category"], Duration: more["period"],
			})
			continue
		}
		p, err := practice.Parse(notation)
		if err != nil {
			t.Fatalf("seen %q: %v", line, err)
		}
		o := practice.Observation{Practice: p, By: "example", Name: more["name"], Place: more["place"], Period: practice.Period(more["period"])}
		place := practice.Evidence{Source: "https://larkspur.example/", Detail: "an example"}
		if p.Actor == practice.Code {
			place = practice.Evidence{Source: "signup/handler.go", Line: i + 1, Detail: "an example"}
		}
		if more["at"] != "" {
			place.Source = more["at"]
		}
		if more["gpc"] == "claimed" {
			seen.ClaimsGPC = "https://larkspur.example/.well-known/gpc.json"
		}
		o.Evidence = []practice.Evidence{place}
		seen.Seen = append(seen.Seen, o)
	}
	if made.Platform != "" { // and a dialog that does not say how it refuses does not
		if refused.Platform == "" {
			refused = practice.Choice{Page: made.Page, State: practice.Refused, Platform: made.Platform}
		}
		seen.Choices = append(seen.Choices, made)
	}
	if refused.Platform != "" {
		seen.Choices = append(seen.Choices, refused)
	}
	return seen
}

// readSaid reads the lines of Example.Said, each a line of a notice; statements stand a hundred bytes apart.
func readSaid(t *testing.T, text string) practice.Notice {
	t.Helper()
	notice := practice.Notice{Source: "privacy.md", Languages: []string{"en"}}
	for i, line := range lines(text) {
		d := readStatement(t, line)
		d.Source, d.Line, d.Start, d.End = "privacy.md", i+1, 100*i, 100*i+50
		notice.Declarations = append(notice.Declarations, d)
	}
	return notice
}

func readStatement(t *testing.T, line string) practice.Declaration {
	t.Helper()
	statement, more := cutMore(t, line)
	word, notation, ok := strings.Cut(statement, ": ")
	if !ok {
		t.Fatalf("said %q: no polarity and colon at the beginning", line)
	}
	d := practice.Declaration{Modality: practice.States, Section: "s", Lang: "en"}
	switch word {
	case "affirmed":
		d.Polarity = practice.Affirmed
	case "may":
		d.Polarity, d.Modality = practice.Affirmed, practice.May
	case "only":
		d.Polarity = practice.AffirmedOnly
	case "denied":
		d.Polarity = practice.Denied
	default:
		t.Fatalf("said %q: unknown polarity %q", line, word)
	}
	d.Kind, notation = kindOf(t, notation)
	p, err := practice.Parse("first_party " + notation)
	if err != nil {
		t.Fatalf("said %q: %v", line, err)
	}
	d.Data, d.Condition = []practice.Data{p.Data}, p.Condition
	if p.Purpose != "" {
		d.Purposes = []practice.Purpose{p.Purpose}
	}
	if _, class := practice.LookupTerm(string(p.Recipient), practice.RecipientTerm); class {
		d.Recipients = []practice.Party{p.Recipient}
	} else if p.Recipient != "" {
		d.Vendors = []practice.Party{p.Recipient}
	}
	d.Text = more["quote"]
	d.Period = practice.Period(more["period"])
	d.Tracers = strings.Fields(more["tracers"])
	d.Mechanism, d.Bases, d.Places = more["mechanism"], strings.Fields(more["basis"]), strings.Fields(more["places"])
	d.Universal = more["universal"] == "yes"
	if more["section"] != "" {
		d.Section = more["section"]
	}
	for _, name := range strings.Fields(more["members"]) {
		d.Members = append(d.Members, practice.Party(name))
	}
	for _, s := range strings.Fields(more["scope"]) {
		d.Scope = append(d.Scope, practice.Audience(s))
	}
	return d
}

// kindOf takes the kind of a statement from its first word: a kind, or the action that the kind is about.
func kindOf(t *testing.T, notation string) (practice.Kind, string) {
	t.Helper()
	word, rest, _ := strings.Cut(notation, " ")
	for _, k := range practice.TermsOf(practice.KindTerm) {
		if k.Action == practice.Action(word) {
			return practice.Kind(k.Key), notation
		}
	}
	if _, ok := practice.LookupTerm(word, practice.KindTerm); !ok {
		t.Fatalf("said %q: %q is neither an action nor a kind", notation, word)
	}
	if strings.Contains(rest, " to ") {
		return practice.Kind(word), "share " + rest
	}
	return practice.Kind(word), "use " + rest
}

// exampleKeys are what an Example says beside the notation.
var exampleKeys = []string{"name", "period", "tracers", "scope", "quote", "at", "mechanism", "basis", "places", "universal", "section", "members", "gpc", "service", "category", "place"}

// cutMore splits "NOTATION; KEY VALUE; KEY VALUE".
func cutMore(t *testing.T, line string) (string, map[string]string) {
	t.Helper()
	parts := strings.Split(line, "; ")
	more := map[string]string{}
	for _, p := range parts[1:] {
		key, value, ok := strings.Cut(p, " ")
		if !ok || !slices.Contains(exampleKeys, key) {
			t.Fatalf("%q: want one of %s, and a value, after each semicolon", line, strings.Join(exampleKeys, ", "))
		}
		more[key] = value
	}
	return parts[0], more
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func describe(found []practice.Discrepancy) string {
	var text []string
	for _, d := range found {
		text = append(text, fmt.Sprintf("%s %s %s: %s (%d seen, %d said)", d.Severity, d.Rule, d.Verdict, d.Practice, len(d.Observed), len(d.Declared)))
	}
	return strings.Join(text, "\n")
}
