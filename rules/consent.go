package rules

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// consentBroken finds what was seen in a consent state although it needs consent: by what the notice promises, or by law.
// What one company does for one kind of purpose is one cause: its tag manager, its script and its cookies. Who mails visitors counts them for it:
// what serves both is one script.
func consentBroken(c *Case, state practice.Condition, when string) []practice.Discrepancy {
	var broken []*judged // one of each relation
	for _, r := range c.relations {
		if j := r.about; j.Practice.Condition == state && flow(j.Practice.Action) && (promised(c, j) || lawAsks(c, j)) {
			broken = append(broken, j)
		}
	}
	families, mails := companyFamilies(broken), map[practice.Party]bool{}
	for _, j := range broken {
		mails[j.Practice.Recipient] = mails[j.Practice.Recipient] || j.Practice.Recipient != "" && familyOf(j.Practice.Purpose) == "direct"
	}
	keys := map[*relation]string{}
	for _, j := range broken {
		family := familyOf(j.Practice.Purpose)
		switch {
		case j.Practice.Purpose == "":
			family = families[practice.Company(j.Practice.Recipient)]
		case family == "measurement" && mails[j.Practice.Recipient]:
			family = "direct"
		}
		keys[j.relation] = string(practice.Company(j.Practice.Recipient)) + "\n" + family
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(func(j *judged) string { return keys[j.relation] }, func(j *judged) []*practice.Declaration { return consentPromises(c, j) }) {
		slices.SortStableFunc(cause.seen, func(a, b span) int { return tracersFirst(&a[0], &b[0]) })
		d := consentDiscrepancy(cause, state, when)
		if why := lighter(c, cause); why != "" && state == practice.BeforeConsent {
			d.Severity, d.Confidence = practice.Medium, 0.6
			d.Why += " " + why
		}
		if len(d.Declared) == 0 {
			d.Nearest = c.nearest(cause)
		}
		found = append(found, d)
	}
	return found
}

// companyFamilies tells for each company the family of purposes to which what it does without a known purpose
// belongs: the first, by name, of those that are known.
func companyFamilies(seen []*judged) map[practice.Party]string {
	families := map[practice.Party]string{}
	for _, j := range seen {
		if name, family := practice.Company(j.Practice.Recipient), familyOf(j.Practice.Purpose); j.Practice.Recipient != "" && j.Practice.Purpose != "" {
			if known, ok := families[name]; !ok || family < known {
				families[name] = family
			}
		}
	}
	return families
}

// tracersFirst puts, among data of one gravity, what is kept on the device before what is sent, and a cookie before whatever else tells the
// browser: that is what the law speaks of. A fingerprint is graver than a cookie where nobody speaks of it; here it would only hide the cookies.
func tracersFirst(a, b *judged) int {
	gravity := func(j *judged) int {
		if j.Practice.Data == fingerprint {
			return grave(practice.Low)
		}
		return grave(weightOf(j.Practice.Data).severity)
	}
	rank := func(j *judged) int {
		switch {
		case j.Practice.Action != practice.Track:
			return 3
		case j.Practice.Data == fingerprint:
			return 2
		case j.Practice.Data != "tracer.cookie_id":
			return 1
		}
		return 0
	}
	return cmp.Or(gravity(b)-gravity(a), rank(a)-rank(b))
}

// lawAsks reports whether the law asks for consent before: a tracer that is not strictly necessary, or data for a
// third party that measures audience or advertises. Contact with a host that only delivers content needs none.
func lawAsks(c *Case, j *judged) bool {
	p := j.Practice
	if p.Action == practice.Track {
		return !c.necessary(j) && !exempt(c, j) && !exemptByName(c, j)
	}
	if !sharing(p.Action) || p.Recipient == "" {
		return false
	}
	return tracking(p)
}

// tracking reports whether a third party gets data to measure, to advertise or for a social network: by the purpose, or by what it is.
func tracking(p practice.Practice) bool {
	switch familyOf(p.Purpose) {
	case "measurement", "advertising":
		return true
	}
	return p.Purpose == "" && slices.ContainsFunc(practice.TrackingClasses, func(class practice.Party) bool { return practice.CoversParty(class, p.Recipient) })
}

// necessary reports whether a tracer needs no consent: by its purpose; if nobody knows that, by what the notice says
// of a tracer of this name; and if that is silent, too, a first-party cookie that ends with the session has the
// benefit of the doubt (Article 29 Working Party, Opinion 04/2012, section 2.3).
func (c *Case) necessary(j *judged) bool {
	if j.Practice.Purpose != "" {
		return !needsConsent(j.Practice.Purpose)
	}
	switch recall(c.known.ofRelation(j), askedNecessary, func() answer { return c.saidNecessary(j) }) {
	case yes:
		return true
	case no:
		return false
	}
	return j.passing
}

// An answer is what the notice says to a question, if it says anything.
type answer int

const (
	nothing answer = iota
	yes
	no
)

// saidNecessary is what the notice says of the purpose of a tracer that it calls by its name.
func (c *Case) saidNecessary(j *judged) answer {
	for d := range c.register.those(c.register.aboutTracer(j.Name)) {
		if d.Polarity == practice.Denied || tracerRank(d, j) != 4 {
			continue
		}
		switch {
		case len(d.Purposes) > 0 && slices.ContainsFunc(d.Purposes, needsConsent):
			return no
		case len(d.Purposes) > 0, keepsChoice.MatchString(d.Text):
			return yes
		}
	}
	return nothing
}

// keepsChoice finds that a tracer keeps what the visitor chose: "remembers your choice", "votre choix est conservé dans ...".
var keepsChoice = regexp.MustCompile(`(?i)\b(remember|stor|record|sav|keep|conserv|enregistr|mémoris|retien)\p{L}*\s(your|the|a|votre|vos|le|les)\s([\p{L}-]+\s)?(choices?|consent|choix|consentement)\b` +
	`|\b(choices?|consent|choix|consentement)\s(is|are|est|sont)\s([\p{L}-]+\s){0,2}(remember|stor|record|sav|kept|conserv|enregistr|mémoris)`)

// exempt reports whether the notice claims the exemption that the CNIL grants to audience measurement of the company's own.
func exempt(c *Case, j *judged) bool {
	if familyOf(j.Practice.Purpose) != "measurement" || j.Practice.Recipient != "" {
		return false
	}
	return recall(c.known.ofJudgement(j), askedExempt, func() bool {
		return slices.ContainsFunc(c.register.all, func(d *practice.Declaration) bool {
			return d.Condition == practice.WithoutAsking && d.Polarity != practice.Denied && practice.Covers("tracer", firstOr(d.Data, "tracer")) && purposeFits(d.Purposes, j.Practice.Purpose)
		})
	})
}

// exemptByName reports whether the notice claims that exemption for this very software, which nothing was seen to go to.
func exemptByName(c *Case, j *judged) bool {
	maker := j.Practice.Recipient
	if j.Practice.Action != practice.Track || familyOf(j.Practice.Purpose) != "measurement" || !selfRunSoftware()[maker] || c.receives(maker) {
		return false
	}
	return slices.ContainsFunc(c.register.all, func(d *practice.Declaration) bool {
		return d.Condition == practice.WithoutAsking && d.Polarity != practice.Denied && slices.Contains(d.Vendors, maker) && purposeFits(d.Purposes, j.Practice.Purpose)
	})
}

// receives reports whether anything was seen to go to a vendor, beside the tracers that bear its name.
func (c *Case) receives(p practice.Party) bool {
	return slices.ContainsFunc(c.seenOf(p), func(s span) bool { return s[0].Practice.Action != practice.Track })
}

// foreignTracers finds that a promise is about the tracers of others: "third-party analytics cookies".
var foreignTracers = wholeWords(`third[- ]part(?:y|ies)|d['’]un tiers|de tiers|tiers|tierces?`)

func firstOr(list []practice.Data, none practice.Data) practice.Data {
	if len(list) == 0 {
		return none
	}
	return list[0]
}

// promised reports whether the notice itself makes the practice wait for consent.
func promised(c *Case, j *judged) bool {
	p := j.Practice
	return !(p.Action == practice.Track && c.necessary(j)) && len(consentPromises(c, j)) > 0
}

// consentPromises returns the statements that make what was seen wait for consent: those that name
// the recipient; if none does, those that name a purpose; if none does, all.
func consentPromises(c *Case, j *judged) []*practice.Declaration {
	asked := askedPromises
	if refusal(j.Practice.Condition) {
		asked = askedRefusals
	}
	return recall(c.known.ofJudgement(j), asked, func() []*practice.Declaration { return c.closestPromises(j) })
}

func (c *Case) closestPromises(j *judged) []*practice.Declaration {
	var byRank [3][]*practice.Declaration
	tracks, own := tracksBy(j), exemptByName(c, j)
	for _, d := range c.register.promisesFor(j.Practice.Data) {
		if own && (len(d.Purposes)+len(d.Vendors) == 0 || foreignTracers.MatchString(d.Text)) {
			continue // what is said of cookies at large, or of those of others, takes nothing back from an exemption that is claimed for this one
		}
		if len(d.Vendors) > 0 && j.party(d).grade == silent {
			continue
		}
		if !asksFirst(d) && !heedsRefusal(d, j.Practice.Condition) || d.Modality == practice.Soft || !speaksTo(d, j.candidates) || !promiseIsAbout(d, j, tracks) {
			continue
		}
		rank := 2
		switch {
		case j.Practice.Recipient != "" && j.party(d).grade == clear:
			rank = 0
		case len(d.Purposes) > 0 && j.Practice.Purpose != "":
			rank = 1
		}
		byRank[rank] = append(byRank[rank], d)
	}
	for _, list := range byRank {
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// quoteMark is what may stand before the words of a button.
const quoteMark = `(?:&\w+;|[^\p{L}\s]\s?){0,2}`

// refusing finds that a visitor's refusal is spoken of, and what follows from it: "if you reject cookies, no analytics will run".
var refusing = wholeWords(`(?:if|when|once|where|unless|until|after) (?:you|visitors|users) (?:refus|reject|declin|withdraw|do not (?:accept|agree|consent)|don['’]t (?:accept|agree|consent))\p{L}*` +
	`|you (?:choose|select|click|press|tap|hit|answer|say)\p{L}* (?:on )?` + quoteMark + `(?:reject|refuse|decline|only (?:essential|necessary|required)|(?:essential|necessary|required|strictly necessary)(?: cookies)? only)\p{L}*` +
	`|vous (?:cliquez|appuyez|choisissez|sélectionnez|répondez)(?: sur)? ` + quoteMark + `(?:(?:tout |je )?refuse\p{L}*|continuer sans accepter|(?:uniquement|seulement) (?:les )?(?:essentiels?|nécessaires?|essentielles?)|(?:essentiels|nécessaires) (?:uniquement|seulement)|non)` +
	`|you (?:say|said|answer|answered) no|vous (?:dites|avez dit|répondez) non|(?:say|answer) no and|in case of (?:a )?refusal|(?:dites|répondez) non|en cas de refus` +
	`|(?:si|lorsque|quand|tant que|dès que) vous (?:refus|rejet|déclin|retir|n['’]acceptez|ne consentez)\p{L}*`)

// heedsRefusal reports whether a statement promises what happens once a visitor has refused, and the visitor had. An opt-out by other ways, such as a
// link of a newsletter, is no answer to a dialog.
func heedsRefusal(d *practice.Declaration, state practice.Condition) bool {
	return refusal(state) && d.Kind == practice.KindOptOut && d.Condition == practice.UnlessOptOut &&
		d.Polarity != practice.Denied && refusing.MatchString(d.Text)
}

// refusal reports whether a visitor has refused, or taken a consent back.
func refusal(state practice.Condition) bool {
	return state == practice.Refused || state == practice.Withdrawn
}

// tracksBy reports whether a practice is what promises about tracers are about: a tracer, or that whoever tracks is called at all.
func tracksBy(j *judged) bool {
	return j.Practice.Action == practice.Track || j.Practice.Recipient != "" && j.incidental && tracking(j.Practice)
}

// promiseIsAbout reports whether a promise of consent is about a practice; tracks is what tracksBy says of it. One that names its data, its recipient
// or its purpose is about no other; "with your consent" without any of them is about nothing in particular.
func promiseIsAbout(d *practice.Declaration, j *judged, tracks bool) bool {
	p := j.Practice
	switch {
	case d.Kind == practice.KindTracer || ((d.Kind == practice.KindConsent || d.Kind == practice.KindOptOut) && practice.Covers("tracer", firstOr(d.Data, ""))):
		if !tracks {
			return false
		}
	case d.Kind == practice.KindConsent, d.Kind.Action() != "":
		if len(d.Data) == 0 || dataGrade(d.Data, p.Data) < vague && !handsNothing(d, p) {
			return false
		}
	default:
		return false
	}
	if len(d.Purposes) > 0 && !onlyNecessaryStay(d) && (p.Purpose == "" || !purposeFits(d.Purposes, p.Purpose)) {
		return false
	}
	parties := len(d.Vendors) > 0 || j.register.outward[j.register.place[d]]
	return !parties || j.party(d).grade != silent
}

// onlyNecessaryStay reports whether a statement says what remains once a visitor has refused: "only cookies that are strictly necessary will remain" is
// about all the others.
func onlyNecessaryStay(d *practice.Declaration) bool {
	return d.Kind == practice.KindOptOut && d.Condition == practice.UnlessOptOut && onlyWord.MatchString(d.Text) && !slices.ContainsFunc(d.Purposes, needsConsent)
}

// onlyWord finds that nothing but what is named is meant.
var onlyWord = wholeWords(`only|alone|nothing|no other|aucun autre|rien|seuls?|seules?|uniquement|que les|autre que`)

// handsNothing reports whether a statement promises that third parties get no personal data at all without consent, and somebody who tracks got some.
// Who only works for the company gets what other statements say.
func handsNothing(d *practice.Declaration, p practice.Practice) bool {
	return d.Polarity == practice.Denied && p.Recipient != "" && sharing(p.Action) && tracking(p) && deniedData(d.Data, p.Data)
}

func consentDiscrepancy(c *cause, state practice.Condition, when string) practice.Discrepancy {
	p := c.practice()
	p.Condition = state
	d := practice.Discrepancy{
		Verdict: practice.ConditionBroken, Confidence: 0.95, Practice: p,
		Declared: c.declarations(), Observed: c.observations(),
	}
	what := c.done()
	if len(c.said) > 0 {
		promise := "to heed a refusal"
		if slices.ContainsFunc(c.said, asksFirst) {
			promise = "consent first"
		}
		d.Message = fmt.Sprintf("the notice promises %s; %s %s", promise, what, when)
		d.Why = fmt.Sprintf("The notice says %s; %s %s.", citeAll(c.said), what, when)
		return d
	}
	d.Message = fmt.Sprintf("%s %s; the law asks for consent first", what, when)
	d.Why = fmt.Sprintf("%s %s. It is not strictly necessary for a service that the visitor asked for, so that ePrivacy 5(3) asks for consent first, whatever the notice says.", capital(what), when)
	if p.Purpose == "" {
		d.Confidence = 0.6
		d.Why += " Nobody has said what it serves; if it is strictly necessary, the notice should say so."
	}
	return d
}
