package rules

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// largeRecord is n observations as a record of a great site and its code holds them: some hundred companies, each of which gets a dozen categories of
// data and keeps cookies of many names, in every consent state.
func largeRecord(n int) practice.Observations {
	data := []practice.Data{
		"device.ip_address", "behaviour.browsing", "contact.email", "identity.name", "device.screen", "location.precise",
		"device.browser", "financial.card", "contact.phone", "behaviour.search", "account.id", "special.health",
	}
	purposes := []practice.Purpose{"marketing.targeted", "analytics.audience", "", "service.technical", "service.payment"}
	states := []practice.Condition{practice.BeforeConsent, practice.Accepted, practice.Refused, practice.Withdrawn, practice.UnderGPC}
	vendors := practice.Vendors()
	seen := practice.Observations{
		Seen: make([]practice.Observation, n), States: states, Pages: 5000, Packages: 300,
		ClaimsGPC: "https://larkspur.example/.well-known/gpc.json",
	}
	for i := range seen.Seen {
		p := practice.Practice{Actor: practice.Site, Action: practice.Share, Data: data[i%len(data)], Purpose: purposes[i%len(purposes)], Condition: states[i/7%len(states)]}
		vendor := practice.Party(vendors[i/50%400*len(vendors)/400].Name)
		o := &seen.Seen[i]
		switch i % 4 {
		case 0:
			p.Action, p.Data = practice.Track, "tracer.cookie_id"
			o.Name, o.Period = fmt.Sprintf("cookie_%d", i%20011), practice.PeriodOfDays(1+i%900)
		case 1:
			p.Action, p.Purpose, p.Condition, vendor = practice.Collect, "", "", ""
			o.Name = fmt.Sprintf("field_%d", i%5003)
		case 2:
			p.Actor, p.Condition = practice.Code, ""
			if i%8 == 2 {
				p.Action, p.Purpose, vendor = practice.StoreLog, "", ""
			}
		}
		p.Recipient = vendor
		o.Practice, o.By = p, "bench"
		o.Evidence = []practice.Evidence{{Source: fmt.Sprintf("https://larkspur.example/%d", i%5000), Request: i, Detail: "seen"}}
	}
	slices.SortFunc(seen.Seen, func(a, b practice.Observation) int { // as a record tells it
		return cmp.Or(cmp.Compare(a.Practice.String(), b.Practice.String()), cmp.Compare(a.Name, b.Name))
	})
	return seen
}

// largeNotice is n statements in the proportions of real notices: most say what is done, with whom and for what, every tenth asks for consent, one in twenty
// denies something or grants it to some only.
func largeNotice(n int) practice.Notice {
	data := []practice.Data{"identity.name", "contact.email", "contact.phone", "device.ip_address", "location", "special.health", "financial.card", "behaviour"}
	purposes := []practice.Purpose{"service.provide", "marketing.direct", "analytics.audience", "security", "marketing.targeted"}
	vendors := practice.Vendors()
	var notice practice.Notice
	for i := range n {
		vendor := practice.Party(vendors[i%len(vendors)].Name)
		d := practice.Declaration{
			Quote: practice.Quote{Source: "notice.md", Start: 100 * i, End: 100*i + 90, Line: 1 + i, Text: fmt.Sprintf("We share it with %s.", vendor)},
			Kind:  practice.KindShare, Polarity: practice.Affirmed, Modality: practice.States, Section: fmt.Sprintf("Part %d", i/10),
			Data: []practice.Data{data[i%len(data)]}, Vendors: []practice.Party{vendor}, Purposes: []practice.Purpose{purposes[i%len(purposes)]},
		}
		switch i % 20 {
		case 0:
			d.Polarity = practice.Denied
			if i%40 == 0 {
				d.Polarity = practice.AffirmedOnly
			}
		case 1, 11:
			d.Condition = practice.WithConsent
		case 2, 12, 15, 18:
			d.Kind, d.Vendors, d.Recipients, d.Text = practice.KindCollect, nil, []practice.Party{practice.FirstParty}, "We collect it when you order."
		case 3, 13:
			d.Kind, d.Data, d.Tracers, d.Period = practice.KindTracer, []practice.Data{"tracer.cookie_id"}, []string{fmt.Sprintf("cookie_%d", i)}, "P13M"
		case 4, 14:
			d.Kind, d.Vendors, d.Period, d.Text = practice.KindRetention, nil, practice.Period(fmt.Sprintf("P%dM", 1+i%400)), "We keep it for some time."
		case 5:
			d.Vendors, d.Recipients, d.Text = nil, []practice.Party{"processor"}, "We share it with those who work for us."
		}
		notice.Declarations = append(notice.Declarations, d)
	}
	return notice
}

// BenchmarkMillion compares a million observations with ten thousand statements; how much it holds at most is told beside the time.
func BenchmarkMillion(b *testing.B) {
	for _, size := range []struct{ seen, said int }{{100_000, 1000}, {1_000_000, 10_000}} {
		seen, notice := largeRecord(size.seen), largeNotice(size.said)
		b.Run(fmt.Sprintf("%d-%d", size.seen, size.said), func(b *testing.B) {
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				found = len(Compare(seen, notice).Discrepancies)
			}
			b.ReportMetric(float64(found), "discrepancies")
			var memory runtime.MemStats
			runtime.ReadMemStats(&memory)
			b.ReportMetric(float64(memory.HeapSys)/(1<<20), "MB-heap")
		})
	}
}
