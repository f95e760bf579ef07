package scan

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// finish ends the record with its last line, and seals it.
func (w *writer) finish() error {
	if err := w.commit(line{End: &endLine{now()}}); err != nil {
		return err
	}
	if err := w.file.Close(); err != nil {
		return unwritten("closing the record", err)
	}
	w.file = nil
	if err := seal(w.path); err != nil {
		return err
	}
	return release(w.lock)
}

// resumeSealing seals a record in which everything was seen, unless another scan has done so.
func resumeSealing(folder string) error {
	sealed := filepath.Join(folder, manifestFile)
	if exists(sealed) {
		return nil
	}
	lock, err := lockRecord(folder)
	if err != nil {
		return err
	}
	if !exists(sealed) { // it was killed on the last stretch
		err = seal(folder)
	}
	return errors.Join(err, release(lock))
}

// seal writes what is made from an ended record: the archive, and the manifest over all of it. The record's lock must be held.
func seal(folder string) error {
	if err := sweep(folder); err != nil {
		return err
	}
	rec, err := Open(folder)
	if err != nil {
		return err
	}
	if len(rec.pages) > 0 {
		if err := writeArchive(filepath.Join(folder, harFile), rec); err != nil {
			return err
		}
	}
	return writeManifest(folder, rec)
}

// sweep removes what only an unfinished record needs, but for the lock: the key of a redaction, and files that a kill left half-written.
func sweep(folder string) error {
	names := []string{keyFile}
	for _, sub := range []string{".", blobFolder} {
		entries, err := os.ReadDir(filepath.Join(folder, sub))
		if err != nil {
			return fmt.Errorf("tidying the record: %w", err)
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), unfinished) {
				names = append(names, filepath.Join(sub, e.Name()))
			}
		}
	}
	for _, name := range names {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("tidying the record: %w", err)
		}
	}
	return nil
}

// close gives up writing. It says whether there is anything worth keeping; what is not, it removes.
func (w *writer) close() (kept bool, err error) {
	if w.file != nil {
		err = w.file.Close()
		w.file = nil
	}
	if w.began {
		return true, errors.Join(err, w.lock.Close())
	}
	for _, name := range []string{linesFile, keyFile, blobFolder} {
		if e := os.Remove(filepath.Join(w.path, name)); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	err = errors.Join(err, release(w.lock))
	_ = os.Remove(w.path) // unless another scan has begun there meanwhile
	return false, err
}
