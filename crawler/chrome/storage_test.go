package chrome

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStorageIsToldWithItsWriter(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/storage.html")
	var got []string
	for _, item := range p.Storage {
		line := fmt.Sprintf("%s %s %s=%s", item.Area, item.Origin, item.Key, item.Value)
		for _, call := range item.Initiator.Stack {
			line += fmt.Sprintf(" <- %s:%d", call.Function, call.Line)
		}
		got = append(got, line)
	}
	want := []string{
		"indexeddb https://shop.example shop/visits= <- :11",
		"local https://frame.example frame_id=5 <- :1",
		"local https://shop.example by_call=1 <- save:5 <- :6",
		"local https://shop.example by_property=2",
		"local https://shop.example removed=3 <- :8",
		"session https://shop.example tab=4 <- :10",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("storage (-want +got):\n%s", diff)
	}
	if len(p.Gaps) > 0 {
		t.Errorf("gaps = %v, want none", p.Gaps)
	}
}
