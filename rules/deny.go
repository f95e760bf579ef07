package rules

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// denies reports whether a statement says that what was seen is not done.
func denies(d *practice.Declaration, j *judged) bool {
	p := j.Practice
	if d.Polarity != practice.Denied || !deniedData(d.Data, p.Data) || !denialHolds(d.Condition, p.Condition) {
		return false
	}
	if slices.Equal(d.Scope, []practice.Audience{"child"}) {
		return false // what is not done about children is done about others
	}
	if slices.Contains(d.Purposes, practice.AnyPurpose) {
		return false // "for no other purpose": no other than what stands before, which one statement does not know
	}
	if len(d.Purposes) > 0 && (p.Purpose == "" || !deniedPurpose(d.Purposes, p.Purpose)) {
		return false // "not for advertising" says nothing about what serves another end, or one that nobody knows
	}
	if j.register.outward[j.register.place[d]] && j.party(d).grade == silent && !(neverComesIn(d) && p.Recipient == "") {
		return false
	}
	return deniesAction(d, j) && (p.Action == practice.StoreLog || !j.register.has(speaksOfLogs, d)) // what is not logged may well be collected
}

// neverComesIn reports whether a statement says of data by their name that the company does not have them, whoever has them instead: "your card number
// never passes through our servers, our bank sees to it".
func neverComesIn(d *practice.Declaration) bool {
	return d.Polarity == practice.Denied && d.Kind == practice.KindCollect && specific(d)
}

// deniedPurpose is purposeFits for a denial: "not for marketing" and "not for commercial purposes" are meant to deny every kind of it.
func deniedPurpose(said []practice.Purpose, seen practice.Purpose) bool {
	return purposeFits(said, seen) || slices.ContainsFunc(said, func(s practice.Purpose) bool {
		if seen == messages && root(s) == "marketing" && familyOf(s) == "advertising" {
			return false // "no advertising" says nothing about a newsletter
		}
		return (root(s) == "marketing" || s == commercial) && root(seen) == "marketing"
	})
}

// messages is what a company sends by itself to those whom it knows, such as a newsletter.
const messages practice.Purpose = "marketing.direct"

// commercial is what a company may do all that it does for: "only for professional purposes" leaves nothing out.
const commercial practice.Purpose = "commercial"

// denialHolds reports whether a denial is about the consent state that was seen. "Never without your consent" is a promise to
// ask, which before-consent and after-refusal judge. Under a condition that nothing here can see, a denial is not judged.
func denialHolds(said, seen practice.Condition) bool {
	switch {
	case said == practice.Always || said == seen:
		return true
	case said == practice.UnlessOptOut:
		return seen == practice.Refused || seen == practice.Withdrawn
	}
	return false
}

// deniesAction reports whether a denial of this kind is about what was done.
func deniesAction(d *practice.Declaration, j *judged) bool {
	p := j.Practice
	switch d.Kind {
	case practice.KindShare:
		return sharing(p.Action)
	case practice.KindTransfer:
		return sharing(p.Action) && seatedAbroad(p.Recipient)
	case practice.KindSell:
		return p.Action == practice.Sell
	case practice.KindTracer:
		return p.Action == practice.Track
	case practice.KindCollect, practice.KindSource:
		if !specific(d) && (!incidental(p.Data) && j.register.has(speaksOfVisiting, d) || means(p)) {
			return false // "you can visit our site without giving data": who fills in a form does more, and who logs in types a password
		}
		if !incidental(p.Data) && j.register.has(saysOneForm, d) {
			return false // "we do not take down your name with your message": other forms may well ask for it
		}
		return p.Action == practice.Collect || (p.Action == practice.Track && specific(d)) || ((sharing(p.Action) || stores(p.Action)) && specific(d) && (!incidental(p.Data) || watched(d, p)))
	case practice.KindRetention:
		return stores(p.Action) && specific(d) && d.Period == "" && plain(d) // "we never store your card number", and not "no longer than needed"
	case practice.KindUse, practice.KindCombine:
		embedded := sharing(p.Action) && incidental(p.Data) && len(d.Purposes) == 0 // "we use no IP addresses": whoever embeds a video uses none himself
		return (len(d.Purposes) > 0 || specific(d)) && !embedded && (p.Action == practice.Collect || p.Action == practice.Track || sharing(p.Action))
	}
	return false
}

