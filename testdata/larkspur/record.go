package larkspur

import (
	_ "embed" // for the record

	"github.com/candor-privacy/candor/testdata/company"
)

// recorded is what `candor demo --redact` once recorded of the company, packed; the tests of cmd/candor write it anew with -update.
//
//go:embed recorded.zip
var recorded []byte

// ExtractRecord writes the bundled record of a visit into dir, which it makes. It overwrites nothing.
func ExtractRecord(dir string) error { return company.UnpackRecord(recorded, dir) }
