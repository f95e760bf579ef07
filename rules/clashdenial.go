package rules

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A statement that something is never done stands against one that it is.

// deniedAndDone is a denial of what another statement affirms.
var deniedAndDone = &clash{
	first:  flatlyDenies,
	second: func(_ *said, b *practice.Declaration) bool { return flatlyAffirms(b) },
	meets: func(s *said, a, b *practice.Declaration) bool {
		return (!customary(b) || namesClass(a)) && denialAgainst(s, a, b)
	},
	pivots: []*pivot{byAct, byParty},
	message: func(a, _ *practice.Declaration) string {
		return "the notice denies " + subject(a) + " and affirms it elsewhere"
	},
	because:    "Both cannot hold.",
	confidence: 0.8,
}

// endDeniedAndTracked is an end for which nothing is done with data, beside tracers or recipients that serve it: "no advertising".
var endDeniedAndTracked = &clash{
	first: func(s *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindUse && flatlyDenies(s, a) && !specific(a) && len(a.Purposes) > 0
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Polarity != practice.Denied && !waits(b) && (b.Kind == practice.KindTracer || b.Kind == practice.KindShare && tellsSharing(b)) && slices.ContainsFunc(b.Purposes, optional)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		serves := slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool { return optional(p) && slices.Contains(a.Purposes, p) })
		return serves && !s.excepted(a, b) && s.alike(a, b)
	},
	message: func(a, _ *practice.Declaration) string {
		return "the notice denies " + subject(a) + ", and elsewhere sets tracers or gives data away for it"
	},
	because:    "Both cannot hold.",
	confidence: 0.7,
}

// deniedAndCustomary is a denial that forgets what nearly every company does.
var deniedAndCustomary = &clash{
	first:  flatlyDenies,
	second: func(_ *said, b *practice.Declaration) bool { return flatlyAffirms(b) && customary(b) },
	meets:  denialAgainst,
	pivots: []*pivot{byAct, byParty},
	message: func(a, _ *practice.Declaration) string {
		return "the notice denies " + subject(a) + " and affirms it elsewhere"
	},
	because:    "Both cannot hold. What it affirms is the exception that most notices mean and forget to write.",
	remedy:     "Write the exception into the denial: name those who work on the company's behalf, authorities and a buyer of the company.",
	severity:   practice.Low,
	confidence: 0.6,
}

// namesClass reports whether a denial names a class of its own, "no insurer", which then is none that it forgot.
func namesClass(a *practice.Declaration) bool {
	return slices.ContainsFunc(recipients(a), func(p practice.Party) bool { return p != practice.ThirdParty })
}

// unaware is a denial of personal data beside data that everybody's browser gives away: addresses and identifiers are personal data.
var unaware = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Polarity == practice.Denied && a.Kind == practice.KindCollect && a.Condition == practice.Always && !specific(a) && len(a.Purposes) == 0 && len(a.Text) <= shortDenial && plain(a) && !says("asked.part", a.Text) && !says("nothing.else", a.Text)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Polarity != practice.Denied && (b.Kind == practice.KindCollect || b.Kind == practice.KindTracer) && b.Modality != practice.Soft && slices.ContainsFunc(b.Data, identifying)
	},
	meets: func(_ *said, a, b *practice.Declaration) bool { return sameAudience(a, b) },
	message: func(_, b *practice.Declaration) string {
		data := b.Data[slices.IndexFunc(b.Data, identifying)]
		return "the notice says that no personal data are collected, and elsewhere that " + string(data) + " is"
	},
	because:    "An address or identifier that leads to a person is personal data (GDPR recital 30; CJEU C-582/14, Breyer).",
	remedy:     "Say which data every visit gives, such as the IP address, and take the denial out.",
	confidence: 0.6,
}

// shortDenial is how many bytes a sentence has at most that denies personal data as a whole: in a longer one it is a part of something else.
const shortDenial = 250

// askedForAndNotCollected is what people are made to give, and what is not collected all the same.
var askedForAndNotCollected = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Polarity == practice.Denied && a.Kind == practice.KindCollect && a.Condition == practice.Always && says("asked.part", a.Text) && plain(a)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Polarity != practice.Denied && b.Kind == practice.KindCollect && b.Condition == practice.Always && says("given", b.Text)
	},
	meets: func(_ *said, a, b *practice.Declaration) bool {
		return a.Source == b.Source && a.Section == b.Section && sameAudience(a, b)
	},
	message: func(_, _ *practice.Declaration) string {
		return "the notice has people give data to the company, and says that these are not collected"
	},
	because:    "What is given to a company is collected by it.",
	remedy:     "Say which data reach the company and which never leave the device.",
	confidence: 0.6,
}

