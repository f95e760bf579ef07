package company

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
)

// UnpackRecord writes a bundled record, a zip archive, into dir, which it makes. It overwrites nothing.
func UnpackRecord(bundle []byte, dir string) error {
	files, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		return fmt.Errorf("reading a bundled record: %w", err)
	}
	if err := os.CopyFS(dir, files); err != nil {
		return fmt.Errorf("writing a bundled record: %w", err)
	}
	return nil
}
