package chrome

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A page can close as many shadow roots as it likes, and throw them away: the one that shows a form is opened all the same, or it is told that not all were.
func TestNoCrowdOfClosedShadowRootsHidesAForm(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]struct {
		fields int
		gap    string
	}{
		"thrown=3000":   {1, ""},
		"thrown=150000": {0, "not read: closed shadow roots beyond those that are opened"},
		"shown=150":     {151, ""},
		"shown=300":     {200, "not read: closed shadow roots beyond those that are opened"},
	} {
		p := visit(t, "https://shop.example/closed-many.html?"+query)
		fields, gap := 0, ""
		for _, f := range p.Forms {
			fields += len(f.Fields)
		}
		for _, g := range p.Gaps {
			gap += g.Reason
		}
		if fields != want.fields || gap != want.gap {
			t.Errorf("%s: %d fields and the gap %q; want %d and %q", query, fields, gap, want.fields, want.gap)
		}
	}
}

// A form in a closed shadow root is on the page like any other, and the root stays closed to the page's scripts.
func TestFormsInClosedShadowRootsAreTold(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/closed.html")
	var told []string
	for _, f := range p.Forms {
		for _, x := range f.Fields {
			told = append(told, f.Name+" "+f.Action+" "+x.Name+" "+x.Label)
		}
	}
	want := []string{"plain https://shop.example/joined email E-mail", "custom https://shop.example/joined email E-mail"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if p.Title != "0 null" {
		t.Errorf("a script of the page sees %q of a closed root", p.Title)
	}
}
