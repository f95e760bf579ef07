package policy

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

// nameWords is how many words a vendor's name has at most.
const nameWords = 4

// vendors are the companies named between two tokens: those of the vendor table by name or by the host of a link, and unknown
// names with capitals behind a cue such as "via" or "such as".
func (r *reader) vendors(s *sentence, from, to int) []practice.Party {
	var list []practice.Party
	for i := from; i < to; i++ {
		t := s.tokens[i]
		if t.class == linkToken {
			if v, ok := vendorOfLink(t.word); ok && !r.ours(v.Name) {
				list = appendNew(list, practice.Party(v.Name))
			}
			continue
		}
		if n, name, ok := s.vendorAt(i, to); ok {
			if !r.ours(name) && (s.clauses[s.inClause[i]].kind != exceptClause || from == s.clauses[s.inClause[i]].from) {
				list = appendNew(list, practice.Party(name))
			}
			i += n - 1
			continue
		}
		if n := r.unknownName(s, i, to); n > 0 {
			list = appendNew(list, practice.Party(s.written(i, i+n)))
			i += n - 1
		}
	}
	return list
}

// vendorAt is the vendor whose name begins at token i, the longest one, and how many tokens it has.
func (s *sentence) vendorAt(i, to int) (int, string, bool) {
	if !capital(s.tokens[i].text) || s.tokens[i].class != wordToken || s.hyphened(i) {
		return 0, "", false
	}
	for n := min(nameWords, to-i); n > 0; n-- {
		if s.tokens[i+n-1].class == markToken || n > 1 && s.fold(i+n-1) == "s" {
			continue
		}
		if v, ok := practice.VendorByName(s.written(i, i+n)); ok && (n > 1 || !s.common(i)) {
			return n, v.Name, true
		}
	}
	return 0, "", false
}

// hyphened reports whether the token is the second part of a word with a hyphen.
func (s *sentence) hyphened(i int) bool {
	return i > 0 && s.tokens[i].glued && s.tokens[i-1].class == wordToken
}

// common reports whether a word with a capital is likely no name: it begins the sentence and is a word of the lexicon too.
func (s *sentence) common(i int) bool {
	if len(s.tokens[i].text) < 3 {
		return true
	}
	return i == 0 && s.oneWord(i) || s.covers("recipient", i) || s.covers("data", i) || s.covers("purpose", i) && i == 0
}

// capital reports whether the word has a capital letter anywhere: "Stripe", "jsDelivr".
func capital(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r != unicode.ToLower(r) })
}

// oneWord reports whether the word at token i alone is a phrase of the lexicon.
func (s *sentence) oneWord(i int) bool {
	for _, p := range s.lex.phrases[s.fold(i)] {
		if len(p.words) == 1 {
			return true
		}
	}
	return false
}

// written is the words between two tokens as they are written, apart by a space unless they are glued.
func (s *sentence) written(from, to int) string {
	if to == from+1 {
		return s.tokens[from].text
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from && (!s.tokens[i].glued || s.tokens[i].class == wordToken && s.tokens[i-1].class == wordToken && s.tokens[i-1].end < s.tokens[i].start) {
			b.WriteByte(' ')
		}
		b.WriteString(s.tokens[i].text)
	}
	return b.String()
}

// unknownName is how many tokens a name has that no table knows, at token i: words with capitals behind a vendor cue, or behind
// another vendor in a list, that are neither the company's own nor words of the lexicon.
func (r *reader) unknownName(s *sentence, i, to int) int {
	if i == 0 || !s.nameStart(i) || r.ours(s.tokens[i].text) || !s.cued(i) {
		return 0
	}
	n := 1
	for i+n < to && n < nameWords && s.nameStart(i+n) {
		n++
	}
	if r.defined[strings.ToLower(s.written(i, i+n))] || n == 1 && r.defined[s.word(i)] {
		return 0
	}
	return n
}

func (s *sentence) nameStart(i int) bool {
	t := s.tokens[i]
	if t.class != wordToken || !t.upper || len(t.text) < 3 || s.hyphened(i) {
		return false
	}
	return len(s.lex.phrases[t.fold]) == 0 && !s.covers("place", i) && !languageWord(t.word)
}

func languageWord(word string) bool { return len(languagesOf()[word]) > 0 }

// cued reports whether a vendor cue ends right before token i, or a known vendor in a list does.
func (s *sentence) cued(i int) bool {
	for _, a := range s.found {
		if a.class == "vendor.cue" && (a.key != "weak" || s.has("verb.share")) && a.to <= i && i-a.to <= 1 && (i == a.to || s.covers("determiner", a.to) || s.fold(a.to) == ":" || s.fold(a.to) == ",") {
			return true
		}
	}
	for j := i - 1; j >= max(0, i-2) && (s.fold(j) == "," || s.covers("join", j) || s.fold(j) == "("); j-- {
		for k := max(0, j-nameWords); k < j; k++ {
			if n, _, ok := s.vendorAt(k, j); ok && k+n == j {
				return true
			}
		}
	}
	return false
}

// ours reports whether a name is the company's own.
func (r *reader) ours(name string) bool {
	return len(r.company) > 2 && strings.HasPrefix(fold(strings.ToLower(name)), r.company)
}

// vendorOfLink is the vendor whose address it is: by its host, or by its name under the domain of a country ("www.zendesk.fr").
func vendorOfLink(link string) (practice.Vendor, bool) {
	host := hostOf(link)
	if v, ok := practice.VendorByHost(host); ok {
		return v, true
	}
	labels := strings.Split(host, ".")
	if n := len(labels); n > 1 && len(labels[n-1]) == countryLetters && len(labels[n-2]) > countryLetters+1 {
		return practice.VendorByName(labels[n-2])
	}
	return practice.Vendor{}, false
}

// countryLetters is how many letters the domain of a country has.
const countryLetters = 2

// hostOf is the host of a link, an e-mail address or a host name.
func hostOf(link string) string {
	if u, err := url.Parse(link); err == nil && u.Host != "" {
		return u.Hostname()
	}
	link = link[strings.LastIndexByte(link, '@')+1:]
	host, _, _ := strings.Cut(link, "/")
	return host
}
