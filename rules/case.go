package rules

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/candor-privacy/candor/practice"
)

// A Case is what a rule judges: everything seen, everything said, and how each observation relates to the statements.
type Case struct {
	Seen   practice.Observations
	Notice practice.Notice

	review      bool // the text alone is judged; see Review
	register    *register
	known       memory
	workers     []*Case                            // to share work among; see share
	relations   []*relation                        // gravest first
	judgements  []*relation                        // one of each judgement
	spans       []span                             // what was seen, gravest first
	selfRun     map[practice.Party]bool            // makers of software that the company runs by itself
	enumerates  bool                               // the notice lists what it collects, so that "personal data" elsewhere means that list
	vendors     map[practice.Party]grade           // how well each recipient seen is declared
	received    map[practice.Party][]span          // what each recipient gets; nil until it is asked for
	denied      map[practice.Party][]practice.Data // what each recipient gets although it is denied; nil until it is asked for
	collected   map[string][]*relation             // by the places where it was; nil until it is asked for
	tracersSeen map[string]bool                    // names of tracers, in lower case; nil until it is asked for
	parties     parties                            // who was seen, by their names; built when first needed
	closings    []*practice.Declaration            // that say that a list of cookies is whole
	platforms   []*platformTable                   // of the consent platforms
}

// judged is an observation with the statements that bear on it.
type judged struct {
	*practice.Observation
	*relation
}

func newCase(seen practice.Observations, notice practice.Notice) *Case {
	c := &Case{Seen: seen, Notice: notice, vendors: map[practice.Party]grade{}}
	c.Notice.Declarations = askedFor(asTheyStand(notice.Declarations))
	c.enumerates = slices.ContainsFunc(notice.Declarations, enumerates)
	c.platforms = platformTables(seen.Declared)
	var numbering sync.WaitGroup
	var n *numbers
	numbering.Go(func() { n = numbered(seen.Seen) })
	c.closings = closings(&c.Notice)
	c.register = newRegister(c.Notice.Declarations)
	numbering.Wait()
	c.relate(n)
	c.judge()
	return c
}

// seenOf returns what was seen that somebody receives, gravest first.
func (c *Case) seenOf(p practice.Party) []span {
	if c.received == nil {
		c.received = map[practice.Party][]span{}
		for _, s := range c.spans {
			if to := s[0].practice.Recipient; to != "" {
				c.received[to] = append(c.received[to], s)
			}
		}
	}
	return c.received[p]
}

// asTheyStand returns statements in the order of the text of their documents, whatever the order in which they are given; documents stay in theirs.
func asTheyStand(declarations []practice.Declaration) []practice.Declaration {
	rank := map[string]int{}
	for _, d := range declarations {
		if _, ok := rank[d.Source]; !ok {
			rank[d.Source] = len(rank)
		}
	}
	sorted := slices.Clone(declarations)
	slices.SortStableFunc(sorted, func(a, b practice.Declaration) int {
		return cmp.Or(rank[a.Source]-rank[b.Source], a.Start-b.Start)
	})
	return sorted
}

// askedFor gives what a sentence says is done the consent that the same sentence says is asked for it: of "we ask for your permission before we disclose
// your address to advertisers" a reader makes a claim of consent and a disclosure. The statements are changed in place.
func askedFor(declarations []practice.Declaration) []practice.Declaration {
	for i := range declarations {
		claim := &declarations[i]
		if claim.Kind != practice.KindConsent || claim.Polarity == practice.Denied || claim.Modality == practice.Soft || !asksFirst(claim) {
			continue
		}
		for _, step := range []int{-1, 1} {
			for at := i + step; at >= 0 && at < len(declarations) && sameWords(&declarations[at], claim); at += step {
				d := &declarations[at]
				if d.Polarity == practice.Affirmed && d.Condition == practice.Always && sharing(d.Kind.Action()) && sameMembers(d.Data, claim.Data) &&
					sameMembers(recipients(d), recipients(claim)) && sameMembers(d.Purposes, claim.Purposes) {
					d.Condition = claim.Condition
				}
			}
		}
	}
	return declarations
}

