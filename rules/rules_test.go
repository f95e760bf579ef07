package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

func TestRulesAreComplete(t *testing.T) {
	names := map[string]bool{}
	for _, r := range All {
		title, text, ok := strings.Cut(r.Doc, "\n\n")
		if !ok || title == "" || text == "" || strings.HasSuffix(title, ".") {
			t.Errorf("%s: Doc is not a title, a blank line and an explanation", r.Name)
		}
		if names[r.Name] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(r.Name) {
			t.Errorf("%q is not a name of its own, in lower case with hyphens", r.Name)
		}
		names[r.Name] = true
		if grave(r.Severity) == 0 || len(r.References) == 0 || len(r.Remedies) == 0 || r.Find == nil {
			t.Errorf("%s: severity, references, remedies and func must all be there", r.Name)
		}
		for _, m := range r.Remedies {
			if m.Side != "practice" && m.Side != "notice" {
				t.Errorf("%s: a remedy is on side %q, want practice or notice", r.Name, m.Side)
			}
		}
	}
}

// A rule that is declared and not in All would never run.
func TestEveryDeclaredRuleIsListed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				if id, ok := lit.Type.(*ast.Ident); ok && id.Name == "Rule" {
					declared++
				}
			}
			return true
		})
	}
	if listed := len(All) + len(OfText); declared != listed {
		t.Errorf("%d rules are declared, %d are listed", declared, listed)
	}
}

func TestOneRootCauseIsOneDiscrepancy(t *testing.T) {
	tests := []struct {
		name, seen, said string
		want             []string // rule and practice of each
	}{
		{
			"forty cookies and requests of a vendor before consent",
			"site track tracer.cookie_id by Google Analytics for analytics.audience before consent; name _ga\n" +
				"site track tracer.cookie_id by Google Analytics for analytics.audience before consent; name _gid\n" +
				"site share device.ip_address to Google Analytics for analytics.audience before consent\n" +
				"site share behaviour.browsing to Google Analytics for analytics.audience before consent",
			"affirmed: track tracer.cookie_id by Google Analytics for analytics.audience with consent",
			[]string{"before-consent site track tracer.cookie_id by Google Analytics for analytics.audience before consent"},
		},
		{
			"a script that mails visitors and counts them",
			"site track tracer.cookie_id by HubSpot for marketing.direct before consent; name hubspotutk\n" +
				"site track tracer.cookie_id by HubSpot for analytics.audience before consent; name __hstc",
			"affirmed: track tracer.cookie_id by HubSpot with consent",
			[]string{"before-consent site track tracer.cookie_id by HubSpot for analytics.audience before consent"},
		},
		{
			"an address that the code hands on, and a script of the same vendor on the site",
			"code share contact.email to HubSpot\n" +
				"site share behaviour.browsing to HubSpot after acceptance",
			"denied: sell personal",
			[]string{"undeclared-recipient code share contact.email to HubSpot"},
		},
		{
			"the same on the site and in the code",
			"site share contact.email to Facebook for marketing.advertising after acceptance\n" +
				"code share contact.email to Facebook for marketing.advertising",
			"denied: share contact.email to advertiser",
			[]string{"denied-but-seen site share contact.email to Facebook for marketing.advertising"},
		},
		{
			"an undeclared tracker that also fires before consent has two defects",
			"site share device.ip_address to Hotjar for analytics.audience before consent\n" +
				"site share device.ip_address to Hotjar for analytics.audience after acceptance\n" +
				"site track tracer.cookie_id by Hotjar for analytics.audience before consent; name _hjid",
			"affirmed: collect contact.email",
			[]string{
				"before-consent site track tracer.cookie_id by Hotjar for analytics.audience before consent",
				"undeclared-recipient site share device.ip_address to Hotjar for analytics.audience",
			},
		},
		{
			"an undeclared recipient of four categories",
			"code share contact.phone to Twilio\ncode share contact.email to Twilio\ncode share identity.name to Twilio\ncode share device.ip_address to Twilio",
			"affirmed: collect contact",
			[]string{"undeclared-recipient code share contact.email to Twilio"},
		},
		{
			"what a recipient gets of which one part is denied and the rest not declared",
			"site share contact.email to Mixpanel for analytics.audience\nsite share device.ip_address to Mixpanel for analytics.audience\nsite track tracer.cookie_id by Mixpanel for analytics.audience",
			"denied: share contact.email to third_party",
			[]string{"denied-but-seen site share contact.email to Mixpanel for analytics.audience"},
		},
		{
			"parts of one address",
			"site collect contact.address.city\nsite collect contact.address.postal_code\nsite collect contact.address\ncode collect contact.address.city",
			"affirmed: collect contact.email",
			[]string{"undeclared-data site collect contact.address"},
		},
		{
			"what candidates are told is not told to visitors, and the other way round",
			"site collect professional.application; at https://larkspur.example/jobs\nsite collect contact.phone; at https://larkspur.example/jobs",
			"affirmed: collect professional.application; scope candidate\naffirmed: collect contact.phone; scope candidate",
			nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range Compare(readSeen(t, tt.seen), readSaid(t, tt.said)).Discrepancies {
				got = append(got, d.Rule+" "+d.Practice.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("discrepancies (-want +got):\n%s", diff)
			}
		})
	}
}

