package reports

import (
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed passives.txt
var passivesText string

var passives = sync.OnceValue(func() map[practice.Action]string {
	table := map[practice.Action]string{}
	for _, row := range practice.MustTable("passives.txt", passivesText, 2) {
		table[practice.Action(row.Columns[0])] = row.Columns[1]
	}
	return table
})

// ObservationFormats are the forms in which WriteObservations tells what was seen.
var ObservationFormats = []string{"text", "json", "sarif"}

// WriteObservations tells what was seen, without judging it: in the format "text" one line a place, as go vet writes
// them, sorted by place; in the format "json" the observations themselves; in the format "sarif" a result a place, with the gaps. In
// SARIF, by describes what saw them, where that is known.
func WriteObservations(w io.Writer, format string, seen practice.Observations, by []practice.RuleSummary) error {
	switch format {
	case "text":
		return writeFindings(w, seen.Seen)
	case "json":
		return WriteJSON(w, each(seen.Seen, observation))
	case "sarif":
		return writeSARIFFindings(w, seen, by)
	}
	return fmt.Errorf("unknown format %q: want %s", Clean(format), strings.Join(ObservationFormats, ", "))
}

// A found is one place of an observation.
type found struct {
	observation practice.Observation
	evidence    practice.Evidence
}

// foundIn lists the places of observations, by file, line and column.
func foundIn(seen []practice.Observation) []found {
	var all []found
	for _, o := range seen {
		for _, e := range o.Evidence {
			all = append(all, found{o, e})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.evidence.Source, b.evidence.Source), a.evidence.Line-b.evidence.Line, a.evidence.Column-b.evidence.Column)
	})
	return all
}

func writeFindings(w io.Writer, seen []practice.Observation) error {
	var b strings.Builder
	for _, f := range foundIn(seen) {
		fmt.Fprintf(&b, "%s: %s [candor:%s]\n", spot(f.evidence), f.message(), Clean(f.observation.By))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// message says what is done in that place. An analyzer says it itself, in the words that go vet shows:
//
//	signup/handler.go:91:3: e-mail address (contact.email) of User is written to a log: slog.Info "welcome" ← r.FormValue("email") at 74:11 [candor:logs]
//
// A detector says what is to be seen, and the practice says what that means:
//
//	https://shop.example/: tracer.cookie_id (_ga) is kept on the device by Google Analytics before consent: set by script, request 12 [candor:cookies]
func (f found) message() string {
	o := f.observation
	if o.Practice.Actor == practice.Code {
		return Clean(f.evidence.Detail)
	}
	text := Clean(string(o.Practice.Data))
	if o.Name != "" {
		text += " (" + Clean(o.Name) + ")"
	}
	return text + " " + passive(o.Practice) + ": " + detail(f.evidence)
}

func passive(p practice.Practice) string {
	to := ""
	if p.Recipient != "" {
		to = "to " + Clean(string(p.Recipient))
		if t, ok := practice.LookupTerm(string(p.Action), practice.ActionTerm); ok && t.Preposition == "by" {
			to = "by " + Clean(string(p.Recipient))
		}
	}
	words := strings.Replace(passives()[p.Action], "{to}", to, 1)
	if p.Purpose != "" {
		words += " for " + Clean(string(p.Purpose))
	}
	if p.Condition != "" {
		words += " " + Clean(string(p.Condition))
	}
	return strings.Join(strings.Fields(words), " ")
}