// candidateForms returns the pages on which people apply for a job.
func (c *Case) candidateForms(n *numbers) map[string]bool {
	forms := map[string]bool{}
	for i, p := range n.practice.of {
		if n.practice.words[p].Data == "professional.application" {
			for _, e := range c.Seen.Seen[i].Evidence {
				forms[e.Source] = true
			}
		}
	}
	return forms
}

// enumerates reports whether a statement lists data that people hand over.
func enumerates(d practice.Declaration) bool {
	if d.Polarity == practice.Denied || d.Kind.Action() != practice.Collect || aboutLogs(&d) {
		return false // what logs hold is a list of its own
	}
	return slices.ContainsFunc(d.Data, func(x practice.Data) bool { return x != practice.Personal && !incidental(x) })
}

// judge sorts the statements that bear on a practice. What the company's own people type is nothing that it promises visitors not to ask for.
func (j *judged) judge() {
	b := &j.register.bearing
	b.empty()
	for d := range j.register.those(j.register.refusing(j.Practice)) {
		switch {
		case j.staff, d.Modality == practice.Soft || !speaksTo(d, j.candidates):
		case denies(d, j):
			if !j.register.has(closesCookies, d) { // "we set no other cookies" denies what the list does not name, which undeclared-cookie judges
				b.against, b.denying = append(b.against, d), append(b.denying, d)
			}
		case excludes(d, j):
			b.against = append(b.against, d)
		}
	}
	for _, at := range j.register.affirming(j.Practice) {
		d, data := j.register.all[at], j.covers[at].grade
		if data == silent && !j.incidental || d.Modality == practice.Soft || !j.concerns(d) || !j.staff && speaksTo(d, j.candidates) && excludes(d, j) {
			continue
		}
		switch affirms(d, j, data) {
		case clear:
			b.clear = append(b.clear, d)
		case vague:
			b.vague = append(b.vague, d)
		case umbrella:
			b.umbrella = append(b.umbrella, d)
		}
	}
	j.bearing = b.clone()
	settle(j)
}

// concerns reports whether a statement can be about the people whose data were seen. Code that works for customers has the data of their
// contacts in hand, too: what the notice says is done with those is no omission.
func (j *judged) concerns(d *practice.Declaration) bool {
	return speaksTo(d, j.candidates) || (j.Practice.Actor == practice.Code && slices.Contains(d.Scope, "contact"))
}

// affirms grades how well a statement, whose data have a grade already, says that what was seen is done.
func affirms(d *practice.Declaration, j *judged, data grade) grade {
	if d.Polarity == practice.Denied || !handles(d.Kind) {
		return silent
	}
	p := j.Practice
	if p.Recipient == "" {
		return data
	}
	named := j.party(d)
	party := named.grade
	if named.mentioned {
		party = clear
	}
	switch {
	case party == silent, party == vague && (!purposeFits(d.Purposes, p.Purpose) || namesEverybody(d, j)):
		return silent
	case party == clear && j.incidental:
		return max(data, vague)
	case j.incidental && (slices.ContainsFunc(d.Data, incidental) || slices.ContainsFunc(d.Recipients, telling)):
		return vague // "payment data to our payment provider" tells that it sees the address that asks for its script
	case data == umbrella:
		return vague
	}
	return min(party, data)
}

// namesEverybody reports whether all that a statement says of the recipient is that there are third parties, and not what for: since everybody
// but the company is one, that names nobody ("our external third parties are based abroad").
func namesEverybody(d *practice.Declaration, j *judged) bool {
	return (len(d.Purposes) == 0 || j.Practice.Purpose == "") && len(d.Members) == 0 && !j.party(d).classed
}

// telling reports whether a class of recipients says what they do, unlike "third parties", "partners" and "processors".
func telling(class practice.Party) bool {
	return !slices.Contains([]practice.Party{practice.ThirdParty, "partner", "processor", "affiliate", "vendor"}, class)
}

