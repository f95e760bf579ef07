package practice

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestVendorByHost(t *testing.T) {
	tests := []struct{ host, want string }{
		{"www.google-analytics.com", "Google Analytics"},
		{"region1.google-analytics.com:443", "Google Analytics"},
		{"google-analytics.com.", "Google Analytics"},
		{"analytics.google.com", "Google Analytics"},
		{"www.google.com", "Google"},
		{"WWW.GoogleTagManager.com", "Google Tag Manager"},
		{"stats.g.doubleclick.net", "Google Ads"},
		{"fonts.googleapis.com", "Google Fonts"},
		{"maps.googleapis.com", "Google Maps"},
		{"fcm.googleapis.com", "Firebase"},
		{"unheard-of.googleapis.com", "Google"},
		{"connect.facebook.net", "Facebook"},
		{"www.facebook.com", "Facebook"},
		{"px.ads.linkedin.com", "LinkedIn Ads"},
		{"www.linkedin.com", "LinkedIn"},
		{"www.youtube-nocookie.com", "YouTube"},
		{"js.stripe.com", "Stripe"},
		{"s3.eu-west-3.amazonaws.com", "Amazon Web Services"},
		{"static.zdassets.com", "Zendesk"},
		{"js.hs-scripts.com", "HubSpot"},
		{"o123.ingest.sentry.io", "Sentry"},
		{"d.adroll.com", "NextRoll"},
		{"static.hotjar.com", "Hotjar"},
		{"static.criteo.net", "Criteo"},
		{"api.sendgrid.com", "SendGrid"},
		{"tracker.example", ""},
		{"com", ""},
		{"", ""},
		{"notfacebook.com", ""},
		{"facebook.com.evil.example", ""},
		{"127.0.0.1", ""},
		{"127.0.0.1:8080", ""},
		{"[::1]:8080", ""},
		{"::1", ""},
	}
	for _, tt := range tests {
		v, ok := VendorByHost(tt.host)
		if v.Name != tt.want || ok != (tt.want != "") {
			t.Errorf("VendorByHost(%q) = %q, %t, want %q", tt.host, v.Name, ok, tt.want)
		}
	}
}

func TestVendorByImport(t *testing.T) {
	tests := []struct{ path, want string }{
		{"github.com/stripe/stripe-go", "Stripe"},
		{"github.com/stripe/stripe-go/v82/charge", "Stripe"},
		{"github.com/stripe/stripe-gopher", ""},
		{"github.com/getsentry/sentry-go/http", "Sentry"},
		{"gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer", "Datadog"},
		{"github.com/aws/aws-sdk-go-v2/service/ses", "Amazon Web Services"},
		{"google.golang.org/api/gmail/v1", "Google Workspace"},
		{"google.golang.org/api/youtube/v3", "YouTube"},
		{"google.golang.org/api/option", "Google"},
		{"google.golang.org/grpc", ""},
		{"net/http", ""},
		{"", ""},
	}
	for _, tt := range tests {
		v, ok := VendorByImport(tt.path)
		if v.Name != tt.want || ok != (tt.want != "") {
			t.Errorf("VendorByImport(%q) = %q, %t, want %q", tt.path, v.Name, ok, tt.want)
		}
	}
}

func TestVendorByName(t *testing.T) {
	tests := []struct {
		name, want, owner string
		class             Party
	}{
		{"Google", "Google", "Google", "third_party"},
		{"google analytics", "Google Analytics", "Google", "analytics_provider"},
		{"GoogleAnalytics", "Google Analytics", "Google", "analytics_provider"},
		{"GA4", "Google Analytics", "Google", "analytics_provider"},
		{"Google Ads", "Google Ads", "Google", "advertiser"},
		{"Google/Doubleclick Ads", "", "", ""}, // another table's name for it
		{"Google Meet", "Google Meet", "Google", "processor"},
		{"Facebook", "Facebook", "Meta", "social_network"},
		{"Facebook Chat", "Facebook Chat", "Meta", "social_network"},
		{"Instagram", "Instagram", "Meta", "social_network"},
		{"LinkedIn", "LinkedIn", "Microsoft", "social_network"},
		{"YouTube", "YouTube", "Google", "social_network"},
		{"Salesforce", "Salesforce", "Salesforce", "processor"},
		{"NextRoll", "NextRoll", "NextRoll", "advertiser"},
		{"AdRoll", "NextRoll", "NextRoll", "advertiser"},
		{"HubSpot", "HubSpot", "HubSpot", "processor"},
		{"Zendesk", "Zendesk", "Zendesk", "processor"},
		{"Microsoft Azure", "Microsoft Azure", "Microsoft", "cloud_provider"},
		{"Microsoft 365", "Microsoft 365", "Microsoft", "processor"},
		{"Microsoft Teams", "Microsoft Teams", "Microsoft", "processor"},
		{"Microsoft Outlook", "Microsoft Outlook", "Microsoft", "processor"},
		{"Zoom", "Zoom", "Zoom", "processor"},
		{"rocket chat", "Rocket.Chat", "Rocket.Chat", "processor"},
		{"Twitter", "X", "X", "social_network"},
		{"Stripe", "Stripe", "Stripe", "payment_provider"},
		{"ICO", "", "", ""}, // an authority
		{"CNIL", "", "", ""},
		{"", "", "", ""},
	}
	for _, tt := range tests {
		v, ok := VendorByName(tt.name)
		if v.Name != tt.want || v.Owner != tt.owner || v.Class != tt.class || ok != (tt.want != "") {
			t.Errorf("VendorByName(%q) = %q of %q, %q, want %q of %q, %q", tt.name, v.Name, v.Owner, v.Class, tt.want, tt.owner, tt.class)
		}
	}
}

