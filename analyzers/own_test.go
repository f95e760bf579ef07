package analyzers

import (
	"slices"
	"testing"
)

func TestAPackageIsFollowedIntoTheOthersOfItsModule(t *testing.T) {
	dir := module(t, shop)
	whole, one := run(t, dir), run(t, dir, "./console")
	var want []string
	for _, o := range whole.Observations {
		for _, e := range o.Evidence {
			if e.Source == "console/console.go" && e.Line >= 17 {
				want = append(want, o.By+" "+e.Detail)
			}
		}
	}
	var got []string
	for _, o := range one.Observations {
		for _, e := range o.Evidence {
			if e.Source != "console/console.go" && e.Trace[1].Source != "console/console.go" {
				t.Errorf("%s:%d is told, of which nobody asked: %s", e.Source, e.Line, e.Detail)
			}
			got = append(got, o.By+" "+e.Detail)
		}
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("asked for one package, Run tells\n%q\nwant what it tells of it among all:\n%q", got, want)
	}
}