// watched reports whether what a visitor does on a page goes to somebody, and a statement says by this very name that it is not taken down: nobody but
// who records it has it.
func watched(d *practice.Declaration, p practice.Practice) bool {
	return p.Data == "behaviour.click" && sharing(p.Action) && slices.Contains(d.Data, p.Data)
}

// seatedAbroad reports whether a vendor has its seat outside of the European Economic Area, as far as its table tells: to one at home nothing leaves.
func seatedAbroad(p practice.Party) bool {
	v, known := practice.VendorByName(string(p))
	return !known || v.Country == "" || !practice.InEconomicArea(v.Country)
}

// means reports whether data are collected that only make the service work: nobody who lists what is collected means a password.
func means(p practice.Practice) bool {
	return p.Action == practice.Collect && weightOf(p.Data).role == "means"
}

// visiting is how English and French say that somebody looks at a site.
var visiting = wholeWords(`visit|visiting|browse|browsing|surf|visitez|visiter|consulter|consultez|naviguer|naviguez|parcourir`)

// anyoneElse is how English and French speak of those who are not named: "no other company", « personne d'autre ».
var anyoneElse = wholeWords(`other (?:companies|company|firms?|businesses|business|organi[sz]ations?|parties|party|people|persons?|recipients?)|(?:any|some|every)(?:one|body) else|no[- ]one else|nobody else` +
	`|d['’]autres? (?:sociétés?|entreprises?|organismes?|personnes?|destinataires?|tiers)|(?:aucune?|nulle?) autre|personne d['’]autre`)

// stores reports whether an action puts data where they stay, beside a log: nobody has there what was not collected.
func stores(a practice.Action) bool {
	return practice.Covers(practice.Store, a) && a != practice.StoreLog
}

// specific reports whether a statement names its data, rather than to speak of personal data.
func specific(d *practice.Declaration) bool {
	return len(d.Data) > 0 && !slices.Contains(d.Data, practice.Personal)
}

// excludes reports whether a statement promises that nothing but what it lists is done, and what was seen is not in the list.
func excludes(d *practice.Declaration, j *judged) bool {
	p := j.Practice
	if d.Polarity != practice.AffirmedOnly {
		return false
	}
	about := func() bool { return deniedData(d.Data, p.Data) }
	offPurpose := func() bool {
		return len(d.Purposes) > 0 && p.Purpose != "" && !slices.Contains(d.Purposes, commercial) && !purposeFits(d.Purposes, p.Purpose)
	}
	parties := len(d.Recipients)+len(d.Vendors) > 0
	switch d.Kind {
	case practice.KindShare, practice.KindSell, practice.KindTransfer:
		if !sharing(p.Action) || !about() {
			return false
		}
		return (parties && j.party(d).grade == silent) || (!parties && offPurpose())
	case practice.KindTracer:
		return p.Action == practice.Track && about() && (offPurpose() || (len(d.Vendors) > 0 && j.party(d).grade == silent))
	case practice.KindCollect:
		if len(d.Purposes) == 0 {
			return p.Action == practice.Collect && len(d.Data) > 0 && j.grade(d) == silent && !means(p)
		}
		return !j.incidental && len(d.Data) > 0 && offPurpose() && about()
	case practice.KindUse:
		return (sharing(p.Action) || p.Action == practice.Track) && len(d.Data) > 0 && offPurpose() && about()
	}
	return false
}

// dataRank is the number of parts of the closest term that covers the data seen; 0 for "personal" and for none.
func dataRank(said []practice.Data, seen practice.Data) int {
	best := 0
	for _, d := range said {
		if d != practice.Personal && practice.Covers(d, seen) {
			best = max(best, 1+strings.Count(string(d), "."))
		}
	}
	return best
}
