package scan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// ErrDiffers is what Verify returns for a record that is not what its manifest says.
type ErrDiffers struct {
	Path  string   // of the record
	Files []string // each with what is wrong with it
}

// Error names every file that differs.
func (e *ErrDiffers) Error() string {
	return fmt.Sprintf("record %s is not what its manifest says: %s", e.Path, strings.Join(e.Files, "; "))
}

// Verify recomputes all hashes of a record. The error is an *ErrDiffers if a file was changed, added or removed,
// the manifest among them; another one if there is no record, or one that was never finished and so has no manifest.
func Verify(path string) error {
	root, err := os.OpenRoot(path)
	if err != nil {
		return fmt.Errorf("record %s cannot be opened: %w", path, err)
	}
	defer root.Close()
	text, err := read(root, manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("record %s has no %s: its scan was never finished; resume it", path, manifestFile)
	}
	if err != nil {
		return fmt.Errorf("reading record %s: %w", path, err)
	}
	var m manifest
	if json.Unmarshal(text, &m) != nil {
		return &ErrDiffers{path, []string{manifestFile + " is no manifest any more"}}
	}
	var wrong []string
	if sealed, err := m.sealed(); err != nil || !bytes.Equal(sealed, text) {
		wrong = append(wrong, manifestFile+" was changed")
	}
	found, err := hashFiles(root)
	if err != nil {
		return fmt.Errorf("reading record %s: %w", path, err)
	}
	if wrong = append(wrong, differences(m.Files, found)...); len(wrong) > 0 {
		return &ErrDiffers{path, wrong}
	}
	return nil
}

// unchanged returns an error if a finished record's lines are not those that its manifest was written for: nothing is to be judged by
// evidence that somebody changed. A record without a manifest was cut off before it had one.
func unchanged(root *os.Root, lines []byte) error {
	text, err := read(root, manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var m manifest
	if json.Unmarshal(text, &m) != nil {
		return errors.New(manifestFile + " is no manifest any more")
	}
	for _, f := range m.Files {
		if f.Path == linesFile && f.SHA256 != hexHash(lines) {
			return errors.New(linesFile + " was changed since the scan")
		}
	}
	return nil
}

// differences says what became of each file, in the order of the manifest and then of the folder.
func differences(want, found []fileHash) []string {
	there := map[string]fileHash{}
	for _, f := range found {
		there[f.Path] = f
	}
	var wrong []string
	for _, w := range want {
		f, ok := there[w.Path]
		switch {
		case !ok:
			wrong = append(wrong, fmt.Sprintf("%q is missing", w.Path))
		case f != w:
			wrong = append(wrong, fmt.Sprintf("%q was changed", w.Path))
		}
		delete(there, w.Path)
	}
	for _, f := range found {
		if _, extra := there[f.Path]; extra {
			wrong = append(wrong, fmt.Sprintf("%q was added", f.Path))
		}
	}
	return wrong
}
