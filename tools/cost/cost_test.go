package cost

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/candor-privacy/candor/crawler/chrome"
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(asServer) != "":
		serve()
	case os.Getenv(asWay) != "":
		walk()
	default:
		os.Exit(m.Run())
	}
}

// rounds is how often each way is gone. They alternate, so that what else the machine does meets all of them.
const rounds = 5

// BenchmarkCost goes each way in a process of its own, whose processor time with that of all its children the kernel counts. It tells medians
// over the rounds. A ratio is that of one round, and comes with the least and the most that was seen.
func BenchmarkCost(b *testing.B) {
	start := site{Rules: startServer(b), Sandbox: hasSandbox(b)}
	bare, one, three := []usage{}, []usage{}, []usage{}
	for range rounds {
		bare = append(bare, measure(b, "navigate", start))
		one = append(one, measure(b, "one-state", start))
		three = append(three, measure(b, "three-states", start))
	}
	b.Run("navigate", func(b *testing.B) { tell(b, bare) })
	b.Run("one-state", func(b *testing.B) {
		tell(b, one)
		compare(b, "cpu", one, bare, func(u usage) float64 { return u.cpu / u.pages })
		compare(b, "wall", one, bare, func(u usage) float64 { return u.wall / u.pages })
	})
	b.Run("three-states", func(b *testing.B) {
		tell(b, three)
		compare(b, "cpu-of-states", three, one, func(u usage) float64 { return u.cpu })
		compare(b, "wall-of-states", three, one, func(u usage) float64 { return u.wall })
	})
}

// hasSandbox says whether the kernel lets Chromium build its sandbox, so that no way tries in vain and both sides have the same.
func hasSandbox(b *testing.B) bool {
	b.Helper()
	browser, err := chrome.Launch(b.Context(), chrome.Options{})
	if err != nil {
		return false
	}
	if err := browser.Close(); err != nil {
		b.Fatal(err)
	}
	return os.Geteuid() != 0 // with which the other side has none
}

func tell(b *testing.B, all []usage) {
	b.ReportMetric(0, "ns/op") // what counts is said by page
	b.ReportMetric(median(all, func(u usage) float64 { return u.cpu / u.pages }), "cpu-s/page")
	b.ReportMetric(median(all, func(u usage) float64 { return u.wall / u.pages }), "wall-s/page")
	b.ReportMetric(median(all, func(u usage) float64 { return u.pss }), "pss-MiB")
	b.ReportMetric(all[0].pages, "pages")
}

// compare tells how one way's cost is to the other's of the same round.
func compare(b *testing.B, name string, ours, theirs []usage, cost func(usage) float64) {
	var ratios []float64
	for i := range ours {
		ratios = append(ratios, cost(ours[i])/cost(theirs[i]))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], name+"-ratio")
	b.Logf("%s-ratio: %.2f, in %d rounds from %.2f to %.2f", name, ratios[len(ratios)/2], len(ratios), ratios[0], ratios[len(ratios)-1])
}

func median(all []usage, of func(usage) float64) float64 {
	var values []float64
	for _, u := range all {
		values = append(values, of(u))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// fail ends a way with what went wrong.
func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
