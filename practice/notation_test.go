package practice

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func ExampleParse() {
	p, err := Parse("site share device.ip_address to Google Analytics for analytics.audience before consent")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%q\n%q\n%q\n%q\n%q\n%q\n", p.Actor, p.Action, p.Data, p.Recipient, p.Purpose, p.Condition)
	_, err = Parse("site share shoe_size to Google")
	fmt.Println(err)
	// Output:
	// "site"
	// "share"
	// "device.ip_address"
	// "Google Analytics"
	// "analytics.audience"
	// "before consent"
	// "shoe_size" is not a known data category; see candor explain terms
}

func TestNotationIsReadAndWrittenTheSame(t *testing.T) {
	tests := []struct {
		text string
		want Practice
	}{
		{"site collect contact.email", Practice{Actor: Site, Action: Collect, Data: "contact.email"}},
		{"code store.log contact.email", Practice{Actor: Code, Action: StoreLog, Data: "contact.email"}},
		{"site track tracer.cookie_id by Google for analytics.audience", Practice{Site, Track, "tracer.cookie_id", "Google", "analytics.audience", ""}},
		{"site track tracer.cookie_id by browsing", Practice{Site, Track, "tracer.cookie_id", "", "", ByBrowsing}},
		{"site track tracer.cookie_id by Google by browsing", Practice{Site, Track, "tracer.cookie_id", "Google", "", ByBrowsing}},
		{`site track tracer.cookie_id by "browsing"`, Practice{Site, Track, "tracer.cookie_id", "browsing", "", ""}},
		{"site share contact.email to Rocket.Chat after refusal", Practice{Site, Share, "contact.email", "Rocket.Chat", "", Refused}},
		{`site share contact.email to "Admixer for Publishers" for marketing.advertising`, Practice{Site, Share, "contact.email", "Admixer for Publishers", "marketing.advertising", ""}},
		{`site share contact.email to "[24]7"`, Practice{Site, Share, "contact.email", "[24]7", "", ""}},
		{"Google Analytics collect behaviour.browsing unless opted out at vendor", Practice{"Google Analytics", Collect, "behaviour.browsing", "", "", "unless opted out at vendor"}},
		{"first_party use for any", Practice{FirstParty, Use, "", "", AnyPurpose, ""}},
		{"first_party share to third_party with consent", Practice{FirstParty, Share, "", "third_party", "", WithConsent}},
	}
	for _, tt := range tests {
		got, err := Parse(tt.text)
		if err != nil || got != tt.want {
			t.Errorf("Parse(%q) = %#v, %v, want %#v", tt.text, got, err, tt.want)
		}
		if s := tt.want.String(); s != tt.text {
			t.Errorf("String() = %q, want %q", s, tt.text)
		}
	}
}

func TestParseNamesTheWordItDoesNotKnow(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "actor: missing"},
		{"site", `no action after "site"`},
		{"site steal contact.email", `no word after "site" is a known action, not even "steal"`},
		{"site for contact.email", `"for" is not a known action`},
		{"site collect contact.fax", `"contact.fax" is not a known data category`},
		{"site collect contact.email for fun", `"fun" is not a known purpose`},
		{"site collect contact.email for", `purpose: missing at the end`},
		{"site collect contact.email at night", `"at night" is not a known condition`},
		{"site share contact.email to", `recipient: missing`},
		{"site share contact.email by Google", `"to" stands before the recipient of share, not "by"`},
		{"site track tracer.cookie_id to Google", `"by" stands before the recipient of track, not "to"`},
		{`site share contact.email to "Google`, `a quote that does not end`},
		{`site share contact.email to ""`, `is not a name in quotes`},
		{`site share contact.email to "Google"Ads`, `is not a name in quotes`},
		{`site share contact.email to Goo"gle`, `odd characters`},
	}
	for _, tt := range tests {
		if _, err := Parse(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Parse(%q): error %v, want %q in it", tt.text, err, tt.want)
		}
	}
}

// TestNotationLosesNothing writes practices of all terms and of parties with any characters, and reads them again.
func TestNotationLosesNothing(t *testing.T) {
	key := func(kind TermKind, optional bool) *rapid.Generator[string] {
		keys := []string{}
		if optional {
			keys = append(keys, "")
		}
		for _, term := range TermsOf(kind) {
			keys = append(keys, term.Key)
		}
		return rapid.SampledFrom(keys)
	}
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"to", "by", "for", "share", "consent", "Google", "Ads", "", " ", `"`, "é", "\xff", "#", "before", "-", "\n"}), 1, 4)
	party := rapid.OneOf(rapid.StringN(1, 20, -1), rapid.Map(words, func(w []string) string { return "x" + strings.Join(w, " ") }), key(RecipientTerm, false))
	rapid.Check(t, func(t *rapid.T) {
		want := Practice{
			Actor:     Party(party.Draw(t, "actor")),
			Action:    Action(key(ActionTerm, false).Draw(t, "action")),
			Data:      Data(key(DataTerm, true).Draw(t, "data")),
			Recipient: Party(rapid.OneOf(party, rapid.Just("")).Draw(t, "recipient")),
			Purpose:   Purpose(key(PurposeTerm, true).Draw(t, "purpose")),
			Condition: Condition(key(ConditionTerm, true).Draw(t, "condition")),
		}
		text, err := want.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got Practice
		if err := got.UnmarshalText(text); err != nil {
			t.Fatalf("Parse(%q): %v", text, err)
		}
		if got != want {
			t.Fatalf("Parse(%q) = %#v, want %#v", text, got, want)
		}
	})
}

func TestPracticeIsOneStringInJSON(t *testing.T) {
	const text = `"site share contact.email to Google for marketing.direct"`
	var p Practice
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	if back, err := json.Marshal(p); err != nil || string(back) != text {
		t.Errorf("Marshal = %s, %v, want %s", back, err, text)
	}
	for _, bad := range []Practice{{}, {Actor: Site}, {Actor: Site, Action: Share, Data: "shoe"}, {Actor: Site, Action: "share contact", Data: "contact"}} {
		if text, err := bad.MarshalText(); err == nil {
			t.Errorf("MarshalText(%#v) = %q, want an error", bad, text)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("site share device.ip_address to Google for analytics.audience before consent")
	f.Add(`"Bank for All" track tracer.cookie_id by "x\n" by browsing`)
	f.Add("first_party use  for any")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		if err != nil {
			return
		}
		if back, err := Parse(p.String()); err != nil || back != p {
			t.Errorf("Parse(%q) = %#v, written as %q, read again as %#v, %v", text, p, p.String(), back, err)
		}
	})
}
