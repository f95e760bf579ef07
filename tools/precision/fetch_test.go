package precision

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed modules.txt
var modulesText string

// fetch copies what the proxy serves of a module into a folder, where its packages can be loaded.
func fetch(ctx context.Context, into, module, version, dropped string) error {
	told, err := run(ctx, os.TempDir(), "mod", "download", "-json", module+"@"+version)
	var served struct{ Dir, Error string }
	if jsonErr := json.Unmarshal([]byte(told), &served); jsonErr != nil || served.Dir == "" {
		return fmt.Errorf("%s@%s: not served: %s%w", module, version, served.Error, err)
	}
	if err := os.CopyFS(into, os.DirFS(served.Dir)); err != nil {
		return err
	}
	if err := writable(into); err != nil {
		return err
	}
	// What replace directives stood for is missing in go.sum, and what is older than modules has neither.
	unpinned := dropped != ""
	if _, err := os.Stat(filepath.Join(into, "go.mod")); errors.Is(err, fs.ErrNotExist) {
		unpinned = true
		if _, err := run(ctx, into, "mod", "init", module); err != nil {
			return err
		}
	}
	for _, replaced := range strings.Fields(dropped) {
		if _, err := run(ctx, into, "mod", "edit", "-dropreplace="+replaced); err != nil {
			return err
		}
	}
	if unpinned {
		if _, err := run(ctx, into, "list", "-mod=mod", "-deps", "./..."); err != nil {
			return err
		}
	}
	_, err = run(ctx, into, "mod", "download")
	return err
}

// writable gives a copy from the module cache, which is read-only, write bits.
func writable(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(name, 0o755)
		}
		return os.Chmod(name, 0o644)
	})
}

// run is a call of the go command in a folder, for its output.
func run(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	out, err := cmd.Output()
	if exit, ok := err.(*exec.ExitError); ok {
		err = fmt.Errorf("go %s: %s", strings.Join(args, " "), strings.TrimSpace(string(exit.Stderr)))
	}
	return string(out), err
}
