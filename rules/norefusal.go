package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// NoRefusal is the rule no-refusal-offered.
var NoRefusal = &Rule{
	Name: "no-refusal-offered",
	Doc: `The consent dialog lets nobody refuse as easily as accept

A visitor can accept by a click, and refuse not at all, or only by more clicks, behind a second layer. Consent that is not as easy to refuse as
to give is not free. What is counted is what was clicked in the audit, and its words are quoted; a refusal that only a script can make counts as none. Not flagged: a
dialog of a site on which nothing was seen that needs consent, since it may say "OK" and no more; and one whose acceptance could not be clicked
either, since such a dialog was not understood.`,
	Severity:   practice.High,
	References: []string{"GDPR 4(11)", "GDPR 7(3)", "ePrivacy 5(3)", "EDPB Cookie Banner Taskforce, report of 17 January 2023", "CNIL recommendation of 17 September 2020 on cookies"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Put a button that refuses everything beside the one that accepts, on the first layer and of the same size."},
		{Side: "notice", Text: "No wording helps: the dialog itself has to offer it."},
	},
	Examples: []Example{
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance\ndialog of words accepts by Accept all", "", true},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance\ndialog of words accepts by Accept all\ndialog of words refuses by Settings, Save", "", true},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance\ndialog of words accepts by Accept all\ndialog of words refuses by Reject all", "", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance\ndialog of Didomi accepts by Agree and close\ndialog of Didomi refuses by by script: Didomi.setUserDisagreeToAll()", "", true},
		{"site track tracer.cookie_id for service.technical\ndialog of words accepts by OK", "", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance\ndialog of words refuses by Nein", "", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance", "", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance\ndialog of words accepts by OK\ndialog of words refuses by Settings, Save", "affirmed: optout tracer unless opted out; quote Refusing takes one click, like accepting.", true},
	},
	Find: findNoRefusal,
}

func findNoRefusal(c *Case) []practice.Discrepancy {
	rests := c.restsOnConsent()
	if len(rests) == 0 {
		return nil
	}
	accepted := map[string]practice.Choice{}
	for _, choice := range c.Seen.Choices {
		if choice.State == practice.Accepted && choice.Offered && !choice.Scripted && choice.Clicks > 0 {
			accepted[choice.Page] = choice
		}
	}
	for _, refused := range c.Seen.Choices {
		yes, ok := accepted[refused.Page]
		if !ok || refused.State != practice.Refused || refused.Platform == "" {
			continue
		}
		unable := refused.Scripted || !refused.Offered && len(refused.Clicked) == 0 // one that was clicked in vain may have been misunderstood
		if unable || refused.Offered && refused.Clicks > yes.Clicks {
			return []practice.Discrepancy{c.noRefusal(yes, refused, rests)} // one dialog, shown on many pages
		}
	}
	return nil
}

// restsOnConsent names what was seen, in whatever state, that needs consent by law.
func (c *Case) restsOnConsent() []string {
	var names nameList
	for _, s := range c.spans {
		p := s[0].Practice
		if !flow(p.Action) || p.Actor != practice.Site || !lawAsks(c, &s[0]) {
			continue
		}
		if p.Recipient != "" {
			names.add(string(p.Recipient))
			continue
		}
		for i := range s {
			if s[i].Name != "" {
				names.add(s[i].Name)
			}
		}
	}
	slices.Sort(names.all)
	return names.all
}

// easyRefusal finds that a notice speaks of how easily one refuses.
var easyRefusal = wholeWords(`(?:refus|reject|declin)\p{L}*\b[^.;]{0,60}\b(?:clicks?|easi?ly|easy)|(?:clicks?|easi?ly|easy)\b[^.;]{0,60}\b(?:refus|reject|declin)\p{L}*` +
	`|refus\p{L}*[^.;]{0,60} (?:clic|simple|facile|simplement|facilement)|(?:clic|simple|facile|simplement|facilement) [^.;]{0,60}refus\p{L}*`)

func (c *Case) noRefusal(yes, no practice.Choice, rests []string) practice.Discrepancy {
	p := practice.Practice{Actor: practice.Site, Action: practice.Track, Data: "tracer", Condition: practice.WithConsent}
	refusing := c.saidOfRefusing()
	said := slices.DeleteFunc(slices.Clone(refusing), func(d *practice.Declaration) bool { return !easyRefusal.MatchString(d.Text) })
	d := practice.Discrepancy{
		Verdict: practice.ConditionBroken, Confidence: 0.85, Practice: p, Declared: values(said),
		Observed: []practice.Observation{{Practice: p, By: "consent", Evidence: []practice.Evidence{dialogEvidence(yes, "accepting"), dialogEvidence(no, "refusing")}}},
	}
	how := fmt.Sprintf("takes %s to refuse and %s to accept", count(no.Clicks, "click"), count(yes.Clicks, "click"))
	if no.Scripted || !no.Offered {
		how = fmt.Sprintf("takes %s to accept and offers no way to refuse", count(yes.Clicks, "click"))
		d.Confidence = 0.75
	} else {
		d.Severity = practice.Medium
	}
	d.Message = "the consent dialog " + how
	d.Why = fmt.Sprintf("The consent dialog of %s %s. On its answer rests what %s %s: consent that is harder to refuse than to give is not freely given.", no.Page, how, some(rests, 3), verbFor(rests))
	if len(said) == 0 {
		aboutTracers := slices.DeleteFunc(refusing, func(d *practice.Declaration) bool { return !practice.Covers("tracer", firstOr(d.Data, "")) })
		slices.SortStableFunc(aboutTracers, func(a, b *practice.Declaration) int { return cmp.Compare(b.Kind, a.Kind) }) // refusals before claims of consent
		d.Nearest = values(aboutTracers[:min(len(aboutTracers), nearestShown)])
	} else {
		d.Verdict, d.Severity = practice.Contradicted, practice.High
		d.Message = fmt.Sprintf("the notice says that refusing is as easy; %s", d.Message)
		d.Why = fmt.Sprintf("The notice says %s. %s", citeAll(said), d.Why)
	}
	return d
}

func verbFor(names []string) string {
	if len(names) == 1 {
		return "does"
	}
	return "do"
}

// saidOfRefusing returns the statements about how one consents to cookies or refuses them.
func (c *Case) saidOfRefusing() []*practice.Declaration {
	var said []*practice.Declaration
	for i := range c.Notice.Declarations {
		d := &c.Notice.Declarations[i]
		about := d.Kind == practice.KindOptOut || d.Kind == practice.KindConsent
		if about && d.Polarity != practice.Denied && d.Modality != practice.Soft && practice.Covers("tracer", firstOr(d.Data, "tracer")) {
			said = append(said, d)
		}
	}
	return inTextOrder(said)
}

func dialogEvidence(c practice.Choice, doing string) practice.Evidence {
	clicked := "nothing that could be clicked"
	if len(c.Clicked) > 0 && !c.Scripted {
		clicked = fmt.Sprintf("%s (%s)", count(c.Clicks, "click"), strings.Join(quoted(c.Clicked), ", "))
	}
	return practice.Evidence{Source: c.Page, Blob: c.Blob, Detail: fmt.Sprintf("dialog of %s: %s took %s", c.Platform, doing, clicked)}
}

func quoted(words []string) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = fmt.Sprintf("%q", w)
	}
	return list
}
