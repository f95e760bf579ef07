package analyzers

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// Workspace is the folder of the go.work that counts in dir, and those of the modules that it uses; "" if none does.
func Workspace(ctx context.Context, dir string) (root string, modules []string, err error) {
	cmd := exec.CommandContext(ctx, "go", "env", "GOWORK")
	cmd.Dir, cmd.Env = dir, environment(ctx, dir)
	out, err := cmd.Output()
	if err != nil {
		return "", nil, fmt.Errorf("go env GOWORK in %s: %w", dir, err)
	}
	file := strings.TrimSpace(string(out))
	if file == "" || file == "off" {
		return "", nil, nil
	}
	work, _, err := readWork(file)
	if err != nil {
		return "", nil, err
	}
	root = filepath.Dir(file)
	return root, usedBy(work, root), nil
}

func readWork(file string) (*modfile.WorkFile, []byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	work, err := modfile.ParseWork(file, text, nil)
	return work, text, err
}

// usedBy are the folders of the modules that a go.work in dir uses.
func usedBy(work *modfile.WorkFile, dir string) []string {
	var out []string
	for _, use := range work.Use {
		out = append(out, beside(dir, use.Path))
	}
	return out
}
