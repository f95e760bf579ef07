//go:build unix

package scan

import (
	"errors"
	"os"
)

// syncFolder waits until the disk has the names in a folder: a file whose content is there and whose name is not would be lost with the power.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
