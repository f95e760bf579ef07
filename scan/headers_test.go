package scan

import (
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestTheTableOfHeadersIsSortedAndKnown(t *testing.T) {
	last := ""
	for _, row := range practice.MustTable("headers.txt", headersText, 2) {
		name, rule := row.Columns[0], row.Columns[1]
		if name != strings.ToLower(name) || name <= last {
			t.Errorf("headers.txt:%d: %q is not in lower case, not in order, or there twice", row.Line, name)
		}
		if rule != "keep" && rule != "url" && rule != "pairs" {
			t.Errorf("headers.txt:%d: unknown rule %q", row.Line, rule)
		}
		last = name
	}
}
