package chrome

import (
	"fmt"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// What comes up while a form is filled in is asked for as well: it is told, no more taken for hidden, and filled in, too.
func TestFieldsThatComeUpWhileOthersAreFilledInAreTold(t *testing.T) {
	t.Parallel()
	s, err := running(t).Open(t.Context(), crawler.Visitor{Types: func(f crawler.Field) (string, practice.Data) { return "word", "contact" }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Visit(t.Context(), "https://shop.example/late.html")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range p.Forms {
		for _, x := range f.Fields {
			told = append(told, fmt.Sprintf("%s %s %q hidden=%t late=%t", f.Name, x.Name, x.Label, x.Hidden || x.Trap, x.Late))
		}
	}
	want := []string{
		`join email "E-mail" hidden=false late=false`, `join phone "Telephone" hidden=false late=false`, `join born "Date of birth" hidden=false late=true`,
		`join street "Street" hidden=false late=true`, `other city "City" hidden=false late=false`, `second sex "Sex f" hidden=false late=true`,
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	var typed []string
	for _, f := range p.Typed {
		typed = append(typed, f.Field)
	}
	if diff := cmp.Diff([]string{"email", "city", "phone", "street"}, typed); diff != "" {
		t.Errorf("typed into (-want +got):\n%s", diff)
	}
	find(t, p, "https://shop.example/told?word")
}

func TestOfFieldsAlikeEachIsTakenOnce(t *testing.T) {
	box := crawler.Field{Type: "text", Name: "name"}
	late := box
	late.Late = true
	got := withLate([]crawler.Field{box, box}, []crawler.Field{box, box, box})
	if diff := cmp.Diff([]crawler.Field{box, box, late}, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}
