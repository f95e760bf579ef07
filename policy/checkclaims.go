package policy

import (
	_ "embed"
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
sentence guarantees nothing.`,
	Severity:   practice.Low,
	References: []string{"GDPR 5(1)(a)", "GDPR 12(1)"},
	find:       (*reader).findClaims,
}

//go:embed claims.txt
var claimTable string

// An opposition is a line of claims.txt.
type opposition struct {
	claim, against       string
	severity             practice.Severity
	message, why, remedy string
}

var oppositions = sync.OnceValue(func() []opposition {
	var all []opposition
	for _, row := range practice.MustTable("claims.txt", claimTable, 6) {
		c := row.Columns
		all = append(all, opposition{c[0], c[1], practice.Severity(c[2]), c[3], c[4], c[5]})
	}
	return all
})

// mostOpposed is how many sentences against a claim a finding quotes.
const mostOpposed = 3

func (r *reader) findClaims(f *findings) {
	said := map[string][]practice.Quote{}
	r.eachSentence(func(s *sentence) {
		if s.question || s.block.kind == headingBlock {
			return
		}
		told := map[string]bool{}
		for _, a := range s.of("claim") {
			if !told[a.key] && (denies(a.key) || !s.has("negator") && !s.has("security.no")) && (!ofTracers(a.key) || r.namesTracer(s.block)) {
				told[a.key] = true
				said[a.key] = append(said[a.key], r.quote(s))
			}
		}
	})
	for _, o := range oppositions() {
		claim := said[o.claim]
		if len(claim) == 0 {
			continue
		}
		var against []practice.Quote
		for _, q := range said[o.against] {
			if q.Start != claim[0].Start && len(against) < mostOpposed {
				against = append(against, q)
			}
		}
		if len(against) == 0 {
			continue
		}
		f.add(Finding{Severity: o.severity, Message: o.message, Why: o.why, Remedy: o.remedy, Quotes: append([]practice.Quote{claim[0]}, against...)})
	}
}

// denies reports whether a claim is a denial, so that its own phrases hold a negation.
func denies(claim string) bool {
	return claim == "advises-not" || claim == "identifies-not" || claim == "security-open"
}

// ofTracers reports whether a claim is about cookies, and none where its paragraph names no cookie.
func ofTracers(claim string) bool { return strings.HasPrefix(claim, "identifies") }

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
