package rules

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

func TestAMovementTellsNewGoneAndChanged(t *testing.T) {
	tests := []struct {
		name, oldSeen, oldSaid, newSeen, newSaid string
		want                                     []string
	}{
		{
			"one comes and one goes", "code store.log contact.email", "", "code store.log contact.phone", "",
			[]string{"new code store.log contact.phone", "gone code store.log contact.email"},
		},
		{
			"a denial makes it graver", "code store.log contact.email", "", "code store.log contact.email", "denied: collect contact.email; quote Our logs never hold addresses.",
			[]string{"changed code store.log contact.email, graver: severity medium > high, verdict omitted > contradicted, statement  > Our logs never hold addresses."},
		},
		{
			"another place", "site collect special.health", "affirmed: collect contact.email", "site collect special.health; at https://larkspur.example/doctor", "affirmed: collect contact.email",
			[]string{"changed site collect special.health: place https://larkspur.example/ > , place  > https://larkspur.example/doctor"},
		},
		{
			"a statement that stands elsewhere", "code store.log contact.email", "denied: collect contact.email; quote Our logs never hold addresses.",
			"code store.log contact.email", "affirmed: security personal\ndenied: collect contact.email; quote Our logs never hold addresses.",
			[]string{"same 1"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Movement(outcomeFrom(t, tt.oldSeen, tt.oldSaid), outcomeFrom(t, tt.newSeen, tt.newSaid))
			if diff := cmp.Diff(tt.want, moves(got)); diff != "" {
				t.Errorf("movement (-want +got):\n%s", diff)
			}
		})
	}
}

func outcomeFrom(t *testing.T, seen, said string) practice.Outcome {
	t.Helper()
	return practice.Outcome{Comparison: Compare(readSeen(t, seen), readSaid(t, said))}
}

func moves(m practice.Movement) []string {
	var list []string
	for _, d := range m.Appeared {
		list = append(list, "new "+d.Practice.String())
	}
	for _, d := range m.Gone {
		list = append(list, "gone "+d.Practice.String())
	}
	for _, c := range m.Changed {
		var points []string
		for _, p := range c.Points {
			points = append(points, p.What+" "+p.Old+" > "+p.New)
		}
		graver := ""
		if c.Graver {
			graver = ", graver"
		}
		list = append(list, "changed "+c.Practice.String()+graver+": "+strings.Join(points, ", "))
	}
	if m.Same > 0 {
		list = append(list, "same "+string(rune('0'+m.Same)))
	}
	return list
}

func TestADecisionIsAChange(t *testing.T) {
	old := outcomeFrom(t, "code store.log contact.email", "")
	newer := old
	newer.Accepted = []practice.Acceptance{{Matches: []string{old.Discrepancies[0].ID}}}
	want := []string{"changed code store.log contact.email: decision counts > accepted"}
	if diff := cmp.Diff(want, moves(Movement(old, newer))); diff != "" {
		t.Errorf("movement (-want +got):\n%s", diff)
	}
}

// From an outcome to itself nothing moves, and on the way back what was new is gone.
func TestAMovementHasAWayBack(t *testing.T) {
	var seen, said []string
	for _, r := range All {
		for _, e := range r.Examples {
			seen, said = append(seen, lines(e.Seen)...), append(said, lines(e.Said)...)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		some := func(list []string, name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(list), 0, 8).Draw(rt, name), "\n")
		}
		a := outcomeFrom(t, some(seen, "old seen"), some(said, "old said"))
		b := outcomeFrom(t, some(seen, "new seen"), some(said, "new said"))
		if m := Movement(a, a); len(m.Appeared)+len(m.Gone)+len(m.Changed) > 0 || m.Same != len(a.Discrepancies) {
			rt.Errorf("from an outcome to itself: %v", moves(m))
		}
		there, back := Movement(a, b), Movement(b, a)
		if diff := cmp.Diff(there.Appeared, back.Gone); diff != "" {
			rt.Errorf("new there (-), gone on the way back (+):\n%s", diff)
		}
		if len(there.Changed) != len(back.Changed) || there.Same != back.Same || len(there.Appeared)+len(there.Changed)+there.Same != len(b.Discrepancies) {
			rt.Errorf("there: %v\nand back: %v", moves(there), moves(back))
		}
	})
}
