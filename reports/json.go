package reports

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/candor-privacy/candor/practice"
)

// Schema is the JSON Schema of the json format, draft 2020-12.
//
//go:embed schema.json
var Schema []byte

// JSON is the format for programs.
var JSON = &Format{
	Name: "json",
	Doc: `The whole outcome as JSON

Every discrepancy with both sides' proof, the promises kept and what could not be verified. The form is versioned (the
field "schema") and described by a JSON Schema. Practices are one line of the notation; the ids of discrepancies stay
when lines move. Characters that a terminal would obey are written as \u escapes, so that quotes stay exact.`,
	Write: writeJSON,
}

func writeJSON(w io.Writer, o practice.Outcome, _ Options) error {
	return WriteJSON(w, withLists(o))
}

// WriteJSON writes v as indented JSON, in which no character can act on a terminal. It errs if v cannot be JSON, and when w does.
func WriteJSON(w io.Writer, v any) error { return encode(w, v, "  ") }

// encode writes v as JSON and a line end; without indent it is one line.
func encode(w io.Writer, v any, indent string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escape(b.Bytes()))
	return err
}

// escape writes hostile characters as \u escapes. They can only stand in strings there, so the JSON means the same.
func escape(text []byte) []byte {
	var b bytes.Buffer
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == '\n' || !(hostile(r) || joiner(r)):
			b.Write(text[i : i+size])
		case r > 0xFFFF:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xD800+r>>10, 0xDC00+r&0x3FF)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += size
	}
	return b.Bytes()
}

// withLists returns a copy of the outcome in which no list is null, as the schema promises.
func withLists(o practice.Outcome) practice.Outcome {
	o.Notice.Languages = list(o.Notice.Languages)
	for i, d := range o.Notice.Documents {
		if i == 0 {
			o.Notice.Documents = slices.Clone(o.Notice.Documents)
		}
		o.Notice.Documents[i].Languages = list(d.Languages)
	}
	o.Record.States, o.Record.Gaps = list(o.Record.States), list(o.Record.Gaps)
	o.Rules = each(o.Rules, func(r practice.RuleSummary) practice.RuleSummary {
		r.References = list(r.References)
		return r
	})
	o.Discrepancies = each(o.Discrepancies, func(d practice.Discrepancy) practice.Discrepancy {
		d.Declared, d.Observed = each(d.Declared, declaration), each(d.Observed, observation)
		if d.Nearest != nil {
			d.Nearest = each(d.Nearest, declaration)
		}
		d.References, d.Remedies = list(d.References), list(d.Remedies)
		return d
	})
	o.Kept = each(o.Kept, func(k practice.Kept) practice.Kept {
		k.Declared, k.Observed = each(k.Declared, declaration), each(k.Observed, observation)
		return k
	})
	o.Unverifiable = each(o.Unverifiable, func(u practice.Unverifiable) practice.Unverifiable {
		u.Declared = declaration(u.Declared)
		return u
	})
	if o.Accepted != nil {
		o.Accepted = each(o.Accepted, func(a practice.Acceptance) practice.Acceptance {
			a.Matches = list(a.Matches)
			return a
		})
	}
	o.Coverage = each(o.Coverage, func(c practice.Coverage) practice.Coverage {
		c.Said, c.Discrepancies = list(c.Said), list(c.Discrepancies)
		return c
	})
	return o
}

func declaration(d practice.Declaration) practice.Declaration {
	d.Data, d.Purposes, d.Recipients, d.Vendors, d.Scope = list(d.Data), list(d.Purposes), list(d.Recipients), list(d.Vendors), list(d.Scope)
	return d
}

func observation(o practice.Observation) practice.Observation {
	o.Evidence = list(o.Evidence)
	return o
}

// list returns a list that is not nil.
func list[T any](l []T) []T {
	return each(l, func(x T) T { return x })
}

// each returns the list of what f makes of every element; it is never nil.
func each[T, U any](l []T, f func(T) U) []U {
	made := make([]U, len(l))
	for i, x := range l {
		made[i] = f(x)
	}
	return made
}
