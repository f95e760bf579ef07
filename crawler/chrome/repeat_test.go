package chrome

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

// An inventory must not depend on the moment: two visits of a page in new sessions tell the same requests, cookies and storage.
func TestTwoVisitsTellTheSame(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"kinds.html", "blame.html", "cookies.html", "storage.html", "fingerprint-canvas.html"} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			url := "https://shop.example/" + page
			if diff := cmp.Diff(inventoried(visit(t, url)), inventoried(visit(t, url))); diff != "" {
				t.Errorf("two visits differ (-first +second):\n%s", diff)
			}
		})
	}
}

// inventoried is what an inventory shows of a page, each once.
func inventoried(p *crawler.Page) []string {
	var all []string
	for _, line := range allTold(p) {
		if !strings.Contains(line, "transport.example") {
			all = append(all, line)
		}
	}
	for _, c := range p.Cookies {
		all = append(all, fmt.Sprint("cookie ", c.Name, " ", c.Domain, c.Path, " ", c.Partition, " ", c.SetBy, " ", c.Initiator.Place(), c.Refused, c.Session, c.Lifetime > 0, c.Kept.Hours()))
	}
	for _, item := range p.Storage {
		all = append(all, fmt.Sprint("storage ", item.Area, " ", item.Origin, " ", item.Partition, " ", item.Key, " ", item.Initiator.Place()))
	}
	for _, use := range p.Uses {
		all = append(all, fmt.Sprint("use ", use.Interface, " ", use.Script))
	}
	for _, gap := range p.Gaps {
		all = append(all, "gap "+gap.Reason)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
