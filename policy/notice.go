package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strings"

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
	r := &reader{document: d, umbrellas: map[string][]practice.Data{}, broad: map[practice.Data][]practice.Data{}, defined: map[string]bool{}}
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
		for _, a := range lex.find(content(b.tokens)) {
			switch a.class {
			case "topic":
				b.section.topics = appendNew(b.section.topics, a.key)
			case "audience":
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

// findCompany is the name of the company whose notice it is: the name that stands most often behind a cue ("published by"), before
// "we", in the title, or as who collects.
func (r *reader) findCompany() string {
	votes := map[string]int{}
	first := map[string]int{}
	for i, b := range r.blocks {
		lex := lexicons()[b.lang]
		if lex == nil || b.repeat || i > companyBlocks && b.kind != headingBlock && !b.section.about("contact") {
			continue
		}
		for _, s := range r.sentences(b, lex) {
			s.voteCompany(votes, first)
		}
	}
	names := make([]string, 0, len(votes))
	for name := range votes {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		return votes[names[i]] > votes[names[j]] || votes[names[i]] == votes[names[j]] && first[names[i]] < first[names[j]]
	})
	if len(names) == 0 {
		return ""
	}
	for i, t := range content(tokenize(names[0])) {
		if i == 0 {
			r.company = t.fold
		} else {
			r.nameWords = append(r.nameWords, t.fold)
		}
	}
	r.markOwnName()
	return names[0]
}

// voteCompany gives every name of the sentence its votes for being the company's, and keeps where it first stands.
func (s *sentence) voteCompany(votes, first map[string]int) {
	for i := range s.tokens {
		n := s.properName(i)
		if n == 0 || s.properBefore(i) && !s.legalForm(i, n) {
			continue
		}
		weight := s.companyWeight(s.block, i, n)
		if weight == 0 {
			continue
		}
		name := s.written(i, i+n)
		votes[name] += weight
		if _, ok := first[name]; !ok {
			first[name] = s.tokens[i].start
		}
	}
}

// markOwnName marks the company's name in the sentences that were cut before it was known.
func (r *reader) markOwnName() {
	for _, b := range r.blocks {
		for _, s := range b.sentences {
			if own := r.ownName(s.tokens); len(own) > 0 {
				s.found = append(s.found, own...)
				s.order()
				s.clauses = nil
				s.split()
			}
		}
	}
}

// companyBlocks is how many blocks from the beginning are searched for the company's name; further on, headings and contact sections are.
const companyBlocks = 300

// properName is how many tokens of a proper name begin at token i: words with capitals that the lexicon does not know.
func (s *sentence) properName(i int) int {
	n := 0
	for i+n < len(s.tokens) && n < nameWords {
		t := s.tokens[i+n]
		if t.class == wordToken && n == 0 && !t.upper && i+1 < len(s.tokens) && s.covers("legal.form", i+1) && !languageWord(t.word) {
			n = 1 // a name that is written small
			continue
		}
		if n > 0 && n+1 < nameWords && s.joinsName(i+n) {
			n++ // "Dupont & Fils", "Mercerie d'Aubrac"
			continue
		}
		if form, ok := s.at("legal.form", i+n); ok && n > 0 && t.upper {
			return n + form.to - form.from // "Rossi S.p.A."
		}
		if t.class != wordToken || !t.upper || languageWord(t.word) || len(t.text) < 2 || strings.Contains(t.text, "_") || n == 0 && (s.knownWord(i) || s.covers("nocompany", i)) || s.covers("policy", i+n) {
			break
		}
		n++
	}
	return n
}

// joinsName reports whether the token holds two words of one name together.
func (s *sentence) joinsName(i int) bool {
	if i+1 >= len(s.tokens) || !s.tokens[i+1].upper || s.tokens[i+1].class != wordToken || languageWord(s.tokens[i+1].word) {
		return false
	}
	return s.tokens[i].word == "&" || s.word(i) == "d'"
}

// knownWord reports whether the word alone is a phrase of the lexicon, or part of one found here.
func (s *sentence) knownWord(i int) bool {
	for _, p := range s.lex.phrases[s.fold(i)] {
		if len(p.words) == 1 && p.class != "determiner" {
			return true
		}
	}
	return s.covers("data", i) || s.covers("purpose", i) || s.covers("topic", i) || s.covers("place", i)
}

// legalForm reports whether the name ends with a legal form such as "Ltd", or one follows it.
func (s *sentence) legalForm(i, n int) bool {
	return s.covers("legal.form", i+n-1) && n > 1 || i+n < len(s.tokens) && s.covers("legal.form", i+n)
}

func (s *sentence) properBefore(i int) bool {
	if i > 1 && s.joinsName(i-1) {
		i--
	}
	return i > 0 && s.tokens[i-1].upper && s.properName(i-1) > 0
}

// companyWeight is how much the place of a name speaks for its being the company's.
func (s *sentence) companyWeight(b *block, i, n int) int {
	weight := 0
	if s.legalForm(i, n) {
		weight += 4
	}
	for _, a := range s.found {
		if a.class == "company.cue" && a.to == i && !s.anyVerbForm(a.from-1) { // who hosts it is not whose notice it is
			weight += 3
		}
	}
	for j := i + n; j < min(i+n+6, len(s.tokens)); j++ {
		if s.hasSubjectWe(j) && s.fold(i+n) == "(" {
			weight += 6
			break
		}
	}
	if _, ok := practice.VendorByName(s.written(i, i+n)); ok {
		return weight
	}
	if b.kind == headingBlock && b.section != nil && b.section.depth == 1 {
		weight += 2
	}
	for _, a := range s.found {
		if a.from >= i+n && a.from <= i+n+2 && (strings.HasPrefix(a.class, "verb.collect") || strings.HasPrefix(a.class, "verb.use") || a.class == "modal") {
			weight++
			break
		}
	}
	return weight
}

func (s *sentence) hasSubjectWe(i int) bool {
	a, ok := s.at("subject", i)
	return ok && a.key == "we"
}
