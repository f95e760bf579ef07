package policy

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

// Claims is the check opposed-claims.
var Claims = &Check{
	Name: "opposed-claims",
	Doc: `The notice claims two things about itself that strain each other

What is done with data is compared by the rules (contradiction, tension); this check is for claims that are no practice: that a
cookie identifies nobody, where another sentence has it recognise the device; that everything is encrypted, where another
sentence guarantees nothing; that a survey is anonymous, where another ties its answers to a name; that no machine decides,
where another lets one; that a consent can be withdrawn, or data be left out, where another says that it cannot.`,
	Severity:   practice.Low,
	References: []string{"GDPR 5(1)(a)", "GDPR 12(1)"},
	find:       (*reader).findClaims,
}

//go:embed claims.txt
var claimTable string

// An opposition is a line of claims.txt.
type opposition struct {
	claim, against       string
	common               string // "data", "matter" or "-"
	severity             practice.Severity
	message, why, remedy string
}

var oppositions = sync.OnceValue(func() []opposition {
	var all []opposition
	for _, row := range practice.MustTable("claims.txt", claimTable, 7) {
		c := row.Columns
		all = append(all, opposition{c[0], c[1], c[2], practice.Severity(c[3]), c[4], c[5], c[6]})
	}
	return all
})

// mostOpposed is how many sentences against a claim a finding quotes.
const mostOpposed = 3

// A claimed is a sentence that makes a claim.
type claimed struct {
	*sentence
	quote practice.Quote
}

func (r *reader) findClaims(f *findings) {
	said := r.claims()
	for _, o := range oppositions() {
		for _, claim := range said[o.claim] {
			var against []practice.Quote
			for _, other := range said[o.against] {
				if other.sentence != claim.sentence && o.alike(claim.sentence, other.sentence) && len(against) < mostOpposed {
					against = append(against, other.quote)
				}
			}
			if len(against) > 0 {
				f.add(Finding{Severity: o.severity, Message: o.message, Why: o.why, Remedy: o.remedy, Quotes: append([]practice.Quote{claim.quote}, against...)})
				break // once is enough to see it
			}
		}
	}
}

// claims are the sentences that make each claim.
func (r *reader) claims() map[string][]claimed {
	said := map[string][]claimed{}
	r.eachSentence(func(s *sentence) {
		if s.question || s.block.kind == headingBlock || s.hasKey("claim", "void") {
			return
		}
		told := map[string]bool{}
		for _, a := range s.of("claim") {
			if !told[a.key] && !s.takenBack(a) && (denies(a.key) || !s.deniedBefore(a) && !s.has("security.no")) && (!ofTracers(a.key) || r.namesTracer(s.block)) {
				told[a.key] = true
				said[a.key] = append(said[a.key], claimed{s, r.quote(s)})
			}
		}
	})
	return said
}

// takenBack reports whether longer words make a claim none: "the data are never sent in the clear".
func (s *sentence) takenBack(claim annotation) bool {
	return slices.ContainsFunc(s.of("claim"), func(a annotation) bool { return a.key == "cancel" && a.from < claim.to && claim.from < a.to })
}

// negatorReach is how many words stand at most between a negation and the claim that it denies.
const negatorReach = 5

// deniedBefore reports whether a claim is denied: what it says itself is chosen, and what stands further off denies something else.
func (s *sentence) deniedBefore(claim annotation) bool {
	return slices.ContainsFunc(s.within("negator", max(0, claim.from-negatorReach), claim.from), func(a annotation) bool { return a.key != "cancel" })
}

// denies reports whether a claim is a denial, so that its own phrases hold a negation.
func denies(claim string) bool { return strings.HasSuffix(claim, "-not") }

// ofTracers reports whether a claim is about cookies, and none where its paragraph names no cookie.
func ofTracers(claim string) bool { return strings.HasPrefix(claim, "identifies") }

// alike reports whether two sentences have in common what the opposition asks for.
func (o opposition) alike(a, b *sentence) bool {
	switch o.common {
	case "data":
		named := b.namedData()
		return slices.ContainsFunc(a.namedData(), func(d practice.Data) bool { return slices.Contains(named, d) })
	case "matter":
		matter := b.matter()
		return slices.ContainsFunc(a.matter(), func(word string) bool { return slices.Contains(matter, word) })
	}
	return true
}

// namedData are the categories that a sentence names, but for personal data as a whole.
func (s *sentence) namedData() []practice.Data {
	var list []practice.Data
	for _, class := range []string{"data", "data.weak"} {
		for _, a := range s.of(class) {
			if a.key != string(practice.Personal) {
				list = appendNew(list, practice.Data(a.key))
			}
		}
	}
	return list
}

// shortestMatter is how many letters a word has at least that tells what a sentence is about.
const shortestMatter = 4

// matter are the words of a sentence that tell what it is about: no verbs, no small words, and none that any notice is full of.
func (s *sentence) matter() []string {
	var list []string
	for i, t := range s.tokens {
		if t.class == wordToken && len(t.fold) >= shortestMatter && !languageWord(t.word) && !s.covers("matter.not", i) && !s.anyVerb(i) {
			list = appendNew(list, t.fold)
		}
	}
	return list
}

// namesTracer reports whether a block speaks of cookies or their like.
func (r *reader) namesTracer(b *block) bool {
	for _, s := range r.sentences(b, lexicons()[b.lang]) {
		for _, a := range s.phrasesOfData(0, len(s.tokens)) {
			if strings.HasPrefix(a.key, "tracer") {
				return true
			}
		}
	}
	return false
}