func TestEveryVendorIsWhole(t *testing.T) {
	all := Vendors()
	if !slices.IsSortedFunc(all, func(a, b Vendor) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("Vendors is not sorted by name")
	}
	modules := 0
	for _, v := range all {
		modules += len(v.Imports)
		if _, ok := LookupTerm(string(v.Class), RecipientTerm); !ok {
			t.Errorf("%s: its class %q is not a term", v.Name, v.Class)
		}
		if v.Owner == "" || foldName(v.Name) == "" {
			t.Errorf("%q: owner %q: a vendor has a name with a letter in it, and an owner", v.Name, v.Owner)
		}
		if len(v.Country) != 0 && len(v.Country) != 2 {
			t.Errorf("%s: country %q is not an ISO 3166 code of two letters", v.Name, v.Country)
		}
		for _, d := range v.Domains {
			if d != bareHost(d) || strings.ContainsAny(d, "*/: ") || !strings.Contains(d, ".") {
				t.Errorf("%s: %q is not a plain domain", v.Name, d)
			}
		}
		if found, ok := VendorByName(v.Name); !ok || found.Class == "" {
			t.Errorf("VendorByName(%q) finds nothing", v.Name)
		}
	}
	for _, class := range TermsOf(RecipientTerm) {
		if v, ok := VendorByName(class.Key); ok {
			t.Errorf("%s is called as the class of recipients %s is", v.Name, class.Key)
		}
	}
	if modules < 60 {
		t.Errorf("%d Go modules, want at least 60", modules)
	}
}

// TestOwnVendorsSayEverythingOnce holds the order of vendors_own.txt, and that each of its lines has an effect.
func TestOwnVendorsSayEverythingOnce(t *testing.T) {
	rows := MustTable("vendors_own.txt", vendorsOwnText, 5)
	generated := MustTable("vendors.txt", vendorsText, 4)
	entities, companies := map[string]bool{}, map[string]bool{}
	for _, row := range generated {
		entities[row.Columns[1]], companies[row.Columns[2]] = true, true
	}
	relations := []string{"is", "alias", "domain", "import", "entity", "company"}
	seen := map[string]int{}
	names := map[string]bool{} // folded: names and aliases share one space
	for i, row := range rows {
		relation, key := row.Columns[0], row.Columns[1]
		if line, twice := seen[relation+" "+key]; twice {
			t.Errorf("line %d: %s %q stands on line %d too", row.Line, relation, key, line)
		}
		seen[relation+" "+key] = row.Line
		if i > 0 {
			before := rows[i-1].Columns
			part, partBefore := slices.Index(relations, relation), slices.Index(relations, before[0])
			if part < partBefore || (part == partBefore && strings.ToLower(key) < strings.ToLower(before[1])) {
				t.Errorf("line %d: %s %q stands after %s %q", row.Line, relation, key, before[0], before[1])
			}
		}
		switch relation {
		case "is", "alias":
			if names[foldName(key)] {
				t.Errorf("line %d: %q is already the name or alias of a vendor", row.Line, key)
			}
			names[foldName(key)] = true
		case "entity":
			if !entities[key] {
				t.Errorf("line %d: vendors.txt has no entity %q", row.Line, key)
			}
		case "company":
			if !companies[key] {
				t.Errorf("line %d: vendors.txt has no company %q", row.Line, key)
			}
		}
	}
}

func TestGeneratedVendorsAreSorted(t *testing.T) {
	rows := MustTable("vendors.txt", vendorsText, 4)
	if len(rows) < 3000 {
		t.Errorf("vendors.txt has %d rows, want at least 3000", len(rows))
	}
	for i := 1; i < len(rows); i++ {
		if rows[i].Columns[0] <= rows[i-1].Columns[0] {
			t.Errorf("vendors.txt:%d: %q does not stand in its place", rows[i].Line, rows[i].Columns[0])
		}
	}
}

// TestGeneratedVendorsAreTheGenerators runs go generate again, into another file.
func TestGeneratedVendorsAreTheGenerators(t *testing.T) {
	source := filepath.Join("..", "tools", "data", "node_modules", "third-party-web")
	if _, err := os.Stat(source); err != nil {
		t.Skip("third-party-web is not installed, so vendors.txt is not compared with it; run tools/tables.sh")
	}
	out := filepath.Join(t.TempDir(), "vendors.txt")
	if msg, err := exec.Command("go", "run", "vendors_gen.go", source, out).CombinedOutput(); err != nil {
		t.Fatalf("go run vendors_gen.go: %v\n%s", err, msg)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, []byte(vendorsText)) {
		t.Error("vendors.txt is not what its generator writes; run go generate ./practice")
	}
}

func BenchmarkVendorByHost(b *testing.B) {
	for b.Loop() {
		VendorByHost("region1.google-analytics.com")
	}
}

// BenchmarkLoadVendors is what the first look-up costs.
func BenchmarkLoadVendors(b *testing.B) {
	for b.Loop() {
		buildVendors(MustTable("vendors.txt", vendorsText, 4), MustTable("vendors_own.txt", vendorsOwnText, 5))
	}
}
