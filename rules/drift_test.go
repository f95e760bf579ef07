package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

// Both notices are in the notation of examples, one statement a line; want is one change a line, as told writes it.
func TestDriftIsTold(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"nothing", "affirmed: share contact.email to Stripe", "affirmed: share contact.email to Stripe", ""},
		{"other firm words", "affirmed: retain contact.email; period P1Y", "affirmed: retain contact.email; period P12M", ""},
		{"may in place of a plain statement", "affirmed: share contact.email to Stripe", "may: share contact.email to Stripe", "weakened share contact.email to Stripe: modality states → may"},
		{"a plain statement beside one with may", "may: share contact.email to Stripe\naffirmed: share contact.email to Stripe", "affirmed: share contact.email to Stripe", ""},
		{"a longer period", "affirmed: retain contact.email; period P1Y", "affirmed: retain contact.email; period P2Y", "weakened retain contact.email: period P1Y → P2Y"},
		{"a criterion", "affirmed: retain contact.email; period P1Y", "affirmed: retain contact.email; period criteria:necessary", "weakened retain contact.email: period P1Y → criteria:necessary"},
		{"no longer forever", "affirmed: retain contact.email; period unlimited", "affirmed: retain contact.email; period P10Y", "strengthened retain contact.email: period unlimited → P10Y"},
		{"an opt-out", "affirmed: use contact.email for marketing.direct with consent", "affirmed: use contact.email for marketing.direct unless opted out", "weakened use contact.email for marketing.direct: consent with consent → unless opted out"},
		{"nobody is asked", "affirmed: use contact.email for marketing.direct with consent", "affirmed: use contact.email for marketing.direct", "weakened use contact.email for marketing.direct: consent with consent → "},
		{"a denial that has an exception", "denied: share contact.email to Stripe", "denied: share contact.email to Stripe with consent", "weakened promise share contact.email to Stripe: consent  → with consent"},
		{"a denial turned round", "denied: sell personal", "affirmed: sell contact.email to partner", "reversed promise sell contact.email to partner: polarity denied → affirmed"},
		{"a narrower denial", "denied: share personal to third_party", "denied: share contact.email to third_party", "weakened promise share contact.email to third_party: data personal → contact.email"},
		{"broader data", "affirmed: collect contact.email\naffirmed: collect contact.phone", "affirmed: collect contact", "weakened collect contact: data contact.email → contact\nweakened collect contact: data contact.phone → contact"},
		{"a class in place of a name", "affirmed: share contact.email to Stripe", "affirmed: share contact.email to third_party", "weakened share contact.email to third_party: recipient Stripe → third_party"},
		{"any purpose", "affirmed: use contact.email for service.support", "affirmed: use contact.email for any", "weakened use contact.email for any: purpose service.support → any"},
		{"another recipient", "affirmed: share contact.email to Stripe", "affirmed: share contact.email to Adyen", "removed share contact.email to Stripe\nadded share contact.email to Adyen"},
		{"a right with a condition", "affirmed: right personal for rights", "affirmed: right personal for rights on instruction", "weakened promise right personal for rights: consent  → on instruction"},
		{"a right that went", "affirmed: right personal for rights\naffirmed: collect contact", "affirmed: collect contact", "removed promise right personal for rights"},
		{"a denial that a broader sharing swallows", "denied: share contact.email to advertiser for marketing.direct", "affirmed: share personal to third_party", "reversed promise share personal to third_party: polarity denied → affirmed"},
		{"a sharing that a broader denial ends", "affirmed: share contact.email to advertiser for marketing.direct", "denied: share personal to third_party", "ended promise share personal to third_party: polarity affirmed → denied"},
		{"a denial beside another sharing", "denied: share special.health to advertiser", "affirmed: share contact.email to advertiser", "removed promise share special.health to advertiser\nadded share contact.email to advertiser"},
		{"a class left open", "affirmed: share contact.email to advertiser; members Criteo Taboola\naffirmed: share contact.email to Criteo\naffirmed: share contact.email to Taboola", "affirmed: share contact.email to advertiser\naffirmed: share contact.email to Criteo\naffirmed: share contact.email to Taboola", "weakened share contact.email to advertiser: members Criteo, Taboola → any"},
		{"a class spelled out", "affirmed: share contact.email to advertiser\naffirmed: share contact.email to Criteo", "affirmed: share contact.email to advertiser; members Criteo", "strengthened share contact.email to advertiser: members any → Criteo"},
		{"one more of a class", "affirmed: share contact.email to advertiser; members Criteo", "affirmed: share contact.email to advertiser; members Criteo Taboola", "added share contact.email to Taboola"},
		{"worse and better at once", "affirmed: retain contact.email; period P2Y", "may: retain contact.email; period P1Y", "weakened retain contact.email: modality states → may\nstrengthened retain contact.email: period P2Y → P1Y"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range Drift(readSaid(t, tt.old), readSaid(t, tt.new)).Changes {
				got = append(got, told(c))
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("drift (-want +got):\n%s", diff)
			}
		})
	}
}

