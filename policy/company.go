package policy

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-privacy/candor/practice"
)

// findCompany is the name of the company whose notice it is: the name that stands most often behind a cue ("published by"), before
// "we", in the title, or as who collects.
func (r *reader) findCompany() string {
	votes := map[string]int{}
	first := map[string]int{}
	articles := map[string]int{}
	for i, b := range r.blocks {
		lex := lexicons()[b.lang]
		if lex == nil || b.repeat || i > companyBlocks && b.kind != headingBlock && !b.section.about("contact") {
			continue
		}
		for _, s := range r.sentences(b, lex) {
			s.voteCompany(votes, first)
			s.voteArticle(articles)
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
	for _, name := range slices.Sorted(maps.Keys(articles)) {
		if articles[name] > 0 && strings.HasSuffix(name, names[0]) && len(content(tokenize(name))) == len(content(tokenize(names[0])))+1 {
			return name
		}
	}
	return names[0]
}

// voteArticle counts how often an article before a name is written large where its place does not ask for that, "la boutique de La Mercerie",
// which makes it a part of the name, less how often it is written small.
func (s *sentence) voteArticle(votes map[string]int) {
	for i := 2; i < len(s.tokens); i++ {
		n := s.properName(i)
		if n == 0 || !s.covers("article", i-1) || s.tokens[i-2].upper {
			continue
		}
		name := s.written(i-1, i+n)
		first, size := utf8.DecodeRuneInString(name)
		large := string(unicode.ToUpper(first)) + name[size:]
		if s.tokens[i-1].upper {
			votes[large]++
		} else {
			votes[large]--
		}
	}
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
		if n == 0 && s.smallName(i) {
			n = 1
			continue
		}
		if n > 0 && n+1 < nameWords && s.joinsName(i+n) {
			n++ // "Dupont & Fils", "Mercerie d'Aubrac"
			continue
		}
		if form, ok := s.at("legal.form", i+n); ok && n > 0 && t.upper {
			return n + form.to - form.from // "Rossi S.p.A."
		}
		if t.class != wordToken || !t.upper || languageWord(t.word) || len(t.text) < 2 && !s.covers("legal.form", i+n+1) || strings.Contains(t.text, "_") || n == 0 && (s.knownWord(i) || s.covers("nocompany", i)) || s.covers("policy", i+n) {
			break
		}
		n++
	}
	return n
}

// smallName reports whether the word is a name that is written small, which its legal form tells: "heron Ltd", not "a server co-location".
func (s *sentence) smallName(i int) bool {
	t := s.tokens[i]
	return t.class == wordToken && !t.upper && i+1 < len(s.tokens) && s.covers("legal.form", i+1) && s.tokens[i+1].upper && !languageWord(t.word)
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

// companyWeight is how much the place of a name speaks for its being the company's. Words that a notice defines ("Device Information may
// include …") and words of a sentence in capitals are no names; who is known as a vendor must be named as the speaker.
func (s *sentence) companyWeight(b *block, i, n int) int {
	if s.serves(i) {
		return 0
	}
	weight := 0
	if s.legalForm(i, n) {
		weight += 4
		if i == 0 && b.kind == paragraphBlock && b.section.about("contact") {
			weight += 4 // "Heron SAS, 3 rue du Moulin" under "The controller"
		}
	}
	if weight == 0 && (s.covers("generic", i+n-1) || b.kind != headingBlock && s.shouts()) {
		return 0
	}
	for j := i + n; j < min(i+n+6, len(s.tokens)); j++ {
		if s.hasSubjectWe(j) && s.fold(i+n) == "(" {
			weight += 6
			break
		}
	}
	title := b.kind == headingBlock && b.section != nil && b.section.depth == 1
	if _, ok := practice.VendorByName(s.written(i, i+n)); ok && weight == 0 && !title {
		return 0
	}
	for _, a := range s.found {
		if a.class == "company.cue" && a.to == i && !s.anyVerbForm(a.from-1) { // who hosts it is not whose notice it is
			weight += 3
		}
	}
	if title {
		weight += 2
	}
	if s.does(i, n) {
		weight++
	}
	return weight
}

// serves reports whether the name at token i is told as that of somebody who serves the company, or is given data: "hosted by OVH SAS".
func (s *sentence) serves(i int) bool {
	for i > 0 && s.tokens[i-1].upper && s.tokens[i-1].class == wordToken && s.tokens[i].class == wordToken {
		i-- // the name may begin with words of the lexicon: "Payments Europe Ltd"
	}
	for _, a := range s.of("company.other") {
		if a.to == i || a.to == i-1 && s.covers("article", a.to) {
			return true
		}
	}
	return false
}

// does reports whether right behind the name stands what it does with data: "Heron may collect", not "However, we may collect".
func (s *sentence) does(i, n int) bool {
	for j := i + n; j <= i+n+2 && j < len(s.tokens); j++ {
		if s.fold(j) == "," || s.fold(j) == ":" {
			return false
		}
		for _, a := range s.found {
			if a.from != j {
				continue
			}
			switch {
			case a.class == "subject" && a.key == "we":
				return false
			case strings.HasPrefix(a.class, "verb.collect") || strings.HasPrefix(a.class, "verb.use") || a.class == "modal":
				return true
			}
		}
	}
	return false
}

// shouts reports whether the sentence is written in capitals, which then mark no names.
func (s *sentence) shouts() bool {
	words, capitals := 0, 0
	for _, t := range s.tokens {
		if t.class == wordToken && len(t.text) > 3 {
			words++
			if t.text == strings.ToUpper(t.text) {
				capitals++
			}
		}
	}
	return words > 3 && capitals*2 > words
}
