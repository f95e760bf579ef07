package policy

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/practice"
)

const initHead = `# What the company says about personal data, as code. Written from %s; correct it, then let it be read in place of the prose.
# Every entry has the words it was read from. "never" and "only" are promises. See candor policy schema.
`

// Init writes a declared policy file that says the same as the notice, for a person to correct. Reading it gives the same practices.
func Init(n practice.Notice) ([]byte, error) {
	file := declared{Version: 1, Controller: declaredParty{Name: n.Company}, Notice: declaredNotice{File: n.Source, Languages: n.Languages, Updated: n.Date}}
	for i, d := range n.Declarations {
		e := entryOf(d)
		e.ID = fmt.Sprintf("%s-%d", d.Kind, i+1)
		switch d.Polarity {
		case practice.Denied:
			file.Never = append(file.Never, e)
		case practice.AffirmedOnly:
			file.Only = append(file.Only, e)
		default:
			file.Declarations = append(file.Declarations, e)
		}
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, initHead, n.Source)
	dumper, err := yaml.NewDumper(&out, yaml.WithIndent(2))
	if err != nil {
		return nil, fmt.Errorf("writing the policy of %s: %w", n.Source, err)
	}
	if err := dumper.Dump(file); err != nil {
		return nil, fmt.Errorf("writing the policy of %s: %w", n.Source, err)
	}
	if err := dumper.Close(); err != nil {
		return nil, fmt.Errorf("writing the policy of %s: %w", n.Source, err)
	}
	return out.Bytes(), nil
}

// entryOf is the entry that says what the declaration says.
func entryOf(d practice.Declaration) entry {
	e := entry{
		Practice: d.Kind, Data: d.Data, Purposes: d.Purposes, Audience: d.Scope, Storage: d.Places, Right: d.Right, Mechanism: d.Mechanism,
		Basis: d.Bases, Universal: d.Universal,
		Quote: oneLine(d.Text),
	}
	if d.Modality != practice.States {
		e.Modality = d.Modality
	}
	for mode, c := range conditionOfMode() {
		if c == d.Condition {
			e.Consent = mode
		}
	}
	for _, p := range d.Recipients {
		if p != practice.FirstParty || !ours(d.Kind) || len(d.Recipients)+len(d.Vendors) > 1 {
			e.Recipients = append(e.Recipients, string(p))
		}
	}
	for _, v := range d.Vendors {
		e.Recipients = append(e.Recipients, "vendor:"+string(v))
	}
	if d.Kind == practice.KindRetention && d.Period != "" {
		e.Retention = &retentionEntry{Period: d.Period}
	} else {
		e.MaxAge = d.Period
	}
	for _, name := range d.Tracers {
		e.Tracers = append(e.Tracers, tracerEntry{Name: name})
	}
	return e
}

// oneLine is the quote with every run of white space as one space.
func oneLine(text string) string { return string(bytes.Join(bytes.Fields([]byte(text)), []byte(" "))) }