// recipientGrade grades how well the recipient of an observation is declared, whatever it receives.
func recipientGrade(j *judged) grade {
	for _, d := range j.parties.named {
		if d.Polarity != practice.Denied && j.concerns(d) {
			return clear // any statement that names a company declares it: "you can refuse Google Analytics here"
		}
	}
	if len(j.clear) > 0 || len(j.vague) > 0 || len(j.umbrella) > 0 {
		return vague
	}
	return silent
}

// mentions reports whether a company's name, an alias or its owner's stands in a text, as a word and as it is spelled:
// nobody can be told that a notice is silent about a name that is in it, even if its reader took it for something else.
func mentions(text string, p practice.Party) bool {
	v, known := practice.VendorByName(string(p))
	names := append([]string{string(p)}, v.Aliases...)
	if slices.ContainsFunc(names, func(name string) bool { return len(name) > 2 && hasWord(text, name) }) {
		return true
	}
	if !known && strings.Contains(string(p), ".") {
		return namesDomain(text, string(p))
	}
	return known && len(v.Owner) > 2 && hasWord(text, v.Owner) && hasWord(withoutProducts(text, v), v.Owner)
}

// domainWords is how many words of a text can be the name of a domain at most.
const domainWords = 3

// namesDomain reports whether words of a text that begin with a capital letter are the name of a domain: "TeleReach" of telereach.com.
func namesDomain(text, domain string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !wordRune(r) })
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if len(word) < 3 || !unicode.IsUpper(first) || !strings.HasPrefix(domain, string(unicode.ToLower(first))) {
			continue
		}
		for n := 1; n <= domainWords && i+n <= len(words); n++ {
			if practice.NamesDomain(strings.Join(words[i:i+n], " "), domain) {
				return true
			}
		}
	}
	return false
}

// withoutProducts takes the names of what else the owner of a vendor makes out of a text: "Google Analytics" is no word about
// Google Ads. A tag manager is what such a product is loaded with, so that whoever names the one has named the other.
func withoutProducts(text string, v practice.Vendor) string {
	if tagManager(practice.Party(v.Name)) {
		return text
	}
	for _, other := range products()[v.Owner] {
		text = strings.ReplaceAll(text, other, "")
	}
	return text
}

// tagManager reports whether a vendor is what the other products of its company are loaded with.
func tagManager(p practice.Party) bool { return strings.HasSuffix(string(p), "Tag Manager") }

// products are the names of what each company makes, in the order of the vendor table.
var products = sync.OnceValue(func() map[string][]string {
	names := map[string][]string{}
	for _, v := range practice.Vendors() {
		if v.Name != v.Owner && !slices.Contains(v.Aliases, v.Owner) {
			names[v.Owner] = append(names[v.Owner], v.Name)
		}
	}
	return names
})

// hasWord reports whether a name stands in a text with no letter, digit or underscore on either side.
func hasWord(text, name string) bool {
	for at := 0; name != ""; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		at += i + len(name)
		after, _ := utf8.DecodeRuneInString(text[at:])
		if !wordRune(before) && !wordRune(after) {
			return true
		}
	}
	return false
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// verdict says how an observation relates to the notice as a whole.
func (j *judged) verdict() practice.Verdict {
	switch {
	case len(j.against) > 0 && len(j.disputing) > 0:
		return practice.Ambiguous
	case len(j.against) > 0:
		return practice.Contradicted
	case len(j.clear) > 0:
		return practice.Clear
	case len(j.vague) > 0 || len(j.umbrella) > 0:
		return practice.Vague
	}
	return practice.Omitted
}

// flow reports whether an action is judged by what the notice says of collecting, sharing and tracking.
// Logs, errors and open lines have rules of their own.
func flow(a practice.Action) bool {
	return a == practice.Collect || a == practice.Track || a == practice.Use || a == practice.Combine || sharing(a)
}

// against, affirming: what a cause of the discrepancy may quote.
func against(j *judged) []*practice.Declaration { return j.against }

func affirming(j *judged) []*practice.Declaration {
	return slices.Concat(j.clear, j.vague, j.umbrella)
}
