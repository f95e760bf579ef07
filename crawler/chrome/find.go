package chrome

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/candor-privacy/candor/practice"
)

// ErrNotFound is returned if there is no Chromium on this machine.
var ErrNotFound = errors.New("no Chromium found; install it (Debian and Ubuntu: apt-get install chromium) or name its path; candor doctor checks the machine")

//go:embed browsers.txt
var browsersTable string

var browsers = practice.MustTable("browsers.txt", browsersTable, 2)

// Find returns the path of the browser's real program. Where a distribution's wrapper script is found, the
// program that it starts is looked for beside the known places first; see browsers.txt.
func Find() (string, error) {
	for _, row := range browsers {
		if row.Columns[0] != runtime.GOOS {
			continue
		}
		if path, err := exec.LookPath(row.Columns[1]); err == nil {
			return program(path), nil
		}
	}
	return "", ErrNotFound
}

// program returns the program behind path if that is a wrapper script which lies beside or links to it, otherwise path itself.
func program(path string) string {
	real, err := filepath.EvalSymlinks(path)
	if err != nil || !isScript(real) {
		return path
	}
	for _, row := range browsers {
		if row.Columns[0] == runtime.GOOS && filepath.IsAbs(row.Columns[1]) && isProgram(row.Columns[1]) {
			return row.Columns[1]
		}
	}
	for _, name := range []string{"chrome", "chromium"} {
		if beside := filepath.Join(filepath.Dir(real), name); isProgram(beside) {
			return beside
		}
	}
	return path
}

func isProgram(path string) bool {
	found, err := exec.LookPath(path)
	return err == nil && !isScript(found)
}

func isScript(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 2)
	_, err = io.ReadFull(f, start)
	return err == nil && string(start) == "#!"
}

// Version returns what the browser at path calls itself, such as "Chromium 156.0.8078.79".
func Version(path string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("asking %s for its version: %w", path, err)
	}
	words := strings.Fields(string(out))
	for i, word := range words {
		if strings.Count(word, ".") == 3 {
			return strings.Join(words[:i+1], " "), nil
		}
	}
	return "", fmt.Errorf("%s does not tell a version; is it Chromium?", path)
}
