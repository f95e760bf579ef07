package chrome

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
