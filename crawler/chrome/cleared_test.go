package chrome

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCookiesThatAreClearedOrSetByAWorkerAreTold(t *testing.T) {
	t.Parallel()
	for page, want := range map[string][]string{
		"clear-site-data.html": {"after by script", "cleared by script", "cleared deleted by http with a request"},
		"worker-cookies.html":  {"from_worker by jar"}, // whose writer the browser does not tell
	} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			p := visit(t, "https://shop.example/"+page)
			var got []string
			for _, c := range p.Cookies {
				line := c.Name
				if c.Lifetime < 0 {
					line += " deleted"
				}
				line += fmt.Sprintf(" by %s", c.SetBy)
				if c.Request > 0 {
					line += " with a request"
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("cookies (-want +got):\n%s", diff)
			}
		})
	}
}
