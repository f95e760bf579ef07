package precision

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/candor-privacy/candor/analyzers"
	"github.com/candor-privacy/candor/practice"
)

//go:embed verdicts.txt
var verdictsText string

// A finding is what a verdict is about. Lines do, since the module stays as it is; the words of a message would not.
type finding struct {
	module, sink, analyzer, data, source string
}

func (f finding) String() string {
	return fmt.Sprintf("%s  %s  %s  %s  %s", f.module, f.sink, f.analyzer, f.data, f.source)
}

// verdicts says of each judged finding whether it is right.
func verdicts(t testing.TB) map[finding]bool {
	t.Helper()
	rows, err := practice.ParseTable("verdicts.txt", verdictsText, 6)
	if err != nil {
		t.Fatal(err)
	}
	judged := map[finding]bool{}
	for _, row := range rows {
		c := row.Columns
		f := finding{c[0], c[1], c[2], c[3], c[4]}
		if _, twice := judged[f]; twice || c[5] != "right" && c[5] != "wrong" || row.Comment == "" {
			t.Errorf("verdicts.txt:%d: a finding is judged once, right or wrong, with a reason", row.Line)
		}
		judged[f] = c[5] == "right"
	}
	return judged
}

// findings are the faults that the analyzers see in a module.
func findings(b *testing.B, dir, module string) []finding {
	b.Helper()
	result, err := analyzers.Run(b.Context(), dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	var found []finding
	for _, o := range result.Observations {
		if !slices.ContainsFunc(analyzers.Suite, func(s *analysis.Analyzer) bool { return s.Name == o.By }) {
			continue
		}
		for _, e := range o.Evidence {
			source, sink := e, e
			if n := len(e.Trace); n > 0 {
				source, sink = e.Trace[0], e.Trace[n-1] // the line that is told may be a call of the helper that the data leave in
			}
			found = append(found, finding{module, place(sink), o.By, string(o.Practice.Data), place(source)})
		}
	}
	slices.SortFunc(found, func(a, b finding) int { return slices.Compare(a.key(), b.key()) })
	return slices.Compact(found)
}

// elsewhere reports whether another finding tells the same of the same sink: the data are only followed from another place.
func (f finding) elsewhere(other finding) bool {
	f.source = other.source
	return f == other
}

func (f finding) key() []string { return []string{f.sink, f.analyzer, f.data, f.source} }

func place(e practice.Evidence) string { return fmt.Sprintf("%s:%d", e.Source, e.Line) }

func TestVerdictsAreReadable(t *testing.T) {
	if n := len(verdicts(t)); n < 100 {
		t.Errorf("%d findings are judged, want at least 100", n)
	}
}

func BenchmarkPrecision(b *testing.B) {
	judged := verdicts(b)
	rows, err := practice.ParseTable("modules.txt", modulesText, 3)
	if err != nil {
		b.Fatal(err)
	}
	var scores []score
	for _, row := range rows {
		module, version, dropped := row.Columns[0], row.Columns[1], row.Columns[2]
		b.Run(strings.ReplaceAll(module, "/", "_"), func(b *testing.B) {
			dir := b.TempDir()
			if err := fetch(b.Context(), dir, module, version, dropped); err != nil {
				b.Skip(err)
			}
			for b.Loop() {
				s := compare(b, findings(b, dir, module), judged, module)
				s.name, s.sample = called(module)+" "+version, strings.Contains(row.Comment, "sample")
				scores = append(scores, s)
			}
		})
	}
	b.Log("\n" + table(scores))
}

// compare tells what has become of the verdicts of a module.
func compare(b *testing.B, found []finding, judged map[finding]bool, module string) score {
	count := map[string]int{}
	s := score{module: module, families: map[string]tally{}}
	for _, f := range found {
		right, known := judged[f]
		if known {
			s.families[f.analyzer] = s.families[f.analyzer].with(right)
			s.all = s.all.with(right)
		}
		switch {
		case !known:
			count["unjudged"]++
			b.Log("unjudged:", f)
		case right:
			count["right"]++
		default:
			count["wrong"]++
		}
	}
	for f, right := range judged {
		switch {
		case f.module != module || slices.Contains(found, f) || right && slices.ContainsFunc(found, f.elsewhere):
		case right:
			count["lost"]++
			b.Log("lost:", f)
		default:
			count["mended"]++
		}
	}
	for _, name := range []string{"right", "wrong", "unjudged", "lost", "mended"} {
		b.ReportMetric(float64(count[name]), name)
	}
	if s.all.judged > 0 {
		b.ReportMetric(s.all.share(), "precision")
	}
	b.ReportMetric(0, "ns/op")
	return s
}
