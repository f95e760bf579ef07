package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
)

// baselineSchema names the form of a baseline file.
const baselineSchema = "candor/baseline/v1"

// A baseline is the findings of an earlier run of candor code, or the discrepancies of an earlier audit. Its file is meant to lie in the
// repository: sorted, and without lines, so that it changes only when they come and go.
type baseline struct {
	Schema   string         `json:"schema"`
	Findings []knownFinding `json:"findings"`
}

// A knownFinding is one place of a finding, or a discrepancy. Fingerprint alone counts; the rest tells a reader what it is.
type knownFinding struct {
	Fingerprint string `json:"fingerprint"` // of a discrepancy its id
	Rule        string `json:"rule"`
	Practice    string `json:"practice"`
	Name        string `json:"name,omitempty"`
	File        string `json:"file,omitempty"` // of the sink, seen from the module; "" of a discrepancy
}

func (k knownFinding) String() string {
	return fmt.Sprintf("%s: %s (%s) [candor:%s]", k.File, k.Practice, k.Name, k.Rule)
}

// knows reports whether the baseline holds a place.
func (b *baseline) knows(e practice.Evidence) bool {
	return slices.ContainsFunc(b.Findings, func(k knownFinding) bool { return k.Fingerprint == e.Fingerprint })
}

// gone lists what the baseline holds and found does not.
func (b *baseline) gone(found []practice.Observation) []knownFinding {
	today := map[string]bool{}
	for _, k := range knownFindings(found) {
		today[k.Fingerprint] = true
	}
	return slices.DeleteFunc(slices.Clone(b.Findings), func(k knownFinding) bool { return today[k.Fingerprint] })
}

// against is what the baseline knows of an audit's discrepancies.
func (b *baseline) against(source string, found []practice.Discrepancy) *practice.Baseline {
	known := &practice.Baseline{Source: source, Known: []string{}, Gone: []practice.KnownDiscrepancy{}}
	for _, k := range b.Findings {
		if slices.ContainsFunc(found, func(d practice.Discrepancy) bool { return d.ID == k.Fingerprint }) {
			known.Known = append(known.Known, k.Fingerprint)
		} else {
			known.Gone = append(known.Gone, practice.KnownDiscrepancy{ID: k.Fingerprint, Rule: k.Rule, Practice: k.Practice})
		}
	}
	return known
}

func knownFindings(found []practice.Observation) []knownFinding {
	list := []knownFinding{}
	for _, o := range found {
		for _, e := range o.Evidence {
			list = append(list, knownFinding{Fingerprint: e.Fingerprint, Rule: o.By, Practice: o.Practice.String(), Name: o.Name, File: e.Source})
		}
	}
	return list
}

// knownDiscrepancies are those of an outcome that nobody has accepted: what is accepted is told, and ends, by itself.
func knownDiscrepancies(o practice.Outcome) []knownFinding {
	list := []knownFinding{}
	for _, d := range o.Discrepancies {
		if _, accepted := o.Acceptance(d.ID); !accepted {
			list = append(list, knownFinding{Fingerprint: d.ID, Rule: d.Rule, Practice: d.Practice.String()})
		}
	}
	return list
}

// writeBaseline keeps findings in a file.
func writeBaseline(path string, list []knownFinding) error {
	slices.SortFunc(list, func(a, b knownFinding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	var b bytes.Buffer
	if err := reports.WriteJSON(&b, baseline{Schema: baselineSchema, Findings: list}); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Clean(path), b.Bytes(), 0o644); err != nil { // #nosec G306 -- it is committed with the code
		return fmt.Errorf("writing the baseline: %w", err)
	}
	return nil
}

// readBaseline reads what writeBaseline wrote for a command: audits know discrepancies, and candor code knows places.
func readBaseline(path, command string) (*baseline, error) {
	anew := "candor " + command + " --write-baseline makes it anew"
	text, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w; candor %s --write-baseline makes one", err, command)
	}
	var b baseline
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return nil, fmt.Errorf("baseline %s:%d: %w; %s", path, lineOf(text, err, dec.InputOffset()), err, anew)
	}
	if b.Schema != baselineSchema {
		return nil, fmt.Errorf("baseline %s: schema %q, want %q; %s", path, b.Schema, baselineSchema, anew)
	}
	for i, k := range b.Findings {
		if k.Fingerprint == "" {
			return nil, fmt.Errorf("baseline %s: finding %d has no fingerprint; %s", path, i+1, anew)
		}
		if discrepancy := strings.HasPrefix(k.Fingerprint, "d-"); discrepancy == (command == "code") {
			return nil, fmt.Errorf("baseline %s: finding %d is of another command; %s", path, i+1, anew)
		}
	}
	return &b, nil
}

// lineOf is the line of an error in JSON, or of the offset that was reached where the error has no place.
func lineOf(text []byte, err error, reached int64) int {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		reached = e.Offset
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		reached = e.Offset
	}
	return 1 + bytes.Count(text[:min(max(int(reached), 0), len(text))], []byte("\n"))
}