// told is a change in one line.
func told(c practice.Change) string {
	d := c.Old
	if c.New != nil {
		d = c.New
	}
	p := practiceOf(d)
	p.Condition = ""
	line := string(c.Kind)
	if c.Promise {
		line += " promise"
	}
	_, notation, _ := strings.Cut(p.String(), " ")
	if d.Kind == practice.KindRight {
		notation = "right" + strings.TrimPrefix(notation, "use")
	}
	line += " " + notation
	var points []string
	for _, p := range c.Points {
		points = append(points, p.What+" "+p.Old+" → "+p.New)
	}
	if len(points) > 0 {
		line += ": " + strings.Join(points, ", ")
	}
	return line
}

// Lists are cut down to what changed.
func TestADriftNamesWhatChangedAlone(t *testing.T) {
	old := practice.Declaration{
		Kind: practice.KindShare, Polarity: practice.Affirmed, Modality: practice.States,
		Data: []practice.Data{"contact.email", "identity.name"}, Vendors: []practice.Party{"Stripe", "Mailchimp"}, Recipients: []practice.Party{"processor"},
	}
	new := old
	new.Vendors = []practice.Party{"Mailchimp", "Stripe", "Meta"}
	changes := Drift(practice.Notice{Declarations: []practice.Declaration{old}}, practice.Notice{Declarations: []practice.Declaration{new}}).Changes
	if len(changes) != 1 || changes[0].Kind != practice.Added {
		t.Fatalf("changes %+v, want one that was added", changes)
	}
	if got := changes[0].New; !slices.Equal(got.Vendors, []practice.Party{"Meta"}) || len(got.Recipients) != 0 || len(got.Data) != 2 {
		t.Errorf("added %+v, want both data to Meta alone", got)
	}
}

func TestAStatementSplitInTwoIsNoDrift(t *testing.T) {
	both := "affirmed: collect contact.email for service.support\naffirmed: collect identity.name for service.support"
	old := readSaid(t, "affirmed: collect contact.email for service.support")
	old.Declarations[0].Data = append(old.Declarations[0].Data, "identity.name")
	if drift := Drift(old, readSaid(t, both)); len(drift.Changes) > 0 {
		t.Errorf("changes %+v, want none", drift.Changes)
	}
}

func TestANoticeHasNoDriftFromItself(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := anyNotice(rt, "notice")
		if drift := Drift(n, shuffled(rt, n)); len(drift.Changes) > 0 {
			rt.Fatalf("changes %+v, want none", drift.Changes)
		}
	})
}

func TestDriftBackwardsMirrorsDriftForwards(t *testing.T) {
	mirror := map[practice.ChangeKind]practice.ChangeKind{
		practice.Added: practice.Removed, practice.Removed: practice.Added, practice.Weakened: practice.Strengthened, practice.Strengthened: practice.Weakened,
		practice.Reversed: practice.Ended, practice.Ended: practice.Reversed,
	}
	rapid.Check(t, func(rt *rapid.T) {
		a, b := anyNotice(rt, "old"), anyNotice(rt, "new")
		back := Drift(b, a).Changes
		for i, c := range back {
			back[i].Kind, back[i].Old, back[i].New = mirror[c.Kind], c.New, c.Old
			for k, p := range c.Points {
				back[i].Points[k].Old, back[i].Points[k].New = p.New, p.Old
			}
		}
		sorted := cmpopts.SortSlices(func(a, b practice.Change) bool { return whole(a) < whole(b) })
		if diff := cmp.Diff(Drift(a, b).Changes, back, sorted, cmpopts.EquateEmpty()); diff != "" {
			rt.Fatalf("forwards and backwards differ (-forwards +backwards):\n%s", diff)
		}
	})
}