// identifying reports whether data that a visit gives away lead to a person.
func identifying(d practice.Data) bool {
	return slices.Contains([]practice.Data{"device.ip_address", "device.id", "device.advertising_id", "device.mac_address", "device.fingerprint", "tracer.cookie_id"}, d)
}

// flatlyDenies reports whether a statement denies something in particular beyond doubt: always, or, of what is given away, unless it is consented to.
func flatlyDenies(_ *said, a *practice.Declaration) bool {
	if a.Polarity != practice.Denied || a.Kind == practice.KindTransfer || a.Kind.Action() == "" || closesList(a) {
		return false
	}
	switch a.Condition {
	case practice.Always:
	case practice.WithoutAsking, practice.WithConsent: // "not without your consent"
		if !sharing(a.Kind.Action()) {
			return false
		}
	default:
		return false
	}
	if !specific(a) && a.Kind != practice.KindSell && a.Kind != practice.KindCombine && len(a.Purposes)+len(recipients(a)) == 0 {
		return false // a denial of nothing in particular is more likely misread than meant
	}
	return plain(a)
}

// flatlyAffirms reports whether a statement says in its own words that something is done with personal data.
func flatlyAffirms(b *practice.Declaration) bool {
	if b.Polarity == practice.Denied || b.Kind.Action() == "" || len(b.Data) > 0 && !slices.ContainsFunc(b.Data, personal) {
		return false
	}
	if b.Kind == practice.KindSell && (slices.Contains(b.Purposes, "business_transfer") || slices.Contains(b.Recipients, "acquirer")) {
		return false // whoever sells the company sells no data
	}
	return !sharing(b.Kind.Action()) || b.Kind == practice.KindSell || tellsSharing(b)
}

// denialAgainst reports whether a denies what b affirms.
func denialAgainst(s *said, a, b *practice.Declaration) bool {
	if !sameFamily(a.Kind, b.Kind) && !soldAs(a, b) || a.Condition != practice.Always && waits(b) || s.register.has(speaksOfLogs, a) && !logsMeet(a, b) {
		return false
	}
	return denialMeets(a, b) && !s.excepted(a, b) && !s.sameDenial(a, b) && s.alike(a, b) && (!s.register.has(saysOtherTimes, a) || s.register.has(saysAlways, b))
}

// soldAs reports whether b gives for money what a says is not sold.
func soldAs(a, b *practice.Declaration) bool {
	return a.Kind == practice.KindSell && b.Kind == practice.KindShare && slices.Contains(b.Purposes, "sale")
}

// logsMeet reports whether a statement says that logs hold what a denial says that they do not: "passwords are never logged" stands against no other
// logs, and no other collecting.
func logsMeet(a, b *practice.Declaration) bool {
	denied := besidesLogs(a)
	return aboutLogs(b) && (len(denied) == 0 || slices.ContainsFunc(besidesLogs(b), func(x practice.Data) bool { return deniedData(denied, x) }))
}

// sameDenial reports whether b is no more than what another sentence leaves open that denies what a denies, for those whom a denies it to: "we
// share data with no third party", and elsewhere "with no third party unless the law asks for it".
func (s *said) sameDenial(a, b *practice.Declaration) bool {
	if len(b.Vendors) > 0 || !sameMembers(recipients(a), recipients(b)) {
		return false
	}
	return slices.ContainsFunc(s.from[place{b.Source, b.Start}], func(d *practice.Declaration) bool {
		return d.Polarity == practice.Denied && sameWords(d, b) && sameFamily(a.Kind, d.Kind)
	})
}

// personal reports whether a category is personal data: what is made of them may no longer be.
func personal(d practice.Data) bool { return practice.Covers(practice.Personal, d) }

// plain reports whether a denial is one beyond doubt: an accusation must not rest on what its reader may have missed.
func plain(d *practice.Declaration) bool {
	if says("doubtful", clashWordsOf("their.own").ReplaceAllString(d.Text, " ")) || says("besides", d.Text) {
		return false
	}
	text := clashWordsOf("negating").ReplaceAllString(d.Text, " ")
	if slices.Equal(d.Data, []practice.Data{"location.precise"}) {
		text = strings.ReplaceAll(text, "precise", "") // that is what the denial is about, and no exception of it
	}
	if d.Condition != practice.Always {
		text = clashWordsOf("own.consent").ReplaceAllString(text, " ") // the condition that was read
	}
	return !says("qualifying", text)
}

