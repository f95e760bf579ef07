package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// readProse reads a document as a privacy notice. The reader that it returns knows the sentences; it is nil when the error says that
// there is nothing to read.
func readProse(source string, data []byte, cut func(*document) error) (*reader, practice.Notice, error) {
	d := newDocument(source, data)
	if err := cut(d); err != nil {
		return nil, practice.Notice{}, err
	}
	if d.count > maxTokens {
		return nil, practice.Notice{}, tooLong(source)
	}
	d.arrange()
	languages := d.tellLanguages()
	sum := sha256.Sum256(data)
	n := practice.Notice{Source: d.source, SHA256: hex.EncodeToString(sum[:])}
	for _, code := range languages {
		if lexicons()[code] != nil {
			n.Languages = append(n.Languages, code)
		}
	}
	if len(d.blocks) == 0 {
		return nil, n, fmt.Errorf("notice %s: empty; give the file or page that holds the privacy notice", d.source)
	}
	if len(n.Languages) == 0 {
		return nil, n, d.unreadable(languages)
	}
	r := &reader{document: d, umbrellas: map[string]ownTerm{}, broad: map[practice.Data][]practice.Data{}, defined: map[string]bool{}}
	d.tellTopics()
	r.defineTerms()
	n.Company = r.findCompany()
	r.findUmbrellas()
	n.Gaps = r.read()
	n.Declarations, n.Date = r.out, r.date()
	if len(n.Declarations) == 0 {
		return r, n, fmt.Errorf("notice %s: no statement about personal data found; give the file or page that holds the privacy notice", d.source)
	}
	return r, n, nil
}

// unreadable is the error for a notice of which no block is in a language with a table.
func (d *document) unreadable(languages []string) error {
	remedy := "for which there is no table; give it in " + readableLanguages(" or ")
	if len(languages) > 0 {
		return fmt.Errorf("notice %s: written in %s, %s", d.source, languageName(languages[0]), remedy)
	}
	var all []token
	for _, b := range d.blocks {
		all = append(all, b.tokens...)
	}
	if name := scriptOf(all); name != "" {
		return fmt.Errorf("notice %s: written in %s, %s", d.source, name, remedy)
	}
	return fmt.Errorf("notice %s: too short to tell its language; give the file or page that holds the whole privacy notice", d.source)
}

// tellTopics gives every section its topics and audiences, by the words of its heading.
func (d *document) tellTopics() {
	for _, b := range d.blocks {
		if b.kind != headingBlock || b.section == nil {
			continue
		}
		lex := lexicons()[b.lang]
		if lex == nil {
			continue
		}
		words := content(b.tokens)
		found := lex.find(words)
		shares := slices.ContainsFunc(found, func(a annotation) bool { return a.class == "topic" && a.key == "share" })
		for _, a := range found {
			switch {
			case a.class == "topic":
				b.section.topics = appendNew(b.section.topics, a.key)
			case a.class == "audience" && a.key == "supplier" && shares: // "Our suppliers" are those who get the data
			case a.class == "audience" && words[a.from].word != "contact": // "Contact details" are the company's, "Contacts" are people
				b.section.scope = appendNew(b.section.scope, a.key)
			}
		}
		if parent := b.section.parent; parent != nil {
			if len(b.section.topics) == 0 {
				b.section.topics = parent.topics
			}
			if len(b.section.scope) == 0 {
				b.section.scope = parent.scope
			}
		}
	}
}

// foreign gathers neighbouring blocks in a language without a lexicon into gaps.
type foreign []struct {
	lang     string
	from, to int // lines
}

func (f *foreign) add(d *document, b *block) {
	from, to := span(b.tokens)
	first, last := d.line(from), d.line(max(from, to-1))
	if n := len(*f); n > 0 && (*f)[n-1].lang == b.lang && first <= (*f)[n-1].to+3 {
		(*f)[n-1].to = last
		return
	}
	*f = append(*f, struct {
		lang     string
		from, to int
	}{b.lang, first, last})
}

func (f foreign) list(d *document) []practice.Gap {
	var gaps []practice.Gap
	for _, g := range f {
		lines := fmt.Sprintf("lines %d to %d", g.from, g.to)
		if g.from == g.to {
			lines = fmt.Sprintf("line %d", g.from)
		}
		gaps = append(gaps, practice.Gap{Source: d.source, Reason: fmt.Sprintf("%s: written in %s, for which there is no table; only %s are read", lines, languageName(g.lang), readableLanguages(" and "))})
	}
	return gaps
}

// defineTerms collects the words that the notice defines for itself, (the “Software”): they are no vendors.
func (r *reader) defineTerms() {
	for _, b := range r.blocks {
		for i, t := range b.tokens {
			if t.class == wordToken && t.upper && i > 0 && b.tokens[i-1].word == `"` {
				r.defined[t.word] = true
			}
			if t.class == wordToken && t.upper && i > 0 && b.kind == headingBlock {
				r.defined[t.word] = true
			}
		}
	}
}

func (s *sentence) hasSubjectWe(i int) bool {
	a, ok := s.at("subject", i)
	return ok && a.key == "we"
}