func TestTheOrderOfStatementsDoesNotMatterToDrift(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := anyNotice(rt, "old"), anyNotice(rt, "new")
		if diff := cmp.Diff(Drift(a, b).Changes, Drift(shuffled(rt, a), shuffled(rt, b)).Changes); diff != "" {
			rt.Fatalf("another order, another drift:\n%s", diff)
		}
	})
}

// whole is everything that a change says.
func whole(c practice.Change) string {
	text := fmt.Sprintf("%s %v %v", c.Kind, c.Promise, c.Points)
	for _, d := range []*practice.Declaration{c.Old, c.New} {
		if d != nil {
			text += fmt.Sprintf(" %+v", *d)
		}
	}
	return text
}

// shuffled is the notice with its statements in another order; each stays where it stands in the text.
func shuffled(t *rapid.T, n practice.Notice) practice.Notice {
	n.Declarations = rapid.Permutation(n.Declarations).Draw(t, "order")
	return n
}

func anyNotice(t *rapid.T, name string) practice.Notice {
	n := practice.Notice{Source: name}
	for i := range rapid.IntRange(0, 6).Draw(t, name) {
		n.Declarations = append(n.Declarations, practice.Declaration{
			Quote:      practice.Quote{Source: name, Line: i + 1, Start: 10 * i, End: 10*i + 5, Text: "quote"},
			Kind:       rapid.SampledFrom([]practice.Kind{practice.KindCollect, practice.KindShare, practice.KindRight, practice.KindRetention, practice.KindConsent, practice.KindTransfer, practice.KindRole}).Draw(t, "kind"),
			Polarity:   rapid.SampledFrom([]practice.Polarity{practice.Affirmed, practice.AffirmedOnly, practice.Denied}).Draw(t, "polarity"),
			Modality:   rapid.SampledFrom([]practice.Modality{practice.States, practice.Will, practice.May, practice.Soft}).Draw(t, "modality"),
			Data:       upToTwo(t, []practice.Data{"personal", "contact", "contact.email", "contact.phone", "derived.anonymous"}),
			Purposes:   upToTwo(t, []practice.Purpose{"any", "marketing", "marketing.direct", "service.support"}),
			Recipients: upToTwo(t, []practice.Party{practice.FirstParty, "processor", "third_party"}),
			Members:    upToTwo(t, []practice.Party{"Stripe", "Google"}),
			Vendors:    upToTwo(t, []practice.Party{"Stripe", "Google", "Google Analytics", "Nobody Knows"}),
			Scope:      upToTwo(t, []practice.Audience{"all", "visitor", "user"}),
			Places:     upToTwo(t, []string{"FR", "US", "EU", "any"}),
			Tracers:    upToTwo(t, []string{"_ga", "_fbp"}),
			Condition:  rapid.SampledFrom([]practice.Condition{"", "", practice.WithConsent, practice.UnlessOptOut, "on instruction", practice.ByUse}).Draw(t, "condition"),
			Period:     rapid.SampledFrom([]practice.Period{"", "P1Y", "P12M", "P2Y", "session", "unlimited", "until:unsubscribe", "criteria:necessary"}).Draw(t, "period"),
			Mechanism:  rapid.SampledFrom([]string{"", "scc", "dpf", "privacy_shield"}).Draw(t, "mechanism"),
			Right:      rapid.SampledFrom([]string{"", "access"}).Draw(t, "right"),
		})
	}
	return n
}

// upToTwo are up to two of a list.
func upToTwo[T ~string](t *rapid.T, list []T) []T {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(list), 0, 2, rapid.ID).Draw(t, "some")
}

// Every kind, condition and modality of the vocabulary has its strength, and the table has no other.
func TestStrengthsAreThoseOfTheVocabulary(t *testing.T) {
	for list, kind := range map[string]practice.TermKind{"condition": practice.ConditionTerm, "kind": practice.KindTerm} {
		for key := range strengths()[list] {
			if _, ok := practice.LookupTerm(key, kind); !ok {
				t.Errorf("strength.txt: %s %q is not in the vocabulary", list, key)
			}
		}
	}
	for _, m := range []practice.Modality{practice.States, practice.Will, practice.May, practice.Must, practice.Soft} {
		if _, ok := rank("modality", string(m)); !ok {
			t.Errorf("strength.txt does not rank modality %q", m)
		}
	}
}
