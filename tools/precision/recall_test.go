package precision

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/analyzers"
	"github.com/candor-privacy/candor/practice"
)

//go:embed flows.txt
var flowsText string

//go:embed applications.txt
var applicationsText string

// A wanted flow is one that somebody found by reading.
type wanted struct {
	module, file    string
	line            int
	analyzers, data []string
	text            string
}

// A seen flow is what an observation says of one place, with the places that the data came by.
type seen struct {
	by, data string
	at       practice.Evidence
}

// sameCall is how many lines apart a call that is written over several of them may be told.
const sameCall = 3

// notes are the analyzers that note what another reports as a fault: a middleware that logs, the number of an account in a log.
var notes = map[string]string{"accesslogs": "logs", "identifiers": "logs"}

// meets reports whether a seen flow is the wanted one.
func (w wanted) meets(s seen) bool {
	by := s.by
	if of, ok := notes[by]; ok {
		by = of
	}
	if !slices.Contains(w.analyzers, by) || !slices.ContainsFunc(w.data, func(d string) bool { return related(d, s.data) }) {
		return false
	}
	if near(s.at, w, sameCall) {
		return true
	}
	return slices.ContainsFunc(s.at.Trace, func(step practice.Evidence) bool { return near(step, w, 1) })
}

func near(e practice.Evidence, w wanted, lines int) bool {
	return e.Source == w.file && e.Line-w.line <= lines && w.line-e.Line <= lines
}

// related reports whether one category is the other or covers it.
func related(a, b string) bool {
	return practice.Covers(practice.Data(a), practice.Data(b)) || practice.Covers(practice.Data(b), practice.Data(a))
}

// wantedFlows reads flows.txt.
func wantedFlows(t testing.TB) []wanted {
	t.Helper()
	rows, err := practice.ParseTable("flows.txt", flowsText, 4)
	if err != nil {
		t.Fatal(err)
	}
	var list []wanted
	for _, row := range rows {
		c := row.Columns
		file, number, _ := strings.Cut(c[1], ":")
		line, err := strconv.Atoi(number)
		if err != nil {
			t.Errorf("flows.txt:%d: %q names no line; want FILE:LINE", row.Line, c[1])
		}
		list = append(list, wanted{c[0], file, line, strings.Split(c[2], "|"), strings.Split(c[3], "|"), strings.Join(c, "  ")})
	}
	return list
}

func TestFlowsAreReadable(t *testing.T) {
	rows, err := practice.ParseTable("applications.txt", applicationsText, 2)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, row := range rows {
		known[row.Columns[0]] = true
	}
	told := map[string]bool{}
	for _, w := range wantedFlows(t) {
		for _, d := range w.data {
			if _, ok := practice.LookupTerm(d, practice.DataTerm); !ok {
				t.Errorf("%s: no term %s", w.text, d)
			}
		}
		if !known[w.module] || told[w.text] {
			t.Errorf("%s: want a module of applications.txt, and each flow once", w.text)
		}
		told[w.text] = true
	}
}

func BenchmarkRecall(b *testing.B) {
	all := wantedFlows(b)
	rows, err := practice.ParseTable("applications.txt", applicationsText, 2)
	if err != nil {
		b.Fatal(err)
	}
	var table strings.Builder
	for _, row := range rows {
		module, version := row.Columns[0], row.Columns[1]
		b.Run(strings.ReplaceAll(module, "/", "_"), func(b *testing.B) {
			dir := b.TempDir()
			if err := fetch(b.Context(), dir, module, version, ""); err != nil {
				b.Skip(err)
			}
			for b.Loop() {
				result, err := analyzers.Run(b.Context(), dir, nil)
				if err != nil {
					b.Fatal(err)
				}
				flows, logs := recalled(b, result.Observations, all, module)
				fmt.Fprintf(&table, "| %s %s | %s | %s |\n", module, version, logs, flows)
			}
		})
	}
	b.Log("\n| application | logs | all |\n|---|---|---|\n" + table.String())
}

// A share is how many of those that are wanted were found.
type share struct{ found, wanted int }

func (s share) String() string { return fmt.Sprintf("%d/%d", s.found, s.wanted) }

func (s share) of() float64 { return float64(s.found) / float64(max(s.wanted, 1)) }

// recalled tells how many of the wanted flows of a module were seen, and lists those that were not.
func recalled(b *testing.B, observations []practice.Observation, all []wanted, module string) (flows, logs share) {
	var list []seen
	for _, o := range observations {
		for _, e := range o.Evidence {
			list = append(list, seen{o.By, string(o.Practice.Data), e})
		}
	}
	for _, w := range all {
		if w.module != module {
			continue
		}
		found := 0
		if slices.ContainsFunc(list, w.meets) {
			found = 1
		} else {
			b.Log("missed:", w.text)
		}
		flows.found, flows.wanted = flows.found+found, flows.wanted+1
		if slices.Contains(w.analyzers, "logs") {
			logs.found, logs.wanted = logs.found+found, logs.wanted+1
		}
	}
	b.ReportMetric(flows.of(), "recall")
	b.ReportMetric(logs.of(), "recall-logs")
	b.ReportMetric(0, "ns/op")
	return flows, logs
}
