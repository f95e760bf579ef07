package reports

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/practice"
)

// The schema forbids what it does not name, so a field that it lacks would make outcomes that have it invalid.
func TestTheSchemaNamesEveryFieldOfAnOutcome(t *testing.T) {
	type object struct {
		Properties map[string]any `json:"properties"`
	}
	var schema struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	if err := json.Unmarshal(Schema, &schema); err != nil {
		t.Fatal(err)
	}
	schema.Defs["outcome"] = schema.object
	for name, value := range map[string]any{
		"acceptance": practice.Acceptance{}, "baseline": practice.Baseline{}, "coverage": practice.Coverage{}, "declaration": practice.Declaration{}, "discrepancy": practice.Discrepancy{}, "document": practice.NoticeDocument{},
		"evidence": practice.Evidence{}, "gap": practice.Gap{}, "kept": practice.Kept{}, "mention": practice.Mention{}, "notice": practice.NoticeSummary{},
		"observation": practice.Observation{}, "outcome": practice.Outcome{}, "quote": practice.Quote{},
		"record": practice.RecordSummary{}, "remedy": practice.Remedy{}, "rule": practice.RuleSummary{}, "unverifiable": practice.Unverifiable{},
	} {
		t.Run(name, func(t *testing.T) {
			var named []string
			for key := range schema.Defs[name].Properties {
				named = append(named, key)
			}
			slices.Sort(named)
			if diff := cmp.Diff(keysOf(reflect.TypeOf(value)), named); diff != "" {
				t.Errorf("-fields +properties:\n%s", diff)
			}
		})
	}
}

// keysOf are the keys with which a struct is written as JSON, sorted.
func keysOf(t reflect.Type) []string {
	var keys []string
	for f := range t.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case key == "-":
		case key == "" && f.Anonymous:
			keys = append(keys, keysOf(f.Type)...)
		case key == "":
			keys = append(keys, f.Name)
		default:
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
