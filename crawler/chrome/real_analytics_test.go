package chrome

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What real analytics libraries keep and send is told as their makers', with its purpose.
func TestRealAnalyticsAreToldAsTheirMakers(t *testing.T) {
	real(t)
	tests := []struct {
		page, vendor, cookie string
		data                 []string // that goes to the vendor, among others
	}{
		{"real-amplitude.html", "Amplitude", "AMP_0123456789", []string{"behaviour.browsing", "demographic.language", "device.browser", "device.ip_address", "tracer.pseudonymous_id"}},
		{"real-mixpanel.html", "Mixpanel", "mp_0123456789abcdef_mixpanel", []string{"behaviour.browsing", "device.ip_address", "device.os", "device.screen", "tracer.pseudonymous_id"}},
		{"real-segment.html", "Segment", "ajs_anonymous_id", []string{"behaviour.browsing", "demographic.language", "device.browser", "device.ip_address", "tracer.pseudonymous_id"}},
		{"real-posthog.html", "PostHog", "ph_phc_shop_posthog", []string{"behaviour.browsing", "device.ip_address", "device.screen", "tracer.pseudonymous_id"}},
	}
	for _, tt := range tests {
		t.Run(tt.page, func(t *testing.T) {
			t.Parallel()
			p := visit(t, "https://shop.example/"+tt.page)
			if len(p.Gaps) > 0 {
				t.Errorf("gaps = %v, want none", p.Gaps)
			}
			want := []string{"site track tracer.cookie_id by " + tt.vendor + " for analytics.audience [" + tt.cookie + "]"}
			for _, data := range tt.data {
				want = append(want, "site share "+data+" to "+tt.vendor+" for analytics.audience []")
			}
			seen := slices.Concat(judge(t, p, "cookies"), judge(t, p, "trackers"))
			for _, line := range want {
				if !slices.Contains(seen, line) {
					t.Errorf("%s is missing of\n%s", line, strings.Join(seen, "\n"))
				}
			}
			for _, line := range seen {
				if !strings.HasPrefix(line, " ") && !strings.Contains(line, " "+tt.vendor+" for analytics.") {
					t.Errorf("%s is not told as for %s and analytics", line, tt.vendor)
				}
			}
		})
	}
}

// What a vendor of analytics without cookies is sent is told all the same, and nothing is said to be kept.
func TestRealAnalyticsWithoutCookiesKeepNothing(t *testing.T) {
	real(t)
	t.Parallel()
	p := visit(t, "https://shop.example/real-plausible.html")
	want := []string{"site share behaviour.browsing to Plausible for analytics.audience []", "site share device.ip_address to Plausible for analytics.audience []"}
	seen := slices.DeleteFunc(judge(t, p, "trackers"), func(line string) bool { return strings.HasPrefix(line, " ") })
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("trackers (-want +got):\n%s", diff)
	}
	if kept := slices.Concat(judge(t, p, "cookies"), judge(t, p, "storage")); len(kept) > 0 {
		t.Errorf("kept: %q, want nothing", kept)
	}
}

// Sentry's replay sends compressed recordings behind lines of text. Only what it does not mask is a leak.
func TestSentrysReplayIsToldWithWhatItTakes(t *testing.T) {
	real(t)
	const recorder = "site share behaviour.click to Sentry for service.improve [session recorder]"
	for page, leaks := range map[string]bool{"real-sentry-typed.html": true, "real-sentry-masked-typed.html": false} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			got := leaksOf(t, page, "qx7k2mv9zd@example.com")
			if leaks && !slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, "o1.ingest.sentry.io: body, compressed") }) || !leaks && len(got) > 0 {
				t.Errorf("leaks = %q; want one in a compressed body: %t", got, leaks)
			}
			if seen := judged(t, page, "recorders"); !slices.Contains(seen, recorder) {
				t.Errorf("recorders = %q, want %q", seen, recorder)
			}
		})
	}
}

// A recorder that does not mask what is typed is told as a leak, one that does is none.
func TestARealRecorderLeaksOnlyWhatItDoesNotMask(t *testing.T) {
	real(t)
	for page, leaks := range map[string]bool{"real-rrweb-typed.html": true, "real-rrweb-masked.html": false} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			got := leaksOf(t, page, "qx7k2mv9zd@example.com")
			if leaks && !slices.Contains(got, "recordings.example: body") || !leaks && len(got) > 0 {
				t.Errorf("leaks = %q; want one in a body to recordings.example: %t", got, leaks)
			}
		})
	}
}
