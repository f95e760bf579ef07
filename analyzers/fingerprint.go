package analyzers

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Fingerprint gives each place of observations a fingerprint, by which a finding is known again in a later run of other code. It is made of
// what is done with which data, of the files of both ends of the way, and of what is told without its places: neither of lines and columns, nor of the
// steps between.
// The second of two places that are alike in all that has the fingerprint of a second one, and so on.
//
// The observations are those of one [Run], whose files are named from the module.
func Fingerprint(seen []practice.Observation) {
	alike := map[string]int{}
	for _, o := range seen {
		for i, e := range o.Evidence {
			text := identity(o, e)
			alike[text]++
			o.Evidence[i].Fingerprint = shortHash(text + "\n" + strconv.Itoa(alike[text]))
		}
	}
}

// placesTold finds the places in a message: of the call that data are handed over at, and of the source at its end.
var placesTold = regexp.MustCompile(` at (?:\S+:)?\d+:\d+( ←|$)`)

// identity is what stays the same of a finding when lines move.
func identity(o practice.Observation, e practice.Evidence) string {
	source := e
	if len(e.Trace) > 0 {
		source = e.Trace[0]
	}
	parts := []string{o.By, o.Practice.String(), o.Name, string(o.Period), e.Source, source.Source, placesTold.ReplaceAllString(e.Detail, "$1")}
	return strings.Join(parts, "\n")
}

func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
