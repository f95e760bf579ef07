package scan

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockRecord keeps others from writing to a record. The system gives the lock back when the process ends, in whatever way.
func lockRecord(folder string) (*flock.Flock, error) {
	for {
		lock := flock.New(filepath.Join(folder, lockFile), flock.SetPermissions(fileMode))
		ours, err := lock.TryLock()
		if err != nil {
			return nil, unwritten("locking the record", err)
		}
		if !ours {
			return nil, errors.Join(fmt.Errorf("record %s is being written by another scan: let it end, or choose another folder", folder), lock.Close())
		}
		if stands(lock) {
			return lock, nil
		}
		if err := lock.Close(); err != nil {
			return nil, unwritten("locking the record", err)
		}
	}
}

// stands says whether the file that is locked is still the one that others would lock: whoever held it before may have removed it meanwhile.
func stands(lock *flock.Flock) bool {
	locked, err := lock.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(lock.Path())
	return err == nil && os.SameFile(locked, named)
}

// release removes the file of a lock, and then gives the lock back: in between, nobody can have it who would find the file gone.
func release(lock *flock.Flock) error {
	removing := os.Remove(lock.Path())
	err := lock.Close()
	if removing != nil { // a system such as Windows removes no file that is open
		removing = os.Remove(lock.Path())
	}
	if errors.Is(removing, fs.ErrNotExist) {
		removing = nil
	}
	if err = errors.Join(removing, err); err != nil {
		return fmt.Errorf("unlocking the record: %w", err)
	}
	return nil
}
