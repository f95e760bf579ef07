package chrome

import (
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestTheConsentPlatformIsAskedForItsSignals(t *testing.T) {
	t.Parallel()
	tests := []struct {
		page string
		want []crawler.Signal
	}{
		{"signals.html", []crawler.Signal{
			{API: "tcf", Value: "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA", Status: "tcloaded", Platform: 27},
			{API: "gpp", Value: "DBACNYA~COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA~1YNN", Status: "ready", Platform: 27},
		}},
		{"links.html", nil},
	}
	for _, tt := range tests {
		p := visit(t, "https://shop.example/"+tt.page)
		if diff := cmp.Diff(tt.want, p.Signals, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: signals (-want +got):\n%s", tt.page, diff)
		}
	}
}
