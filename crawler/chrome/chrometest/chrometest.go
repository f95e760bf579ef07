// Package chrometest tells tests what browsers leave behind.
package chrometest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Temp is a folder for the homes of browsers that nobody else sees: whoever starts a browser meanwhile would clear away those whose owners are gone.
// It is removed with the test. Its name is short, since a browser makes a socket below, and it is open to the user whom a browser runs as in place
// of root.
func Temp(t testing.TB) string {
	t.Helper()
	path, err := os.MkdirTemp("", "own-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(path); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(path, 0o711); err != nil {
		t.Fatal(err)
	}
	return path
}

// Processes lists those that name a folder on their command line, by their files in /proc; none where there is no /proc.
func Processes(folder string) []string {
	var found []string
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline") // errs for a bad pattern alone
	for _, path := range lines {
		if line, err := os.ReadFile(path); err == nil && bytes.Contains(line, []byte(folder)) {
			found = append(found, path)
		}
	}
	return found
}
