package chrome

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// preferences decide about third-party cookies. Debian's Chromium 156 blocks them unless they say
// otherwise, in browser contexts too; 0 allows all cookies, 1 blocks those of third parties.
const preferences = `{"profile":{"cookie_controls_mode":%d,"block_third_party_cookies":%t},"credentials_enable_service":false,"autofill":{"enabled":false}}`

// newHome makes the folder in which the browser lives, and its profile.
func newHome(blockThirdParty bool) (string, error) {
	home, err := os.MkdirTemp("", "candor-browser-")
	if err != nil {
		return "", fmt.Errorf("making a browser profile: %w", err)
	}
	mode := 0
	if blockThirdParty {
		mode = 1
	}
	profile := filepath.Join(home, "profile", "Default")
	err = os.MkdirAll(profile, 0o700)
	if err == nil {
		err = os.WriteFile(filepath.Join(profile, "Preferences"), fmt.Appendf(nil, preferences, mode, blockThirdParty), 0o600)
	}
	if err != nil {
		os.RemoveAll(home)
		return "", fmt.Errorf("making a browser profile: %w", err)
	}
	return home, nil
}

// removeHome removes the folder. Processes that are just ending may still write into it, so it tries for two seconds.
func removeHome(home string) error {
	var err error
	for range 20 {
		if err = os.RemoveAll(home); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("removing the browser profile: %w", err)
}

// randomName returns a name that no page can guess, and no page has.
func randomName() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never errs, as crypto/rand promises
	return "_" + hex.EncodeToString(b[:])
}
