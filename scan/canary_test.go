package scan

import (
	"strings"
	"testing"
)

// A space that arrives on a button presses it.
func TestNoFormOfWhatIsTypedHasASpace(t *testing.T) {
	for data, form := range canaries {
		if strings.ContainsAny(form, " \t\n\r") {
			t.Errorf("%s is typed as %q", data, form)
		}
	}
}
