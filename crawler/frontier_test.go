package crawler

import (
	"slices"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestWhatIsSkippedIsWrittenAsItIsCompared(t *testing.T) {
	var last []string
	for _, row := range practice.MustTable("skip.txt", skipTable, 2) {
		if squash(row.Columns[1]) != row.Columns[1] {
			t.Errorf("skip.txt:%d: %q is compared as %q", row.Line, row.Columns[1], squash(row.Columns[1]))
		}
		if slices.Compare(last, row.Columns) >= 0 {
			t.Errorf("skip.txt:%d: %q is not in order, or there twice", row.Line, row.Columns[1])
		}
		last = row.Columns
	}
}
