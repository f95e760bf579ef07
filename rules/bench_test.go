package rules

import (
	"fmt"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// longNotice is a notice of n statements under n/10 headings, with another vendor in each, as a megabyte of notice has them: denials, promises
// and what is done, of which hardly two clash.
func longNotice(n int) practice.Notice {
	data := []practice.Data{"identity.name", "contact.email", "contact.phone", "device.ip_address", "location", "special.health", "financial.card"}
	purposes := []practice.Purpose{"service.provide", "marketing.direct", "analytics.audience", "security", "marketing.targeted"}
	var notice practice.Notice
	for i := range n {
		vendor := practice.Party(fmt.Sprintf("Heron %d Ltd", i))
		d := practice.Declaration{
			Quote:    practice.Quote{Source: "notice.md", Start: 100 * i, End: 100*i + 90, Line: 1 + i, Text: fmt.Sprintf("We share it with %s.", vendor)},
			Kind:     practice.KindShare,
			Polarity: practice.Affirmed,
			Data:     []practice.Data{data[i%len(data)]},
			Vendors:  []practice.Party{vendor},
			Section:  fmt.Sprintf("Part %d", i/10),
		}
		switch i % 6 {
		case 0:
			d.Polarity = practice.Denied
		case 1:
			d.Kind, d.Purposes = practice.KindUse, []practice.Purpose{purposes[i%len(purposes)]}
		case 2:
			d.Kind, d.Period = practice.KindRetention, practice.Period(fmt.Sprintf("P%dM", 1+i%400))
		case 3:
			d.Condition = practice.WithConsent
		case 4:
			d.Polarity, d.Purposes = practice.AffirmedOnly, []practice.Purpose{purposes[i%len(purposes)]}
		case 5:
			d.Purposes = []practice.Purpose{purposes[i%len(purposes)]}
		}
		notice.Declarations = append(notice.Declarations, d)
	}
	return notice
}

// BenchmarkReview holds the statements of one notice against each other. What a statement costs must not grow with their number.
func BenchmarkReview(b *testing.B) {
	for _, n := range []int{1000, 2000, 4000, 8000} {
		notice := longNotice(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Review(notice)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/statement")
		})
	}
}
