package rules

import (
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// What keeps nothing on the device, and what the notice claims the exemption for, is told, and weighs less.
func TestWhatIsDoneBeforeConsentWeighsLessWhereTheExemptionMayHold(t *testing.T) {
	for _, test := range []struct {
		seen, said string
		severity   practice.Severity
	}{
		{"site share device.ip_address to Plausible for analytics.audience before consent", "", practice.Medium},
		{"site share device.ip_address to Hotjar for analytics.audience before consent", "", practice.High},
		{"site share contact.email to Plausible for analytics.audience before consent", "", practice.High},
		{"site track tracer.cookie_id by Matomo for analytics.audience before consent\nsite share behaviour.browsing to Matomo for analytics.audience before consent", "affirmed: track tracer by Matomo for analytics.audience without consent; quote Matomo is exempt from consent.", practice.Medium},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience before consent", "affirmed: track tracer by Google Analytics for analytics.audience without consent; quote It is exempt from consent.", practice.High},
	} {
		found := compareExample(t, Example{Seen: test.seen, Said: test.said}, BeforeConsent.Name)
		if len(found) != 1 || found[0].Severity != test.severity {
			t.Errorf("%s, notice %q: got %v, want one of severity %s", test.seen, test.said, found, test.severity)
			continue
		}
		if lighter := strings.Contains(found[0].Why, "exemption"); lighter != (test.severity == practice.Medium) {
			t.Errorf("%s, notice %q: says %q", test.seen, test.said, found[0].Why)
		}
	}
}
