package policy

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

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
		e := entryOf(d, file.language())
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
	var body bytes.Buffer
	stand := newStandIns(&file)
	dumper, err := yaml.NewDumper(&body, yaml.WithIndent(2))
	if err != nil {
		return nil, fmt.Errorf("writing the policy of %s: %w", n.Source, err)
	}
	if err := dumper.Dump(file); err != nil {
		return nil, fmt.Errorf("writing the policy of %s: %w", n.Source, err)
	}
	if err := dumper.Close(); err != nil {
		return nil, fmt.Errorf("writing the policy of %s: %w", n.Source, err)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, initHead, oneLine(n.Source))
	for _, g := range n.Gaps {
		fmt.Fprintf(&out, "# Not read, so write it down by hand: %s: %s\n", oneLine(g.Source), oneLine(g.Reason))
	}
	out.WriteString(stand.restore(body.String()))
	return out.Bytes(), nil
}

// standIns are characters of the private use area that stand for those beyond the basic plane while YAML is written: the library would
// escape an emoji, and with it the whole quote would no longer stand in the file word for word.
type standIns map[rune]rune

// newStandIns puts stand-ins into the quotes of a file.
func newStandIns(f *declared) standIns {
	s, next := standIns{}, rune(0xE000)
	var text strings.Builder
	for _, part := range [][]entry{f.Declarations, f.Never, f.Only} {
		for _, e := range part {
			text.WriteString(e.Quote.text)
			for _, q := range e.Also {
				text.WriteString(q.text)
			}
		}
	}
	taken := text.String()
	for _, r := range taken {
		if r <= 0xFFFF || s[r] != 0 {
			continue
		}
		for strings.ContainsRune(taken, next) {
			next++
		}
		if next > 0xF8FF {
			break // what has none is escaped
		}
		s[r] = next
		next++
	}
	put := func(text string) string { return strings.Map(func(r rune) rune { return cmp.Or(s[r], r) }, text) }
	for _, part := range [][]entry{f.Declarations, f.Never, f.Only} {
		for i := range part {
			part[i].Quote.text = put(part[i].Quote.text)
			for j := range part[i].Also {
				part[i].Also[j].text = put(part[i].Also[j].text)
			}
		}
	}
	return s
}

// restore puts the characters back.
func (s standIns) restore(text string) string {
	back := map[rune]rune{}
	for r, stand := range s {
		back[stand] = r
	}
	return strings.Map(func(r rune) rune { return cmp.Or(back[r], r) }, text)
}

// entryOf is the entry that says what the declaration says; lang is the language of entries that name none.
func entryOf(d practice.Declaration, lang string) entry {
	e := entry{
		Practice: d.Kind, Data: d.Data, Purposes: d.Purposes, Audience: d.Scope, Right: d.Right, Mechanism: d.Mechanism,
		Basis: d.Bases, Universal: d.Universal, Members: texts(d.Members),
		Section: d.Section, Quote: quotedWords{text: oneLine(d.Text)},
	}
	for _, q := range d.Also {
		e.Also = append(e.Also, quotedWords{text: oneLine(q.Text)})
	}
	if d.Lang != lang {
		e.Language = d.Lang
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
	if placed(d.Kind) {
		e.Storage = d.Places
	} else {
		e.Places = d.Places
	}
	for _, name := range d.Tracers {
		e.Tracers = append(e.Tracers, tracerEntry{Name: name})
	}
	return e
}

// oneLine is the quote with every run of white space as one space.
func oneLine(text string) string { return string(bytes.Join(bytes.Fields([]byte(text)), []byte(" "))) }
