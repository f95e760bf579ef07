package rules

import (
	"regexp"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// grade is how well a statement covers what was seen.
type grade uint8

const (
	silent   grade = iota // says nothing about it
	umbrella              // says "personal data"
	vague                 // says it in a broader term, or of a recipient without a name
	clear                 // says it
)

// dataGrade grades the data of a statement. A statement that names no data is about any, vaguely.
func dataGrade(said []practice.Data, seen practice.Data) grade {
	if len(said) == 0 {
		return umbrella
	}
	best := silent
	for _, d := range said {
		best = max(best, oneDataGrade(d, seen))
	}
	return best
}

func oneDataGrade(said, seen practice.Data) grade {
	switch {
	case said == seen:
		return clear
	case said == practice.Personal && practice.Covers(said, seen):
		return umbrella
	case practice.Covers(said, seen) && parent(said) == said:
		return vague // "contact details" for an e-mail address
	case practice.Covers(said, seen):
		return clear // "name" for a first name
	case practice.Covers(seen, said) && parent(seen) != seen:
		return clear // "first and last name" for a field called name
	case practice.Covers("tracer", said) && practice.Covers("tracer", seen):
		return vague // "cookies" is what notices call every tracer
	}
	return silent
}

// deniedData is dataGrade for a denial, which is about what it says and no more: "we set no cookies" is not about local storage.
func deniedData(said []practice.Data, seen practice.Data) bool {
	if len(said) == 0 {
		return true
	}
	return slices.ContainsFunc(said, func(d practice.Data) bool { return practice.Covers(d, seen) })
}

// partyGrade grades the recipients of a statement: clear if one is named, vague if a class of recipients covers the one seen.
// A class whose members are spelled out covers them and nobody else. A statement without recipients says nothing about who receives.
func partyGrade(d *practice.Declaration, p practice.Practice) grade {
	return partyGradeBy(d, p.Purpose, func(said practice.Party) bool { return practice.CoversParty(said, p.Recipient) })
}

// partyGradeBy is partyGrade for who knows already by whom the recipient is covered.
func partyGradeBy(d *practice.Declaration, purpose practice.Purpose, covered func(practice.Party) bool) grade {
	covers := func(said practice.Party) bool { return covered(said) && !(said == "partner" && onlyResellers(d)) }
	switch {
	case slices.ContainsFunc(d.Vendors, covers):
		return clear
	case len(d.Members) > 0:
		if slices.ContainsFunc(d.Members, covers) {
			return vague
		}
		return silent
	case slices.ContainsFunc(d.Recipients, covers), slices.ContainsFunc(d.Recipients, func(said practice.Party) bool { return actsAs(purpose, said) }):
		return vague
	}
	return silent
}

// resellers are partners who sell for the company, and nobody whom the vendor table knows: no advertiser, no network.
var (
	resellers = regexp.MustCompile(`(?i)\b(?:affiliated|authori[sz]ed|accredited|certified|official|reselling)\s+(?:\p{L}+\s+){0,2}partners?\b|\bresellers?\b|\bdistributors?\b|\bdealers?\b` +
		`|\bpartenaires?\s+(?:\p{L}+\s+)?(?:affiliés?|agréés?|officiels?|certifiés?|revendeurs?)|\brevendeurs?\b|\bdistributeurs?\b|\bconcessionnaires?\b`)
	partners = wholeWords(`partners?|partenaires?`)
)

// onlyResellers reports whether the partners of a statement are those who sell for the company.
func onlyResellers(d *practice.Declaration) bool {
	return resellers.MatchString(d.Text) && !partners.MatchString(resellers.ReplaceAllString(d.Text, ""))
}

// leavesOut reports whether a statement spells out a class that the recipient belongs to, without it.
func leavesOut(d *practice.Declaration, p practice.Practice) bool {
	return len(d.Members) > 0 && partyGrade(d, p) == silent &&
		slices.ContainsFunc(d.Recipients, func(said practice.Party) bool { return practice.CoversParty(said, p.Recipient) })
}

// actsAs reports whether whoever receives data for this purpose is of that class, whatever the vendor table calls the company:
// a social network that gets data to measure advertising is an advertising partner.
func actsAs(purpose practice.Purpose, class practice.Party) bool {
	return class != "" && class == actingClass(purpose)
}

// actingClass is the class of whoever receives data for this purpose, "" if it tells none.
func actingClass(purpose practice.Purpose) practice.Party {
	switch familyOf(purpose) {
	case "advertising":
		return "advertiser"
	case "measurement":
		return "analytics_provider"
	case "payment":
		return "payment_provider"
	}
	return ""
}

// purposeFits reports whether a statement for these purposes can be about what is done for that one.
// A purpose that is not stated, or not known, fits any.
func purposeFits(said []practice.Purpose, seen practice.Purpose) bool {
	if len(said) == 0 || seen == "" {
		return true
	}
	return slices.ContainsFunc(said, func(s practice.Purpose) bool {
		return practice.Covers(s, seen) || practice.Covers(seen, s) || familyOf(s) == familyOf(seen)
	})
}

// outsiders are people whose data a site's and its code's users are not: what a notice says of them says nothing of a visitor.
var outsiders = []practice.Audience{"employee", "candidate", "supplier", "contact"}

// speaksTo reports whether a statement is about the people whose data were seen: visitors, users and
// customers, or, on a page where people apply for a job, candidates.
func speaksTo(d *practice.Declaration, candidates bool) bool {
	if len(d.Scope) == 0 {
		return true
	}
	return slices.ContainsFunc(d.Scope, func(a practice.Audience) bool {
		return !slices.Contains(outsiders, a) || (candidates && a == "candidate")
	})
}

// sharing reports whether an action gives data to somebody else.
func sharing(a practice.Action) bool {
	return practice.Covers(practice.Share, a) || a == practice.Sell || a == practice.Transfer
}

// handles reports whether statements of this kind say that the company has the data they name.
func handles(k practice.Kind) bool {
	return k.Action() != "" || k == practice.KindLegalBasis
}

// asksFirst reports whether a statement promises consent before: "with your consent we do", and as well "not without your consent".
func asksFirst(d *practice.Declaration) bool {
	consent := d.Condition == practice.WithConsent || d.Condition == "with explicit consent"
	return consent || (d.Polarity == practice.Denied && d.Condition == practice.WithoutAsking)
}
