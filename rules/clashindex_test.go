package rules

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

// Whatever stands against a statement is found through what the two have in common.
func TestAnIndexLeavesOutNothingThatMeets(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := anyStatements(rt)
		s := newSaid(list, newRegister(list))
		for _, clashes := range [][]*clash{contradictions, tensions, narrowings} {
			for _, k := range clashes {
				x := k.index(s)
				for _, i := range s.those(k.first) {
					near := x.against(&s.list[i])
					for _, j := range x.all {
						if k.meets(s, &s.list[i], &s.list[j]) && !slices.Contains(near, j) {
							rt.Fatalf("left out of %d that are near: %+v, which meets %+v", len(near), s.list[j], s.list[i])
						}
					}
					if !slices.IsSorted(near) {
						rt.Fatalf("%v are not in order", near)
					}
				}
			}
		}
	})
}

// anyStatements are statements of a kind that clashes: few data, parties and purposes, so that many have some in common.
func anyStatements(t *rapid.T) []practice.Declaration {
	parties := []practice.Party{"third_party", "partner", "processor", "advertiser", "payment_provider", "internal_staff", "Google", "google analytics", "Stripe", "TeleReach GmbH", "telereach.example", "Heron & Sons", "heron-sons.example"}
	var list []practice.Declaration
	for i := range rapid.IntRange(2, 12).Draw(t, "statements") {
		d := practice.Declaration{
			Quote:     practice.Quote{Source: "notice.md", Start: 100 * i, End: 100*i + 90, Text: rapid.SampledFrom([]string{"We share it.", "We may delete it.", "We do not."}).Draw(t, "text")},
			Kind:      rapid.SampledFrom([]practice.Kind{practice.KindCollect, practice.KindUse, practice.KindShare, practice.KindSell, practice.KindTracer, practice.KindRetention, practice.KindDelete, practice.KindTransfer, practice.KindStoreLocation, practice.KindAccessLimit, practice.KindConsent}).Draw(t, "kind"),
			Polarity:  rapid.SampledFrom([]practice.Polarity{practice.Affirmed, practice.AffirmedOnly, practice.Denied}).Draw(t, "polarity"),
			Modality:  rapid.SampledFrom([]practice.Modality{"", practice.May}).Draw(t, "modality"),
			Data:      upToTwo(t, []practice.Data{"personal", "contact", "contact.email", "special.health", "derived.anonymous", "tracer.cookie_id"}),
			Vendors:   upToTwo(t, parties),
			Purposes:  upToTwo(t, []practice.Purpose{"marketing.advertising", "marketing.direct", "analytics.audience", "service.payment", "sale", practice.AnyPurpose}),
			Condition: rapid.SampledFrom([]practice.Condition{practice.Always, practice.WithConsent, practice.UnlessOptOut}).Draw(t, "condition"),
			Period:    rapid.SampledFrom([]practice.Period{"", "P1M", "P2Y", practice.Unlimited, "criteria:necessary"}).Draw(t, "period"),
			Places:    upToTwo(t, []string{"EU", "US"}),
			Section:   rapid.SampledFrom([]string{"a", "b"}).Draw(t, "section"),
		}
		list = append(list, d)
	}
	return list
}
