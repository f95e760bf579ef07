package policy

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// today is the day of the reviews in testdata.
var today = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// Every archive in testdata/reviews holds a notice and, in "want", its items and what is wrong with it.
func TestReviews(t *testing.T) {
	for _, file := range archives(t, "reviews") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			review, _, err := LintBytes(archive.Files[0].Name, archive.Files[0].Data, today)
			if err != nil {
				t.Fatal(err)
			}
			got := compactReview(review)
			if *update {
				archive.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("reviewing %s (-want +got):\n%s", archive.Files[0].Name, diff)
			}
			for _, f := range review.Findings {
				for _, q := range f.Quotes {
					if text := string(archive.Files[0].Data[q.Start:q.End]); text != q.Text {
						t.Errorf("%s quotes %q, want the input's %q", f.Rule, q.Text, text)
					}
				}
			}
		})
	}
}

func compactReview(r Review) string {
	var b strings.Builder
	for _, item := range r.Items {
		fmt.Fprintf(&b, "%s %s", item.Item, item.State)
		for _, q := range item.Quotes {
			fmt.Fprintf(&b, " %d", q.Line)
		}
		b.WriteByte('\n')
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s: %s", f.Severity, f.Rule, f.Message)
		for _, q := range f.Quotes {
			fmt.Fprintf(&b, " %d", q.Line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestEveryItemHasATeller(t *testing.T) {
	var items, tellers []string
	for _, item := range Items() {
		items = append(items, item.Key)
	}
	for _, teller := range itemTellers {
		tellers = append(tellers, teller.item)
	}
	if diff := cmp.Diff(items, sorted(items, tellers)); diff != "" || len(items) != 21 {
		t.Errorf("%d items and their tellers (-items +tellers):\n%s", len(items), diff)
	}
}

// sorted is the tellers in the order of the items, with those that no item knows at the end.
func sorted(items, tellers []string) []string {
	var list []string
	for _, item := range items {
		if contains(tellers, item) {
			list = append(list, item)
		}
	}
	for _, teller := range tellers {
		if !contains(items, teller) {
			list = append(list, teller)
		}
	}
	return list
}

func TestEveryCheckSaysWhatItFinds(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Checks {
		title, rest, ok := strings.Cut(c.Doc, "\n\n")
		if !ok || title == "" || rest == "" || strings.HasSuffix(title, ".") {
			t.Errorf("%s: the doc is no title, blank line and explanation:\n%s", c.Name, c.Doc)
		}
		if seen[c.Name] {
			t.Errorf("%s is listed twice", c.Name)
		}
		seen[c.Name] = true
	}
}

func TestADeclaredPolicyHasNoTextToReview(t *testing.T) {
	_, _, err := LintBytes("candor-policy.yaml", []byte("version: 1\n"), today)
	if err == nil || !strings.Contains(err.Error(), "give the notice itself") {
		t.Errorf("err = %v, want the way out", err)
	}
}

func TestANoticeThatStatesNothingLacksEverything(t *testing.T) {
	review, _, err := LintBytes("notice.txt", []byte("The weather in this town is what it is, and we are not the ones to change it."), today)
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range review.Items {
		if item.State != Absent {
			t.Errorf("%s is %s, want absent", item.Item, item.State)
		}
	}
}

func TestAGapOfATemplateIsQuotedWithItsBrackets(t *testing.T) {
	review, _, err := LintBytes("notice.txt", []byte("We collect your name. Write to [INSERT E-MAIL ADDRESS]\n"), today)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range review.Findings {
		if f.Rule == Placeholder.Name && !strings.HasSuffix(f.Quotes[0].Text, "[INSERT E-MAIL ADDRESS]") {
			t.Errorf("the quote is %q, want it to end with its bracket", f.Quotes[0].Text)
		}
	}
	if !slices.ContainsFunc(review.Findings, func(f Finding) bool { return f.Rule == Placeholder.Name }) {
		t.Errorf("no %s in %+v", Placeholder.Name, review.Findings)
	}
}
