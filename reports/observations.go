package reports

import (
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

// WriteObservations tells what was seen, without judging it: in the format "text" one line a place, as go vet writes
// them, with the path of the data from the sink back to its source; in the format "json" the observations themselves.
func WriteObservations(w io.Writer, format string, seen []practice.Observation, _ Options) error {
	switch format {
	case "text":
		var b strings.Builder
		for _, o := range seen {
			for _, e := range o.Evidence {
				b.WriteString(finding(o, e) + "\n")
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	case "json":
		return encode(w, each(seen, observation))
	}
	return fmt.Errorf("unknown format %q: want text or json", Clean(format))
}

// finding writes one place in one line:
//
//	signup/handler.go:91:3: contact.email (u.Email) is written to a log: slog.Info "welcome" ← r.FormValue("email") at signup/handler.go:74:11 [candor:logs]
func finding(o practice.Observation, e practice.Evidence) string {
	text := fmt.Sprintf("%s: %s", spot(e), Clean(string(o.Practice.Data)))
	if o.Name != "" {
		text += " (" + Clean(o.Name) + ")"
	}
	text += " " + passive(o.Practice) + ": " + Clean(e.Detail)
	if e.Request > 0 {
		text += fmt.Sprintf(", request %d", e.Request)
	}
	for _, t := range slices.Backward(e.Trace) {
		text += " ← " + Clean(t.Detail) + " at " + spot(t)
	}
	return text + " [candor:" + Clean(o.By) + "]"
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
