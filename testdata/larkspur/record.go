package larkspur

import (
	"archive/zip"
	"bytes"
	_ "embed" // for the record
	"fmt"
	"os"
)

// recorded is what `candor demo --redact` once recorded of the company, packed; the tests of cmd/candor write it anew with -update.
//
//go:embed recorded.zip
var recorded []byte

// ExtractRecord writes the bundled record of a visit into dir, which it makes. It overwrites nothing.
func ExtractRecord(dir string) error {
	files, err := zip.NewReader(bytes.NewReader(recorded), int64(len(recorded)))
	if err != nil {
		return fmt.Errorf("larkspur: reading the bundled record: %w", err)
	}
	if err := os.CopyFS(dir, files); err != nil {
		return fmt.Errorf("larkspur: writing the bundled record: %w", err)
	}
	return nil
}
