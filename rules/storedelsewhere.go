package rules

import (
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// StoredElsewhere is the rule stored-outside-declared-region.
var StoredElsewhere = &Rule{
	Name: "stored-outside-declared-region",
	Doc: `Data are stored in a country that the notice leaves out

The notice says where data are kept ("in France and Ireland", "only in the European Union"), or that they do not leave, and the code or the
configuration beside it names a region of a cloud that lies elsewhere. Any statement that lets data go to that country settles it, whatever
data it is about, and so does one that lets them go abroad without saying where, unless the promise says "only". What a statement says of one
provider is not held against another. Where a vendor that the site contacts has its seat is not flagged: that is not where it keeps data.`,
	Severity:   practice.High,
	References: []string{"GDPR 5(1)(a)", "GDPR 13(1)(f)", "GDPR 44", "CJEU C-311/18 (Schrems II)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Move what is stored there to a region that the notice names."},
		{Side: "notice", Text: "Or name the country, and the guarantee under which data go there."},
	},
	Examples: []Example{
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places FR IE", true},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "only: store-location personal; places EU", true},
		{"code store personal to Amazon Web Services; name eu-west-1; place IE", "affirmed: store-location personal; places EU", false},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places EU\naffirmed: store-location financial; places US", false},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places EU\naffirmed: transfer personal; places EEA; quote We transfer data outside the EEA under standard contractual clauses.", false},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "only: store-location personal; places EU\naffirmed: transfer personal; mechanism scc", true},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places EU\naffirmed: transfer personal; mechanism scc; quote In all cases the standard contractual clauses apply.", true},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places EU\naffirmed: transfer personal; mechanism scc; quote The standard contractual clauses apply where data go abroad.", false},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places UK\naffirmed: transfer personal to SendGrid; places US", true},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places UK\naffirmed: transfer personal to Amazon Web Services; places US", false},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places UK\naffirmed: transfer personal to processor; places US; mechanism scc; quote Where a provider is established in the United States we rely on the clauses.", true},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "denied: transfer personal; places EU; quote We never transfer your data outside the EU.", true},
		{"code store personal to Amazon Web Services; name eu-west-2; place GB", "denied: transfer personal; places US; quote We do not transfer your data to the United States.", false},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "may: store-location personal; places EU", false},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal to OVH; places FR", false},
		{"code store personal to Amazon Web Services; name us-east-1; place US", "affirmed: store-location personal; places EU; scope employee", false},
		{"site share device.ip_address to Hotjar", "affirmed: store-location personal; places FR", false},
	},
	Find: findStoredElsewhere,
}

func findStoredElsewhere(c *Case) []practice.Discrepancy {
	broken := map[*judged][]*practice.Declaration{}
	stored := c.doing(practice.Store)
	for j := range each(stored) {
		if j.Place != "" {
			broken[j] = c.placesBroken(j)
		}
	}
	key := func(j *judged) string {
		if len(broken[j]) == 0 {
			return ""
		}
		return j.Place
	}
	var found []practice.Discrepancy
	for _, cause := range causesAmong(stored, key, func(j *judged) []*practice.Declaration { return broken[j] }) {
		found = append(found, storedElsewhere(cause))
	}
	return found
}

// placesBroken returns the statements that leave out the country in which data are stored; none where another statement lets data go there.
func (c *Case) placesBroken(j *judged) []*practice.Declaration {
	var stay, only []*practice.Declaration
	abroad := false
	for i := range c.Notice.Declarations {
		d := &c.Notice.Declarations[i]
		if d.Modality == practice.Soft || !speaksTo(d, false) || d.Kind != practice.KindStoreLocation && d.Kind != practice.KindTransfer {
			continue
		}
		if d.Kind == practice.KindTransfer && d.Polarity != practice.Denied && (seatsAlone(d) || len(d.Vendors) > 0 && partyGrade(d, j.Practice) == silent) {
			continue
		}
		switch holds := holdsPlace(d, j.Place); {
		case d.Polarity != practice.Denied && holds:
			return nil
		case d.Polarity == practice.Denied && (holds && len(d.Places) > 0 || stays(d) && len(d.Places) == 0):
			only = append(only, d) // "never to the United States", "never outside the EU", "never"
		case d.Polarity == practice.Denied:
		case d.Kind == practice.KindTransfer:
			abroad = abroad || len(d.Places) == 0 && admitsTransfer(d)
		case len(d.Places) > 0 && firmly(d) && aboutStore(d, j.Practice):
			stay = append(stay, d)
			if d.Polarity == practice.AffirmedOnly {
				only = append(only, d)
			}
		}
	}
	if abroad {
		return inTextOrder(only)
	}
	return inTextOrder(slices.Concat(stay, only))
}

// seatsAlone reports whether a statement says no more than where those are who get data: "where a provider is established in the United States, we rely on
// the clauses" does not say that records are kept there.
func seatsAlone(d *practice.Declaration) bool { return d.Mechanism != "" && seated.MatchString(d.Text) }

// seated are words for where a company has its seat.
var seated = wholeWords(`established|headquartered|incorporated|is based|are based|établie?s?|son siège|leur siège|sièges?`)

// outside are words by which a statement means every place but those that it names.
var outside = wholeWords(`outside|beyond|hors|en dehors|ailleurs qu['’]?e?n?`)

// leaving are words by which a statement says that data leave.
var leaving = wholeWords(`transfer\p{L}*|transf[ée]r\p{L}*|abroad|overseas|[ée]tranger|third countr(?:y|ies)|pays tiers|other countries|autres pays|outside|beyond|hors|en dehors|leave|leaves|quitte\p{L}*`)

// admitsTransfer reports whether a statement lets data go. One that only names a guarantee does not: nobody learns from "in all cases the standard
// contractual clauses apply" that anything leaves.
func admitsTransfer(d *practice.Declaration) bool {
	return d.Mechanism == "" || leaving.MatchString(d.Text)
}

// holdsPlace reports whether a country is among the places of a statement.
func holdsPlace(d *practice.Declaration, country string) bool {
	named := slices.ContainsFunc(d.Places, func(p string) bool { return practice.CoversPlace(p, country) })
	if len(d.Places) > 0 && outside.MatchString(d.Text) {
		return !named
	}
	return named
}

// aboutStore reports whether a statement about places is about personal data as a whole, and about nobody else's cloud.
func aboutStore(d *practice.Declaration, p practice.Practice) bool {
	if specific(d) {
		return false
	}
	return len(recipients(d)) == 0 || partyGrade(d, p) != silent
}

func storedElsewhere(c *cause) practice.Discrepancy {
	p, j := c.practice(), c.lead()
	place := practice.PlaceName(j.Place, "en")
	var regions []string
	for j := range each(c.seen) {
		if region := fmt.Sprintf("%s of %s", j.Name, j.Practice.Recipient); !slices.Contains(regions, region) {
			regions = append(regions, region)
		}
	}
	lies := "The region " + enumerate(regions) + " lies"
	if len(regions) > 1 {
		lies = "The regions " + enumerate(regions) + " lie"
	}
	return practice.Discrepancy{
		Verdict: practice.Contradicted, Confidence: 0.7, Practice: p, // the region may be that of a test, or of something without personal data
		Declared: c.declarations(), Observed: c.observations(),
		Message: fmt.Sprintf("the notice does not let data go to %s; the code stores them in %s", place, enumerate(regions)),
		Why:     fmt.Sprintf("The notice says %s. %s in %s, which no statement that was read names as a place for data.", citeAll(c.said), lies, place),
	}
}
