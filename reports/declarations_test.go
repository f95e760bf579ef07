package reports_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
)

func TestDeclarationsAreTold(t *testing.T) {
	notice := practice.Notice{
		Declarations: []practice.Declaration{
			{
				Quote: practice.Quote{Source: "privacy.md", Line: 41, Text: "We never share your\ne-mail address with advertisers."},
				Kind:  practice.KindShare, Polarity: practice.Denied,
				Data: []practice.Data{"contact.email"}, Recipients: []practice.Party{"advertiser"},
			},
			{
				Quote: practice.Quote{Source: "privacy.md", Line: 63, Text: "_ga | Google Analytics | 13 months"},
				Kind:  practice.KindTracer, Polarity: practice.Affirmed, Period: "P13M",
				Data: []practice.Data{"tracer.cookie_id"}, Tracers: []string{"_ga"}, Vendors: []practice.Party{"Google Analytics"},
				Purposes: []practice.Purpose{"analytics.audience"}, Recipients: []practice.Party{practice.FirstParty},
			},
		},
		Gaps: []practice.Gap{{Source: "privacy.md:70", Reason: "written in German,\x1b[31m for which there is no table"}},
	}
	want := `privacy.md:41      share          denied        contact.email to advertiser
    “We never share your e-mail address with advertisers.”
privacy.md:63      tracer         affirmed      tracer.cookie_id _ga to Google Analytics for analytics.audience kept P13M
    “_ga | Google Analytics | 13 months”
not read: privacy.md:70: written in German,�[31m for which there is no table
`
	var got bytes.Buffer
	if err := reports.WriteDeclarations(&got, "text", notice, reports.Options{Width: 130}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("WriteDeclarations (-want +got):\n%s", diff)
	}
}

func TestNoListOfADeclarationIsNull(t *testing.T) {
	notice := practice.Notice{Declarations: []practice.Declaration{{Kind: practice.KindRight, Quote: practice.Quote{Text: "<you>"}}}}
	want := `{"source":"","line":0,"start_byte":0,"end_byte":0,"quote":"<you>","kind":"right","polarity":"","modality":"",` +
		`"data":[],"purpose":[],"recipient":[],"vendor":[],"condition":"","scope":[],"section":"","lang":""}` + "\n"
	var got bytes.Buffer
	if err := reports.WriteDeclarations(&got, "jsonl", notice, reports.Options{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("WriteDeclarations (-want +got):\n%s", diff)
	}
}
