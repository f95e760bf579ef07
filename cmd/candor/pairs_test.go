package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
)

const sharedFolder = "../../../shared"

// pairRules are the findings that quote two sides, with the type of pair that each is.
var pairRules = map[string]string{"contradiction": "contradiction", "tension": "tension", "narrowing": "narrowing", "duplicate-block": "duplicate", "opposed-claims": "tension", "inconsistent-detail": "tension", "clauses-without-transfer": "contradiction"}

// A goldPair is two places of a notice that a reader found to stand against each other.
type goldPair struct {
	Seed string `json:"seed_short"`
	Type string `json:"type"`
	A    string `json:"a"`
	B    string `json:"b"`
	Why  string `json:"why"`
}

// A goldStatement is where one side of a pair stands.
type goldStatement struct {
	ID    string `json:"id"`
	Seed  string `json:"seed"`
	Start int    `json:"start_byte"`
	End   int    `json:"end_byte"`
}

// Of what a reader found in five real notices to contradict itself, most is reported, and little else.
func TestPairsOfTheSeedsAreReported(t *testing.T) {
	if _, err := os.Stat(sharedFolder); err != nil {
		t.Skip("no ../shared beside the checkout: the notices and their pairs lie there")
	}
	place := map[string]goldStatement{}
	for _, s := range readLines[goldStatement](t, "gold/seed-gold.jsonl") {
		place[s.ID] = s
	}
	reviews := map[string]policy.Review{}
	for _, s := range place {
		if _, ok := reviews[s.Seed]; !ok {
			review, err := lint(t.Context(), filepath.Join(sharedFolder, "seeds", s.Seed), time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			reviews[s.Seed] = review
		}
	}
	matched := map[string]bool{} // the quotes that stand for a pair of the gold
	reported, all := map[string]int{}, map[string]int{}
	for _, p := range readLines[goldPair](t, "gold/seed-gold-pairs.jsonl") {
		all[p.Type]++
		a, b := place[p.A], place[p.B]
		found := false
		for _, f := range reviews[a.Seed].Findings {
			for _, pair := range sides(f) {
				if meets(pair[0], a) && meets(pair[1], b) || meets(pair[0], b) && meets(pair[1], a) {
					found, matched[key(a.Seed, pair)] = true, true
				}
			}
		}
		if found {
			reported[p.Type]++
		} else {
			t.Logf("not reported: %s %s and %s: %s", p.Type, p.A, p.B, p.Why)
		}
	}
	extra := 0
	for seed, review := range reviews {
		for _, f := range review.Findings {
			for _, pair := range sides(f) {
				if pairRules[f.Rule] == "" || matched[key(seed, pair)] {
					continue
				}
				note := defensible(t, seed, f.Rule, pair)
				if note == "" && f.Rule != "duplicate-block" {
					extra++
				}
				t.Logf("beside the gold: %s %s lines %d and %d: %s [%s]", seed[:3], f.Rule, pair[0].Line, pair[1].Line, f.Message, note)
			}
		}
	}
	for kind, n := range all {
		t.Logf("%s: %d of %d reported", kind, reported[kind], n)
	}
	t.Logf("%d pairs reported that are neither in the gold nor argued for", extra)
	if reported["contradiction"] < 14 || extra > 8 {
		t.Errorf("%d contradictions of the gold reported and %d other pairs, want at least 14 and at most 8", reported["contradiction"], extra)
	}
}

// sides are the pairs of quotes that a finding holds against each other: the first against every other.
func sides(f policy.Finding) [][2]practice.Quote {
	var pairs [][2]practice.Quote
	for i := 1; i < len(f.Quotes); i++ {
		pairs = append(pairs, [2]practice.Quote{f.Quotes[0], f.Quotes[i]})
	}
	return pairs
}

func meets(q practice.Quote, s goldStatement) bool { return q.Start < s.End && q.End > s.Start }

func key(seed string, pair [2]practice.Quote) string {
	return fmt.Sprint(seed, pair[0].Start, pair[0].End, pair[1].Start, pair[1].End)
}

// defensible is why a pair that no reader noted stands all the same, from testdata/defensible.txt; "" when nobody argues for it.
func defensible(t *testing.T, seed, rule string, pair [2]practice.Quote) string {
	t.Helper()
	rows, err := practice.ParseTable("defensible.txt", string(readFile(t, "testdata/defensible.txt")), 5)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{seed[:3], rule, fmt.Sprint(pair[0].Line), fmt.Sprint(pair[1].Line)}
	for _, row := range rows {
		if slices.Equal(row.Columns[:4], want) {
			return row.Columns[4]
		}
	}
	return ""
}

// readLines reads a file with one JSON object a line.
func readLines[T any](t *testing.T, name string) []T {
	t.Helper()
	var list []T
	lines := bufio.NewScanner(strings.NewReader(string(readFile(t, filepath.Join(sharedFolder, name)))))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		list = append(list, v)
	}
	return list
}

// Every archive in testdata/pairs holds a notice and, in "want", what is told of two of its places, with their lines.
func TestPairsInOurOwnWords(t *testing.T) {
	files, err := filepath.Glob("testdata/pairs/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives in testdata/pairs: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			notice := filepath.Join(t.TempDir(), archive.Files[0].Name)
			writeFile(t, notice, archive.Files[0].Data)
			review, err := lint(t.Context(), notice, time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, f := range review.Findings {
				if pairRules[f.Rule] == "" {
					continue
				}
				fmt.Fprintf(&got, "%s %s: %s", f.Severity, f.Rule, f.Message)
				for _, q := range f.Quotes {
					fmt.Fprintf(&got, " %d", q.Line)
				}
				got.WriteByte('\n')
				if f.Why == "" || f.Remedy == "" || len(f.References) == 0 {
					t.Errorf("%s: a finding says why, by which law, and what to write instead", f.Message)
				}
			}
			if *update {
				archive.Files[1].Data = []byte(got.String())
				writeFile(t, file, txtar.Format(archive))
				return
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got.String()); diff != "" {
				t.Errorf("pairs of %s (-want +got):\n%s", file, diff)
			}
		})
	}
}
