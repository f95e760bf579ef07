package chrome

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// preferences decide about third-party cookies. Debian's Chromium 156 blocks them unless they say
// otherwise, in browser contexts too; 0 allows all cookies, 1 blocks those of third parties.
const preferences = `{"profile":{"cookie_controls_mode":%d,"block_third_party_cookies":%t},"credentials_enable_service":false,"autofill":{"enabled":false}}`

// A home is the folder in which a browser lives. A lock on the file beside it says that its owner does, too: the system gives it back when a process
// ends, however it ends.
type home struct {
	path string
	lock *flock.Flock
}

// What the names of a home and of its lock begin and end with.
const (
	homePrefix = "candor-browser-"
	lockSuffix = ".lock"
)

// newHome makes the folder in which the browser lives, and its profile, and clears away those whose owners were killed.
func newHome(blockThirdParty bool) (*home, error) {
	clearOrphans()
	h, err := claim()
	if err != nil {
		return nil, fmt.Errorf("making a browser profile: %w", err)
	}
	mode := 0
	if blockThirdParty {
		mode = 1
	}
	profile := filepath.Join(h.path, "profile", "Default")
	if err = os.MkdirAll(profile, 0o700); err == nil {
		err = os.WriteFile(filepath.Join(profile, "Preferences"), fmt.Appendf(nil, preferences, mode, blockThirdParty), 0o600)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making a browser profile: %w", err), h.remove())
	}
	return h, nil
}

// claim locks a name that nobody has. The folder is made behind the lock, so that there is none without one.
func claim() (*home, error) {
	for {
		f, err := os.CreateTemp("", homePrefix+"*"+lockSuffix)
		if err != nil {
			return nil, err
		}
		if err := f.Close(); err != nil {
			return nil, err
		}
		h := &home{strings.TrimSuffix(f.Name(), lockSuffix), flock.New(f.Name())}
		ours, err := h.lock.TryLock()
		if err != nil {
			return nil, errors.Join(err, os.Remove(f.Name()))
		}
		if _, err := os.Lstat(f.Name()); ours && err == nil {
			return h, nil
		}
		_ = h.lock.Close() // another Candor found the lock before it was taken, and cleared it away
	}
}

// remove removes the folder, and then the lock. Processes that are just ending may still write into the folder, so it tries for two seconds.
func (h *home) remove() error {
	var err error
	for range 20 {
		if err = os.RemoveAll(h.path); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err == nil {
		err = h.release()
	} else {
		err = errors.Join(err, h.lock.Close()) // and its file shows the next start what is left
	}
	if err != nil {
		return fmt.Errorf("removing the browser profile: %w", err)
	}
	return nil
}

// release removes the file of the lock, and then gives the lock back: who got it in between, to clear the home away, would remove the file as well.
func (h *home) release() error {
	removing := os.Remove(h.lock.Path())
	err := h.lock.Close()
	if removing != nil { // a system such as Windows removes no file that is open
		removing = os.Remove(h.lock.Path())
	}
	if errors.Is(removing, fs.ErrNotExist) {
		removing = nil
	}
	return errors.Join(removing, err)
}

// clearOrphans removes the homes whose owners are gone without having done so, as one that was killed. What cannot be removed is another user's.
func clearOrphans() {
	locks, _ := fs.Glob(os.DirFS(os.TempDir()), homePrefix+"*"+lockSuffix) // errs for a bad pattern alone
	for _, name := range locks {
		path := filepath.Join(os.TempDir(), name)
		if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
			continue // nothing of ours
		}
		h := &home{strings.TrimSuffix(path, lockSuffix), flock.New(path)}
		if dead, err := h.lock.TryLock(); err == nil && dead {
			_ = h.remove()
		}
	}
}

// randomName returns a name that no page can guess, and no page has.
func randomName() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never errs, as crypto/rand promises
	return "_" + hex.EncodeToString(b[:])
}
