package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Detail is the check inconsistent-detail.
var Detail = &Check{
	Name: "inconsistent-detail",
	Doc: `The notice gives one detail in two ways

Two dates of one version, two addresses of one data protection officer, a term that is defined twice and not alike, the company's own name
spelled in two ways: people cannot tell which is right.`,
	Severity:   practice.Low,
	References: []string{"GDPR 5(1)(a)", "GDPR 12(1)"},
	Remedy:     "Keep the one that is right, everywhere.",
	find:       (*reader).findDetails,
}

func (r *reader) findDetails(f *findings) {
	r.differingDates(f)
	r.differingOfficer(f)
	r.differingDefinitions(f)
	r.differingName(f)
}

// dateWords is how many tokens a sentence has at most that only tells the version's date.
const dateWords = 16

// differingDates tells of two dates of the version. "In force since" and "updated on" may differ, and three and more are a history.
func (r *reader) differingDates(f *findings) {
	for _, cue := range []string{"date.updated", "date.force"} {
		var dates []string
		var quotes []practice.Quote
		r.eachSentence(func(s *sentence) {
			if !s.has(cue) || len(s.tokens) > dateWords || s.block.kind == rowBlock {
				return
			}
			if d := s.dateAt(); d != "" && !slices.ContainsFunc(dates, func(known string) bool { return sameDate(known, d) }) {
				dates, quotes = append(dates, d), append(quotes, r.quote(s))
			}
		})
		if len(dates) == 2 {
			f.add(Finding{Message: fmt.Sprintf("the version is dated %s and %s", dates[0], dates[1]), Why: "Nobody can tell which version was in force.", Quotes: quotes})
		}
	}
}

// sameDate reports whether one date is the other, or leaves out its day.
func sameDate(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// differingOfficer tells of two e-mail addresses for the data protection officer.
func (r *reader) differingOfficer(f *findings) {
	var addresses []string
	var quotes []practice.Quote
	r.eachSentence(func(s *sentence) {
		if !s.has("officer") {
			return
		}
		var mail []string
		for _, t := range s.tokens {
			if t.class == linkToken && strings.Contains(t.word, "@") {
				mail = appendNew(mail, strings.TrimPrefix(t.word, "mailto:"))
			}
		}
		if len(mail) == 1 && !slices.Contains(addresses, mail[0]) {
			addresses, quotes = append(addresses, mail[0]), append(quotes, r.quote(s))
		}
	})
	if len(addresses) > 1 {
		f.add(Finding{Message: "the data protection officer has two addresses", Why: "People write to one, and nobody knows who reads the other.", Quotes: quotes})
	}
}

// differingDefinitions tells of a term in quotation marks that is defined twice, in other words.
func (r *reader) differingDefinitions(f *findings) {
	type definition struct {
		words []string
		quote practice.Quote
	}
	first := map[string]definition{}
	r.eachSentence(func(s *sentence) {
		for _, a := range s.of("defines") {
			if a.from == 0 || a.from > definedWords || !s.quoted(a.from-1) {
				continue
			}
			term, words := s.folded(0, a.from), foldedWords(s.tokens[a.to:])
			before, ok := first[term]
			if !ok {
				first[term] = definition{words, r.quote(s)}
			} else if float64(inOrder(before.words, words)) < sameInOrder*float64(max(len(before.words), len(words))) {
				f.add(Finding{
					Message: fmt.Sprintf("“%s” is defined twice, and not alike", s.written(0, a.from)),
					Why:     "Whatever is said of the term can be read in two ways.", Quotes: []practice.Quote{before.quote, r.quote(s)},
				})
			}
			return
		}
	})
}

// definedWords is how many tokens a defined term has at most.
const definedWords = 5

// quoted reports whether the token stands before a closing quotation mark.
func (s *sentence) quoted(i int) bool {
	for n, t := range s.block.tokens {
		if t.start == s.tokens[i].start {
			return n+1 < len(s.block.tokens) && s.block.tokens[n+1].word == `"`
		}
	}
	return false
}

// nameLetters is how many letters a company's name has at least whose misspelling is told from another word.
const nameLetters = 8

// differingName tells of the company's name written in one word and in two, or with a letter too few.
func (r *reader) differingName(f *findings) {
	own := strings.Fields(strings.ToLower(f.notice.Company))
	if len(own) < 2 || len(own[0]+own[1]) < nameLetters {
		return
	}
	name := own[0] + own[1]
	spellings := map[string]practice.Quote{}
	var order []string
	r.eachSentence(func(s *sentence) {
		for i := range s.tokens {
			for n := 1; n <= 2 && i+n <= len(s.tokens); n++ {
				written, letters := s.spelling(i, i+n)
				if letters == "" || n == 1 && letters != name || n == 2 && letters != name && (editDistance(letters, name) > 1 || s.word(i) != own[0] && s.word(i+1) != own[1]) {
					continue
				}
				if _, ok := spellings[written]; !ok {
					spellings[written] = r.quote(s)
					order = append(order, written)
				}
			}
		}
	})
	if len(order) < 2 {
		return
	}
	found := Finding{Message: "the company's name is written " + strings.Join(order, ", "), Why: "People cannot tell whether it is one company."}
	for _, written := range order {
		found.Quotes = append(found.Quotes, spellings[written])
	}
	f.add(found)
}

// spelling is a name as it is written but for its case, and its letters without what parts them; "" where a word has no capital.
func (s *sentence) spelling(from, to int) (written, letters string) {
	for i := from; i < to; i++ {
		if s.tokens[i].class != wordToken || !s.tokens[i].upper && i == from {
			return "", ""
		}
		letters += s.word(i)
	}
	return strings.ToLower(s.written(from, to)), letters
}
