package chrome

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scripts is where the set-up of the tests lays third parties' scripts (tools/tables.sh). The repository holds none of them.
const scripts = "../../tools/scripts/node_modules"

// real skips a test where those scripts are missing.
func real(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(scripts + "/.fetched"); err != nil {
		t.Skip("third parties' scripts are not here; tools/tables.sh fetches them where there is npm")
	}
}

func TestRealScriptsAreJudgedByWhatTheyDo(t *testing.T) {
	real(t)
	const fingerprintJS = " by https://fpnpmcdn.net/npm/@fingerprintjs/fingerprintjs/dist/fp.umd.min.js]"
	tests := []struct {
		page, detector string
		want           []string
	}{
		{"real-fingerprintjs.html", "fingerprinting", []string{
			"site track device.fingerprint by fpnpmcdn.net [audio" + fingerprintJS,
			"site track device.fingerprint by fpnpmcdn.net [canvas" + fingerprintJS,
			"site track device.fingerprint by fpnpmcdn.net [traits" + fingerprintJS,
		}},
		{"real-clientjs.html", "fingerprinting", []string{
			"site track device.fingerprint by tracker.example [canvas by https://tracker.example/npm/clientjs/dist/client.min.js]",
		}},
		{"real-rrweb.html", "recorders", []string{"site share behaviour.click to recordings.example [session recorder]"}},
		{"real-rrweb.html", "fingerprinting", nil},
		{"real-chart.html", "fingerprinting", nil},
		{"real-chart.html", "recorders", nil},
	}
	for _, tt := range tests {
		t.Run(tt.page+" "+tt.detector, func(t *testing.T) {
			t.Parallel()
			seen := slices.DeleteFunc(judged(t, tt.page, tt.detector), func(line string) bool {
				return strings.HasPrefix(line, " ") || strings.Contains(line, "[WebGL ") // only the observations; whether there is WebGL depends on the machine
			})
			if diff := cmp.Diff(tt.want, seen); diff != "" {
				t.Errorf("observations (-want +got):\n%s", diff)
			}
		})
	}
}
