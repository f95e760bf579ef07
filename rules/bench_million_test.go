package rules

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// The million is drawn at random, from one seed: whatever is drawn with a step, such as every fifth purpose beside every tenth statement, goes together in
// a few ways, and would be a benchmark of those.

// A conduct is what one company does on a site, as far as it differs from company to company.
type conduct struct {
	name     practice.Party
	purposes []practice.Purpose
	data     []practice.Data
	cookies  []string
}

// anyOf draws a few members of a list, the first ones most often: of data, purposes and companies, some are everywhere and most are rare.
func anyOf[T any](r *rand.Rand, list []T, least, most int) []T {
	some := make([]T, least+r.IntN(most-least+1))
	for i := range some {
		some[i] = drawn(r, list)
	}
	return some
}

func drawn[T any](r *rand.Rand, list []T) T {
	return list[int(float64(len(list))*r.Float64()*r.Float64())]
}

// shuffledTerms are the keys of a list of the vocabulary in an order of their own.
func shuffledTerms[T ~string](r *rand.Rand, kind practice.TermKind) []T {
	var all []T
	for _, t := range practice.TermsOf(kind) {
		all = append(all, T(t.Key))
	}
	r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	return all
}

// conducts are those of n companies of the vendor table.
func conducts(r *rand.Rand, n int) []conduct {
	data, purposes, vendors := shuffledTerms[practice.Data](r, practice.DataTerm), shuffledTerms[practice.Purpose](r, practice.PurposeTerm), practice.Vendors()
	all := make([]conduct, n)
	for i := range all {
		v := &all[i]
		v.name = practice.Party(vendors[r.IntN(len(vendors))].Name)
		v.purposes, v.data = anyOf(r, purposes, 1, 3), anyOf(r, data, 2, 8)
		for range 1 + r.IntN(12) {
			v.cookies = append(v.cookies, fmt.Sprintf("_%c%c_%d", 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)), r.IntN(1000)))
		}
	}
	return all
}

// largeRecord is n observations of a great site, visited in every consent state, and of its code: some hundred companies, each of which gets data of its
// own for purposes of its own and keeps cookies, of which every fifth has another name in each browser; forms; logs; cookies and forms of the site itself.
func largeRecord(n int) practice.Observations {
	r := rand.New(rand.NewPCG(2026, 11))
	companies, data := conducts(r, 400), shuffledTerms[practice.Data](r, practice.DataTerm)
	states := []practice.Condition{practice.BeforeConsent, practice.Accepted, practice.Refused, practice.Withdrawn, practice.UnderGPC}
	seen := practice.Observations{
		Seen: make([]practice.Observation, n), States: states, Pages: 5000, Packages: 300,
		ClaimsGPC: "https://larkspur.example/.well-known/gpc.json",
	}
	for i := range seen.Seen {
		o, company := &seen.Seen[i], drawn(r, companies)
		p := practice.Practice{
			Actor: practice.Site, Action: practice.Share, Data: drawn(r, company.data), Recipient: company.name,
			Purpose: drawn(r, company.purposes), Condition: states[r.IntN(len(states))],
		}
		if r.IntN(3) == 0 {
			p.Purpose = ""
		}
		switch r.IntN(8) {
		case 0, 1:
			k := r.IntN(len(company.cookies))
			o.Name, o.Period = company.cookies[k], practice.PeriodOfDays(1+k*97)
			p.Action, p.Data, p.Purpose = practice.Track, "tracer.cookie_id", company.purposes[k%len(company.purposes)]
			switch {
			case k%5 == 4:
				o.Name += fmt.Sprintf("_%X", r.IntN(4000))
			case k%5 == 3:
				p.Data = "tracer.local_storage"
			}
			if r.IntN(10) == 0 {
				p.Recipient, p.Purpose = "", ""
			}
		case 2, 3:
			p.Action, p.Data, p.Recipient, p.Purpose, p.Condition = practice.Collect, drawn(r, data), "", "", ""
			o.Name = fmt.Sprintf("field_%d", r.IntN(5000))
		case 4:
			p.Actor, p.Condition = practice.Code, ""
		case 5:
			p = practice.Practice{Actor: practice.Code, Action: practice.StoreLog, Data: drawn(r, data)}
		}
		o.Practice, o.By = p, "bench"
		o.Evidence = []practice.Evidence{{Source: fmt.Sprintf("https://larkspur.example/%d", r.IntN(5000)), Request: i, Detail: "seen"}}
	}
	slices.SortFunc(seen.Seen, func(a, b practice.Observation) int { // a record tells one practice after the other
		p, q := &a.Practice, &b.Practice
		return cmp.Or(cmp.Compare(p.Actor, q.Actor), cmp.Compare(p.Action, q.Action), cmp.Compare(p.Data, q.Data), cmp.Compare(p.Recipient, q.Recipient),
			cmp.Compare(p.Purpose, q.Purpose), cmp.Compare(p.Condition, q.Condition), cmp.Compare(a.Name, b.Name))
	})
	return seen
}