// tellsSharing reports whether the words of a statement name who gets the data, or say that somebody does: what is only gathered from
// the sentences around it is too weak to hold against a denial.
func tellsSharing(d *practice.Declaration) bool {
	named := slices.ContainsFunc(recipients(d), func(p practice.Party) bool { return p != practice.ThirdParty })
	return named || says("sharing", d.Text)
}

// waits reports whether what a statement affirms waits for an act of the person.
func waits(d *practice.Declaration) bool {
	return asksFirst(d) || d.Condition == "with parental consent" || d.Condition == "with device permission"
}

// excepted reports whether the sentence of a denial makes an exception of what b affirms ("except our processors"), or the next one does
// in the same paragraph ("However, our processors ...").
func (s *said) excepted(a, b *practice.Declaration) bool {
	if s.turned[place{a.Source, a.End}] && a.Source == b.Source && a.Line == b.Line && b.Start >= a.End {
		return true
	}
	for _, e := range s.from[place{a.Source, a.Start}] {
		if e.Polarity == practice.Denied || !sameFamily(e.Kind, b.Kind) {
			continue
		}
		parties := recipients(e)
		if onlyResellers(e) {
			parties = slices.DeleteFunc(parties, func(p practice.Party) bool { return p == "partner" && !onlyResellers(b) })
		}
		if len(parties) > 0 && !slices.Equal(parties, recipients(a)) && receives(b, parties) {
			return true
		}
		if len(e.Purposes) > 0 && len(b.Purposes) > 0 && !slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool { return !purposeFits(e.Purposes, p) }) {
			return true
		}
	}
	return false
}

// denialMeets reports whether what b affirms is what a denies.
func denialMeets(a, b *practice.Declaration) bool {
	if !meetsData(a, b) {
		return false
	}
	parties := recipients(a)
	if len(parties) > 0 && !sharing(a.Kind.Action()) && a.Kind != practice.KindTracer && a.Kind != practice.KindCombine {
		return false // "we collect nothing from third parties" is about the source, which a statement on another source leaves alone
	}
	if len(parties) > 0 && !receives(b, parties) && (a.Kind != practice.KindSell || b.Kind != practice.KindSell || len(recipients(b)) > 0) {
		return false
	}
	return len(a.Purposes) == 0 || a.Kind == practice.KindSell && slices.Equal(a.Purposes, []practice.Purpose{"sale"}) ||
		slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool {
			return slices.Contains(a.Purposes, p) || slices.Contains(a.Purposes, commercial) && root(p) == "marketing" && specific(b) ||
				slices.Contains(a.Purposes, "marketing.advertising") && p == "marketing.targeted" || root(p) == "marketing" && specific(b) && says("all.marketing", a.Text)
		}) || len(b.Purposes) == 0 && specific(b) && toOwnEnds(b) && slices.ContainsFunc(a.Purposes, func(p practice.Purpose) bool { return root(p) == "marketing" })
}

// receives reports whether somebody who receives by a statement is one of these parties: by name or class, or
// by what it gets the data for, as whoever gets them for advertising is an advertiser.
func receives(d *practice.Declaration, parties []practice.Party) bool {
	return slices.ContainsFunc(recipients(d), func(p practice.Party) bool {
		return coversAny(parties, p) || slices.ContainsFunc(parties, func(class practice.Party) bool {
			return slices.ContainsFunc(d.Purposes, func(purpose practice.Purpose) bool { return actsAs(purpose, class) })
		})
	})
}

// customary reports whether a statement only names recipients that denials of "third parties" tend to forget:
// authorities, advisers, a buyer of the company, and those who work on its behalf.
func customary(d *practice.Declaration) bool {
	if len(d.Vendors) > 0 || len(recipients(d)) == 0 {
		return false
	}
	usual := []practice.Party{"authority", "adviser", "acquirer", "claimant", "processor", "cloud_provider", "payment_provider", "affiliate"}
	return !slices.ContainsFunc(recipients(d), func(p practice.Party) bool { return !slices.Contains(usual, p) })
}
