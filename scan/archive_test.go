package scan

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/practice"
)

// archiveOf returns network.har of a record as any reader of the format sees it.
func archiveOf(t *testing.T, rec *Record) map[string]any {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(rec.path, harFile))
	if err != nil {
		t.Fatal(err)
	}
	var archive map[string]any
	if err := json.Unmarshal(text, &archive); err != nil {
		t.Fatal(err)
	}
	return archive
}

func TestTheArchiveHasEveryFieldThatTheFormatDemands(t *testing.T) {
	rules, err := os.ReadFile("testdata/har-1.2.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, redact := range []bool{false, true} {
		archive := archiveOf(t, run(t, func(j *Job) { j.Redact = redact }))
		for _, row := range practice.MustTable("har-1.2.txt", string(rules), 2) {
			for _, fault := range faults(archive, strings.Split(row.Columns[0], "."), row.Columns[1]) {
				t.Errorf("redacted %v: %s %s", redact, row.Columns[0], fault)
			}
		}
	}
}

// faults says what is wrong with what lies at the end of path in value.
func faults(value any, path []string, kind string) []string {
	if len(path) == 0 {
		if !is(value, kind) {
			return []string{fmt.Sprintf("is %#v, want a %s", value, kind)}
		}
		return nil
	}
	name := strings.TrimSuffix(path[0], "[]")
	object, ok := value.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("has no object before %s", name)}
	}
	inner, present := object[strings.TrimSuffix(name, "?")]
	switch {
	case !present && strings.HasSuffix(name, "?"):
		return nil
	case !present:
		return []string{"is missing"}
	case name == path[0]:
		return faults(inner, path[1:], kind)
	}
	list, ok := inner.([]any)
	if !ok {
		return []string{name + " is no list"}
	}
	var all []string
	for _, element := range list {
		all = append(all, faults(element, path[1:], kind)...)
	}
	return all
}

func is(value any, kind string) bool {
	text, isText := value.(string)
	number, isNumber := value.(float64)
	switch kind {
	case "string":
		return isText
	case "date":
		_, err := time.Parse(time.RFC3339Nano, text)
		return err == nil
	case "number":
		return isNumber && number >= 0
	case "size":
		return isNumber && number >= -1 && number == float64(int(number))
	case "list":
		_, ok := value.([]any)
		return ok
	}
	_, ok := value.(map[string]any)
	return ok && kind == "object"
}

func TestTheArchiveHoldsEveryRequestOnItsPage(t *testing.T) {
	rec := run(t, nil)
	log := archiveOf(t, rec)["log"].(map[string]any)
	var pages []string
	for _, p := range log["pages"].([]any) {
		pages = append(pages, p.(map[string]any)["id"].(string))
	}
	want := 0
	for _, p := range rec.pages {
		want += len(p.Requests)
	}
	entries := log["entries"].([]any)
	if len(entries) != want {
		t.Errorf("the archive holds %d requests, want %d", len(entries), want)
	}
	for _, e := range entries {
		if page := e.(map[string]any)["pageref"].(string); !slices.Contains(pages, page) {
			t.Errorf("a request belongs to %s, which is none of %v", page, pages)
		}
	}
}

func TestTheArchiveTellsWhichCookiesAnAnswerSets(t *testing.T) {
	rec := run(t, nil)
	set := map[string]bool{}
	for _, e := range archiveOf(t, rec)["log"].(map[string]any)["entries"].([]any) {
		for _, c := range e.(map[string]any)["response"].(map[string]any)["cookies"].([]any) {
			set[c.(map[string]any)["name"].(string)] = true
		}
	}
	for _, p := range rec.pages {
		for _, c := range p.Cookies {
			if c.Request > 0 && !set[c.Name] {
				t.Errorf("no answer in the archive sets %s, which request %d did", c.Name, c.Request)
			}
		}
	}
}