func TestIDsStayWhenLinesMove(t *testing.T) {
	seen := readSeen(t, "code store.log contact.email\nsite track tracer.cookie_id by Hotjar for analytics.audience before consent")
	said := "denied: collect contact.email; quote Our logs never hold addresses."
	before := Compare(seen, readSaid(t, said)).Discrepancies
	for i := range seen.Seen {
		seen.Seen[i].Evidence[0].Line += 40
	}
	after := Compare(seen, readSaid(t, "affirmed: security personal\n"+said)).Discrepancies
	if len(before) == 0 || len(before) != len(after) {
		t.Fatalf("%d discrepancies, then %d; want the same, and some", len(before), len(after))
	}
	for i := range before {
		if before[i].ID != after[i].ID || !regexp.MustCompile(`^d-[0-9a-f]{6}$`).MatchString(before[i].ID) {
			t.Errorf("id %q became %q, want d- and six hex digits that stay", before[i].ID, after[i].ID)
		}
	}
}

// Every statement ends up in one place: quoted by a discrepancy, kept, unverifiable, or seen in broader terms only.
func TestKeptAndUnverifiable(t *testing.T) {
	seen := "site collect contact.email\nsite track tracer.cookie_id by Google Analytics for analytics.audience after acceptance; name _ga"
	said := "affirmed: collect contact.email\n" +
		"affirmed: track tracer.cookie_id by Google Analytics for analytics.audience with consent\n" +
		"denied: share financial.card to advertiser\n" +
		"affirmed: retain contact.email; period P3Y\n" +
		"affirmed: share contact.email to authority"
	got := Compare(readSeen(t, seen), readSaid(t, said))
	if len(got.Discrepancies) != 0 {
		t.Errorf("discrepancies:\n%s\nwant none", describe(got.Discrepancies))
	}
	var kept, open []int
	for _, k := range got.Kept {
		kept = append(kept, k.Declared[0].Line)
	}
	for _, u := range got.Unverifiable {
		open = append(open, u.Declared.Line)
		if u.Reason == "" || strings.Contains(u.Reason, "{") {
			t.Errorf("reason %q of line %d, want a sentence", u.Reason, u.Declared.Line)
		}
	}
	if diff := cmp.Diff([]int{1, 2, 3}, kept); diff != "" {
		t.Errorf("lines kept (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{4, 5}, open); diff != "" {
		t.Errorf("lines unverifiable (-want +got):\n%s", diff)
	}
}

// A statement that names its tracers is kept by those, and by no other; so is one that only says how long they live.
func TestNamedTracersKeepWhatIsSaidOfThem(t *testing.T) {
	seen := "site track tracer.cookie_id for service.technical; name lk_basket; period P14D\nsite track tracer for service.technical; name choix; period P180D"
	tests := []struct {
		said       string
		kept, open int
	}{
		{"affirmed: track tracer.cookie_id for service.technical; tracers lk_basket; period P14D", 1, 0},
		{"affirmed: track tracer.cookie_id for service.technical; tracers vuid", 0, 1},
		{"affirmed: track tracer.cookie_id for service.technical", 1, 0},
		{"affirmed: retain tracer; tracers choix; period P6M", 1, 0},
		{"affirmed: retain tracer; tracers other; period P6M", 0, 0}, // stale
		{"affirmed: track tracer.cookie_id for security; tracers lk_basket", 1, 0},
		{"affirmed: track tracer.cookie_id for marketing.advertising; tracers lk_basket", 0, 0}, // seen, and for something else
	}
	for _, tt := range tests {
		got := Compare(readSeen(t, seen), readSaid(t, tt.said))
		if len(got.Kept) != tt.kept || len(got.Unverifiable) != tt.open {
			t.Errorf("said %q: %d kept and %d unverifiable, want %d and %d\n%s", tt.said, len(got.Kept), len(got.Unverifiable), tt.kept, tt.open, describe(got.Discrepancies))
		}
	}
}

// Who is named as having personal data is seen to have them, whichever they are; who is one of a class is not.
func TestNamedRecipientsKeepWhatIsSaidOfThem(t *testing.T) {
	for said, want := range map[string]int{
		"affirmed: share personal to Salesforce":                                1,
		"affirmed: share personal to Salesforce for crm":                        1,
		"affirmed: share personal to Salesforce; scope contact":                 1,
		"affirmed: share personal to Salesforce; scope employee":                0,
		"affirmed: share personal to Mailchimp":                                 0,
		"affirmed: share personal to processor":                                 0,
		"affirmed: store-location personal to Salesforce":                       1,
		"affirmed: store-location personal to Salesforce; places US":            0,
		"affirmed: transfer personal to Salesforce":                             0,
		"affirmed: share financial to Salesforce":                               0,
		"denied: share personal to Salesforce\naffirmed: collect contact.email": 0,
	} {
		got := Compare(readSeen(t, "code share contact.email to Salesforce"), readSaid(t, said))
		if len(got.Kept) != want {
			t.Errorf("said %q: %d kept, want %d", said, len(got.Kept), want)
		}
	}
}

// "Technical tracers are set" is kept by a cookie that is one, "Vimeo may set cookies" by one of Vimeo's.
func TestTracersKeepWhatIsSaidOfTheirKind(t *testing.T) {
	for _, tt := range []struct {
		seen, said string
		kept       int
	}{
		{"site track tracer.cookie_id for service.technical; name choix", "affirmed: track tracer for service.technical", 1},
		{"site track tracer.cookie_id for personalise.interface; name lang", "affirmed: track tracer for service.technical", 0},
		{"site track tracer.cookie_id by Zendesk for service.support; name __zlcmid", "affirmed: track tracer by Zendesk", 1},
		{"site track tracer.cookie_id by Zendesk for service.support; name __zlcmid", "affirmed: track tracer by Vimeo", 0},
	} {
		if got := Compare(readSeen(t, tt.seen), readSaid(t, tt.said)); len(got.Kept) != tt.kept {
			t.Errorf("seen %q, said %q: %d kept, want %d\n%s", tt.seen, tt.said, len(got.Kept), tt.kept, describe(got.Discrepancies))
		}
	}
}

// What the law asks for whatever the notice says is told beside the statements that come nearest.
func TestConsentThatOnlyTheLawAsksForIsToldWithWhatComesNearest(t *testing.T) {
	got := Compare(readSeen(t, "site track tracer.cookie_id by Amplitude for analytics.audience before consent; name AMP_1"), readSaid(t, "affirmed: track tracer for service.technical"))
	if len(got.Discrepancies) == 0 || got.Discrepancies[0].Rule != "before-consent" || len(got.Discrepancies[0].Nearest) != 1 {
		t.Errorf("found %+v, want before-consent with the statement about tracers beside it", got.Discrepancies)
	}
}

// What is typed and taken before it is submitted is told beside the statements that come nearest.
func TestTypedDataAreToldWithWhatComesNearest(t *testing.T) {
	got := Compare(readSeen(t, "site share.typed contact.email to Gravatar for personalise.interface before consent; name email"), readSaid(t, "affirmed: use contact.email for service.messages"))
	for _, d := range got.Discrepancies {
		if d.Rule == "typed-data-leaves-before-submit" && len(d.Nearest) == 1 {
			return
		}
	}
	t.Errorf("found %+v, want typed-data-leaves-before-submit with the statement about e-mail beside it", got.Discrepancies)
}

// "Nothing goes to third parties without your consent" is broken by whoever tracks before there is one, and quoted; who only delivers content breaks nothing.
func TestWhoPromisesThirdPartiesNothingIsQuotedAgainstTrackers(t *testing.T) {
	notice := readSaid(t, "denied: share personal to third_party without consent\naffirmed: collect contact.email")
	got := Compare(readSeen(t, "site share behaviour.browsing to Criteo for marketing.advertising before consent"), notice)
	if len(got.Discrepancies) == 0 || got.Discrepancies[0].Rule != "before-consent" || len(got.Discrepancies[0].Declared) != 1 {
		t.Errorf("found %+v, want before-consent with the promise", got.Discrepancies)
	}
	got = Compare(readSeen(t, "site share behaviour.browsing to jsDelivr before consent"), notice)
	for _, d := range got.Discrepancies {
		if d.Rule == "before-consent" {
			t.Errorf("found %+v, want no before-consent for a host of scripts", d)
		}
	}
}

// Rows that code deletes after a time keep what is said of that time, unless they stay longer.
func TestDeletionsKeepWhatIsSaidOfThem(t *testing.T) {
	for seen, want := range map[string]int{"P30D": 1, "P1M": 1, "P20D": 1, "P60D": 0, "unlimited": 0} {
		got := Compare(readSeen(t, "code retain tracer.session_id; name sessions; period "+seen), readSaid(t, "affirmed: retain tracer.session_id; period P1M"))
		if len(got.Kept) != want {
			t.Errorf("rows kept for %s: %d statements kept, want %d", seen, len(got.Kept), want)
		}
	}
}

// An auditor must be able to defend each finding: it says what was said and seen, and why that differs.
func TestDiscrepanciesExplainThemselves(t *testing.T) {
	for _, r := range slices.Concat(All, OfText) {
		for _, e := range r.Examples {
			for _, d := range compareExample(t, e, r.Name) {
				if d.Message == "" || d.Why == "" || len(d.References) == 0 || len(d.Remedies) == 0 || len(d.Observed)+len(d.Declared) == 0 {
					t.Errorf("%s on %q: message, why, references, remedies and proof must all be there", r.Name, e.Seen)
				}
				if d.Confidence <= 0 || d.Confidence > 1 || (d.Verdict == practice.Omitted && d.Confidence == 1) {
					t.Errorf("%s on %q: confidence %v, want above 0, at most 1, and below 1 for an omission", r.Name, e.Seen, d.Confidence)
				}
				for _, text := range []string{d.Message, d.Why, d.Remedies[0].Text} {
					if strings.ContainsAny(text, "{}") || strings.Contains(text, "  ") || strings.Contains(text, "%!") {
						t.Errorf("%s on %q: %q is not finished", r.Name, e.Seen, text)
					}
					if strings.Contains(text, "as third party") || strings.Contains(text, "not in the notice") {
						t.Errorf("%s on %q: %q says nothing, or more than the reader of a notice can know", r.Name, e.Seen, text)
					}
				}
				if _, err := d.Practice.MarshalText(); err != nil {
					t.Errorf("%s on %q: %v", r.Name, e.Seen, err)
				}
			}
		}
	}
}

// A cookie that the browser did not take is not told as kept.
func TestARefusedCookieIsOnlyTried(t *testing.T) {
	seen := readSeen(t, "site track tracer.cookie_id by Google Ads for marketing.advertising before consent; name IDE\nsite track tracer.cookie_id by Google Ads for marketing.advertising before consent; name DSID")
	seen.Seen[0].Evidence[0].Detail = "cookie IDE set by an answer; refused by this browser (ThirdPartyPhaseout), kept by one that allows third-party cookies"
	found := Compare(seen, practice.Notice{}).Discrepancies
	want := "the site keeps tracer.cookie_id (DSID) for Google Ads on the visitor's device and tries to keep tracer.cookie_id (IDE) for Google Ads on the visitor's device"
	if len(found) == 0 || !strings.Contains(found[0].Message, want) {
		t.Errorf("discrepancies:\n%+v\nwant one that says %q", found, want)
	}
}

// One sentence from which two statements were read is quoted once.
func TestASentenceIsQuotedOnce(t *testing.T) {
	notice := readSaid(t, "denied: collect contact.email; quote No address, none at all.\ndenied: collect contact; quote No address, none at all.")
	notice.Declarations[1].Line = notice.Declarations[0].Line
	found := Compare(readSeen(t, "site collect contact.email"), notice).Discrepancies
	if len(found) != 1 || strings.Count(found[0].Why, "No address") != 1 || len(found[0].Declared) != 2 {
		t.Errorf("discrepancies:\n%+v\nwant one that quotes the sentence once and holds both statements", found)
	}
}

// Each tracer is told with its own lifetime.
func TestLifetimesAreToldOneByOne(t *testing.T) {
	seen := "site track tracer.cookie_id; name b; period P800D\nsite track tracer.cookie_id; name a; period P800D\nsite track tracer.cookie_id; name c; period unlimited"
	found := Compare(readSeen(t, seen), readSaid(t, "affirmed: track tracer.cookie_id for service.technical with consent; period P13M; tracers a b c")).Discrepancies
	i := slices.IndexFunc(found, func(d practice.Discrepancy) bool { return d.Rule == Lifetime.Name })
	if i < 0 {
		t.Fatalf("no discrepancy of lifetimes in:\n%s", describe(found))
	}
	if want := "the notice says 13 months; c lives without end, and a and b live 800 days"; found[i].Message != want {
		t.Errorf("message %q, want %q", found[i].Message, want)
	}
}

// The order in which a record lists what was seen does not matter.
func TestCompareDoesNotDependOnTheOrderOfTheRecord(t *testing.T) {
	var all, said []string
	for _, r := range All {
		for _, e := range r.Examples {
			all, said = append(all, lines(e.Seen)...), append(said, lines(e.Said)...)
		}
	}
	notice := readSaid(t, strings.Join(said, "\n"))
	want := Compare(readSeen(t, strings.Join(all, "\n")), notice)
	if len(want.Discrepancies) < 10 {
		t.Fatalf("%d discrepancies, want enough to be mixed up", len(want.Discrepancies))
	}
	seen := readSeen(t, strings.Join(all, "\n"))
	rapid.Check(t, func(rt *rapid.T) {
		shuffled := seen
		shuffled.Seen = rapid.Permutation(seen.Seen).Draw(rt, "seen")
		got := Compare(shuffled, notice)
		if diff := cmp.Diff(describe(want.Discrepancies), describe(got.Discrepancies)); diff != "" {
			rt.Fatalf("in another order (-want +got):\n%s", diff)
		}
	})
}

func TestTablesHoldKnownTerms(t *testing.T) {
	for _, p := range practice.TermsOf(practice.PurposeTerm) {
		if _, ok := nearest(aims(), practice.Purpose(p.Key)); !ok && p.Key != string(practice.AnyPurpose) {
			t.Errorf("purposes.txt says nothing about %q", p.Key)
		}
	}
	for d, w := range weights() {
		if _, ok := practice.LookupTerm(string(d), practice.DataTerm); !ok || grave(w.severity) == 0 || !slices.Contains([]string{"", "incidental", "means"}, w.role) {
			t.Errorf("data.txt: %q %q %q: unknown category, severity or role", d, w.severity, w.role)
		}
	}
	for a := range words() {
		action, data, special := strings.Cut(string(a), " ")
		_, ok := practice.LookupTerm(action, practice.ActionTerm)
		if _, known := practice.LookupTerm(data, practice.DataTerm); !ok || special && !known {
			t.Errorf("words.txt: %q is no action, or not one with a category of data", a)
		}
	}
	for _, a := range practice.TermsOf(practice.ActionTerm) {
		if words()[practice.Action(a.Key)].verb == "" {
			t.Errorf("words.txt: no verb for %q", a.Key)
		}
	}
	for k := range reasons() {
		if _, ok := practice.LookupTerm(string(k), practice.KindTerm); !ok {
			t.Errorf("reasons.txt: %q is no kind", k)
		}
	}
	for maker := range selfRunSoftware() {
		if v, ok := practice.VendorByName(string(maker)); !ok || v.Name != string(maker) {
			t.Errorf("selfrun.txt: %q is not in the vendor table under this name", maker)
		}
	}
	for c := range pretexts {
		if _, ok := practice.LookupTerm(string(c), practice.ConditionTerm); !ok {
			t.Errorf("%q is no condition", c)
		}
	}
}

// An exception belongs to its sentence; the next sentence is a statement of its own.
func TestOneSentenceDoesNotContradictItself(t *testing.T) {
	notice := func(first string, gap int) practice.Notice {
		n := readSaid(t, "denied: share contact.email to advertiser\naffirmed: share contact.email to advertiser")
		n.Declarations[0].Text, n.Declarations[0].End = first, len(first)
		n.Declarations[1].Start, n.Declarations[1].End = len(first)+gap, len(first)+gap+40
		return n
	}
	tests := []struct {
		first string
		gap   int
		want  int
	}{
		{"We never share your address with advertisers,", 8, 0}, // "except ..."
		{"We never share your address with advertisers.", 1, 1},
		{"We never share your address (with advertisers.)", 1, 1},
		{"We never share your address with advertisers", 400, 1}, // an item of a list, without a full stop
	}
	for _, tt := range tests {
		found := Compare(practice.Observations{}, notice(tt.first, tt.gap)).Discrepancies
		if len(found) != tt.want {
			t.Errorf("%q and a statement %d bytes on: %d contradictions, want %d", tt.first, tt.gap, len(found), tt.want)
		}
	}
}

// Notices are read together: the same line number, or the same offset, of two documents is not the same place.
func TestStatementsOfTwoDocumentsContradictEachOther(t *testing.T) {
	at := func(source string, line, start int, d practice.Declaration) practice.Declaration {
		d.Quote = practice.Quote{Source: source, Line: line, Start: start, End: start + 30, Text: "We keep it for a certain time."}
		d.Modality, d.Polarity = practice.States, practice.Affirmed
		return d
	}
	kept := func(p practice.Period) practice.Declaration {
		return practice.Declaration{Kind: practice.KindRetention, Data: []practice.Data{"contact.email"}, Period: p}
	}
	notice := practice.Notice{Declarations: []practice.Declaration{at("privacy.md", 3, 100, kept("P1Y")), at("cookies.md", 3, 100, kept("P5Y"))}}
	found := 0
	for _, d := range Compare(practice.Observations{}, notice).Discrepancies {
		if d.Rule == "contradiction" {
			found++
		}
	}
	if found != 1 {
		t.Errorf("%d contradictions between two documents, want 1", found)
	}
}

// What the site tells programs weighs with what its notice says, and for it where the notice is silent.
func TestTheClaimOfGPCIsPartOfTheProof(t *testing.T) {
	const (
		seen    = "site share device.ip_address to Facebook for marketing.advertising under gpc"
		promise = "affirmed: optout personal unless opted out; quote We honour the Global Privacy Control signal."
		file    = "https://larkspur.example/.well-known/gpc.json"
	)
	confidence := map[string]float64{}
	for _, tt := range []struct {
		name, seen, said string
		why              []string
	}{
		{"notice", seen, promise, []string{"We honour the Global Privacy Control signal."}},
		{"file", seen + "; gpc claimed", "", []string{file, "its notice does not speak of it"}},
		{"both", seen + "; gpc claimed", promise, []string{"We honour the Global Privacy Control signal.", file}},
	} {
		found := compareExample(t, Example{Seen: tt.seen, Said: tt.said}, IgnoresGPC.Name)
		if len(found) != 1 {
			t.Errorf("%s: %d discrepancies, want 1", tt.name, len(found))
			continue
		}
		confidence[tt.name] = found[0].Confidence
		for _, part := range tt.why {
			if !strings.Contains(found[0].Why, part) {
				t.Errorf("%s: %q does not tell of %q", tt.name, found[0].Why, part)
			}
		}
		if tt.name == "notice" && strings.Contains(found[0].Why, "gpc.json") {
			t.Errorf("%q tells of a claim that nobody made", found[0].Why)
		}
	}
	if confidence["both"] <= confidence["notice"] {
		t.Errorf("confidence is %v; who says it twice is to be held to it more", confidence)
	}
}

// A promise to heed the signal that only unknown third parties could break is neither broken nor kept, and is told as such.
func TestADoubtfulClaimOfGPCCouldNotBeVerified(t *testing.T) {
	const promise = "affirmed: optout personal unless opted out; quote We honour the Global Privacy Control signal."
	for _, tt := range []struct {
		seen, said string
		want       int
	}{
		{"site share device.ip_address to unheard-of.example under gpc; gpc claimed", "", 1},
		{"site share device.ip_address to unheard-of.example under gpc", promise, 1},
		{"site share device.ip_address to unheard-of.example under gpc; gpc claimed", promise, 1},
		{"site share device.ip_address to unheard-of.example under gpc", "", 0},
		{"site share device.ip_address to jsDelivr under gpc; gpc claimed", "", 0},
		{"site share device.ip_address to unheard-of.example before consent; gpc claimed", "", 0},
		{"site share device.ip_address to unheard-of.example under gpc; gpc claimed\nsite share device.ip_address to Criteo for marketing.targeted under gpc", "", 0}, // broken
	} {
		got := slices.DeleteFunc(Compare(readSeen(t, tt.seen), readSaid(t, tt.said)).Unverifiable, func(u practice.Unverifiable) bool { return u.Declared.Kind != practice.KindOptOut })
		if len(got) != tt.want {
			t.Errorf("seen %q, said %q: %d promises that could not be verified, want %d", tt.seen, tt.said, len(got), tt.want)
		}
		if len(got) == 1 && (!strings.Contains(got[0].Reason, "unheard-of.example") || got[0].Declared.Text == "") {
			t.Errorf("reason %q for %q, want the third party and the words", got[0].Reason, got[0].Declared.Text)
		}
	}
}

// A tag that takes a fingerprint and sets cookies is told by its cookies: they are what a reader can look up, and what the law names.
func TestAFingerprintDoesNotHideTheCookies(t *testing.T) {
	found := compareExample(t, Example{Seen: "site track device.fingerprint by Criteo for marketing.targeted before consent\n" +
		"site track tracer.cookie_id by Criteo for marketing.targeted before consent; name uid\nsite share device.ip_address to Criteo for marketing.targeted before consent"}, BeforeConsent.Name)
	if len(found) != 1 || found[0].Practice.Data != "tracer.cookie_id" || !strings.Contains(found[0].Message, "uid") {
		t.Errorf("discrepancies:\n%s\nwant one, of the cookie", describe(found))
	}
}

// Who says whom a denial excepts has excepted nobody else by speaking of partners elsewhere; a class that says what it does is another matter.
func TestADenialThatNamesItsExceptionsHasNoOthers(t *testing.T) {
	seen := readSeen(t, "site share device.ip_address to Criteo for marketing.advertising after acceptance")
	for _, tt := range []struct {
		excepted, elsewhere string
		found               bool
	}{
		{"affirmed: share personal to processor", "affirmed: share personal to partner", true},
		{"affirmed: share personal to advertiser", "affirmed: share personal to partner", false},
		{"affirmed: share personal to processor", "affirmed: share personal to advertiser", false},
		{"affirmed: share personal to processor", "affirmed: share personal to Criteo", false},
		{"affirmed: collect personal", "affirmed: share personal to partner", false},
	} {
		notice := readSaid(t, "denied: share personal to third_party\n"+tt.excepted+"\n"+tt.elsewhere)
		no, excepted := notice.Declarations[0], &notice.Declarations[1]
		excepted.Line, excepted.Start, excepted.End = no.Line, no.Start, no.End
		found := slices.ContainsFunc(Compare(seen, notice).Discrepancies, func(d practice.Discrepancy) bool { return d.Rule == "denied-but-seen" })
		if found != tt.found {
			t.Errorf("excepted: %s; elsewhere: %s: found %t, want %t", tt.excepted, tt.elsewhere, found, tt.found)
		}
	}
}

// A script that takes several fingerprints is named once.
func TestAScriptOfFingerprintsIsNamedOnce(t *testing.T) {
	found := compareExample(t, Example{Seen: "site track device.fingerprint before consent; name audio by https://larkspur.example/fp.js\n" +
		"site track device.fingerprint before consent; name canvas by https://larkspur.example/fp.js"}, BeforeConsent.Name)
	if len(found) != 1 || strings.Count(found[0].Message, "fp.js") != 1 {
		t.Errorf("discrepancies:\n%s\nwant one, whose message names the script once", describe(found))
	}
}

// Where data lie is told by the name of the country, not by its code.
func TestACountryIsToldByItsName(t *testing.T) {
	found := compareExample(t, Example{Seen: "code store personal to Amazon Web Services; name us-east-1; place US", Said: "affirmed: store-location personal; places EU"}, StoredElsewhere.Name)
	if len(found) != 1 || !strings.Contains(found[0].Message, "let data go to the United States") || !strings.Contains(found[0].Why, "lies in the United States") {
		t.Errorf("discrepancies:\n%s\nwant one, of the United States", describe(found))
	}
}

// A region that the code names keeps the promise of the place in which it lies, and no other.
func TestARegionKeepsThePromiseOfItsPlace(t *testing.T) {
	seen := readSeen(t, "code store personal to Amazon Web Services; name eu-west-1; place IE")
	for said, want := range map[string]int{"affirmed: store-location personal; places EU": 1, "affirmed: store-location personal; places US": 0, "affirmed: store-location contact.email; places EU": 0} {
		if got := len(Compare(seen, readSaid(t, said)).Kept); got != want {
			t.Errorf("said %q: %d promises kept, want %d", said, got, want)
		}
	}
}

// What is said to remain after a refusal promises that nothing else does, whatever the words on the button.
func TestWhatRemainsAfterARefusalIsQuotedAgainstTheRest(t *testing.T) {
	const seen = "site track tracer.cookie_id by Facebook for marketing.advertising after refusal"
	for _, quote := range []string{
		"If you choose &quot;Reject&quot;, only necessary cookies remain.",
		"Where you select “Reject all”, only cookies that are strictly necessary will remain.",
		"If you refuse, only necessary cookies are set.",
		"Si vous cliquez sur « Tout refuser », seuls les cookies nécessaires sont conservés.",
		"Si vous choisissez « Continuer sans accepter », seuls les cookies nécessaires restent.",
	} {
		found := compareExample(t, Example{Seen: seen, Said: "affirmed: optout tracer for service.technical unless opted out; quote " + quote}, AfterRefusal.Name)
		if len(found) != 1 || len(found[0].Declared) != 1 {
			t.Errorf("%s: got %v, want one discrepancy that quotes it", quote, found)
		}
	}
	found := compareExample(t, Example{Seen: seen, Said: "affirmed: optout tracer for service.technical unless opted out; quote Si vous cliquez sur « Accepter », seuls les cookies nécessaires restent."}, AfterRefusal.Name)
	if len(found) != 1 || len(found[0].Declared) != 0 {
		t.Errorf("got %v, want one discrepancy that quotes nothing", found)
	}
}

// The cookies of a network and the product of it whose pixel sets them are one finding; two products of one group are two.
func TestANetworkAndItsAdvertisingAreOneRecipient(t *testing.T) {
	for seen, want := range map[string]int{
		"site track tracer.cookie_id by LinkedIn for marketing.advertising\nsite share device.ip_address to LinkedIn Ads for marketing.advertising":    1,
		"site track tracer.cookie_id by Google Analytics for analytics.audience\nsite share device.ip_address to Google Ads for marketing.advertising": 2,
	} {
		if found := compareExample(t, Example{Seen: seen, Said: "affirmed: collect contact.email"}, UndeclaredRecipient.Name); len(found) != want {
			t.Errorf("%s: %d discrepancies, want %d: %v", seen, len(found), want, found)
		}
	}
}