// largeNotice is n statements of ten documents in the proportions of real notices: most say what is done, with whom and for what, every tenth asks for
// consent, one in twenty denies something or grants it to some only; they name companies, of which the record knows some, or classes of recipients.
func largeNotice(n int) practice.Notice {
	r := rand.New(rand.NewPCG(2026, 11))
	companies := append(conducts(r, 400), conducts(r, 1600)...)
	data, purposes := shuffledTerms[practice.Data](r, practice.DataTerm), shuffledTerms[practice.Purpose](r, practice.PurposeTerm)
	classes := shuffledTerms[practice.Party](r, practice.RecipientTerm)
	var notice practice.Notice
	for i := range n {
		company := drawn(r, companies)
		d := practice.Declaration{
			Quote: practice.Quote{Source: fmt.Sprintf("notice-%d.md", 10*i/n), Start: 200 * i, End: 200*i + 190, Line: 1 + i},
			Kind:  practice.KindShare, Polarity: practice.Affirmed, Modality: practice.States, Section: fmt.Sprintf("Part %d", i/10),
			Data: anyOf(r, data, 1, 4), Vendors: []practice.Party{company.name}, Purposes: anyOf(r, purposes, 0, 2),
		}
		does := "Some of the information is passed on to " + string(company.name)
		switch r.IntN(20) {
		case 0, 1:
			d.Kind, d.Data, d.Tracers, d.Period = practice.KindTracer, []practice.Data{"tracer.cookie_id"}, anyOf(r, company.cookies, 1, 2), practice.PeriodOfDays(30*r.IntN(26))
			does = "The cookies " + strings.Join(d.Tracers, " and ") + " are kept on your device by " + string(company.name)
		case 2, 3, 4, 5, 6:
			d.Kind, d.Vendors, d.Recipients = practice.KindCollect, nil, []practice.Party{practice.FirstParty}
			does = "In the form that you fill in when you order or write to us, we ask for some details"
		case 7, 8:
			d.Kind, d.Vendors, d.Period = practice.KindRetention, nil, practice.PeriodOfDays(30*(1+r.IntN(120)))
			does = "What is kept in connection with this is deleted once the time has passed"
		case 9, 10, 11:
			d.Vendors, d.Recipients = nil, anyOf(r, classes, 1, 2)
			does = "The following categories of companies that work with us may have access"
		case 12:
			d.Kind = practice.KindUse
			does = "We work with what we know of you"
		}
		switch r.IntN(20) {
		case 0:
			d.Polarity = []practice.Polarity{practice.Denied, practice.AffirmedOnly}[r.IntN(2)]
		case 1, 2:
			d.Condition = practice.WithConsent
		case 3, 4:
			d.Modality = practice.May
		case 5:
			d.Scope = []practice.Audience{"customer", "employee", "candidate"}[r.IntN(3):][:1]
		}
		d.Text = fmt.Sprintf("%s, for the purposes that are set out in part %d above, to the extent that this is needed.", does, 1+r.IntN(40))
		notice.Declarations = append(notice.Declarations, d)
	}
	return notice
}

// BenchmarkMillion compares a million observations with ten thousand statements; how much it holds at most is told beside the time.
func BenchmarkMillion(b *testing.B) {
	for _, size := range []struct{ seen, said int }{{100_000, 1000}, {1_000_000, 10_000}} {
		seen, notice := largeRecord(size.seen), largeNotice(size.said)
		b.Run(fmt.Sprintf("%d-%d", size.seen, size.said), func(b *testing.B) {
			debug.FreeOSMemory() // what it took to draw the record is no part of it
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				found = len(Compare(seen, notice).Discrepancies)
			}
			b.ReportMetric(float64(found), "discrepancies")
			var memory runtime.MemStats
			runtime.ReadMemStats(&memory)
			b.ReportMetric(float64(memory.HeapSys)/(1<<20), "MB-heap")
			b.ReportMetric(float64(len(newCase(seen, notice).relations)), "kinds")
		})
	}
}
