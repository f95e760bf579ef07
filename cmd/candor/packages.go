package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// locate finds the module that patterns of folders mean, so that `candor audit ../shop/...` works from anywhere:
// the go command itself takes only patterns of the module it stands in.
// It returns the folder to stand in, and the patterns as seen from there.
func locate(dir string, patterns []string) (string, []string, error) {
	root, moved := "", make([]string, len(patterns))
	for i, pattern := range patterns {
		folder, wild := strings.CutSuffix(pattern, "...")
		if !filepath.IsAbs(pattern) && !strings.HasPrefix(pattern, ".") {
			return dir, patterns, nil // an import path: the go command knows
		}
		if !filepath.IsAbs(folder) {
			folder = filepath.Join(dir, folder)
		}
		folder, err := filepath.Abs(folder)
		if err != nil {
			return "", nil, err
		}
		module, err := moduleRoot(folder)
		if err != nil {
			return "", nil, fmt.Errorf("%s: %w", pattern, err)
		}
		if root != "" && root != module {
			return "", nil, fmt.Errorf("%s: packages of two modules, %s and %s: audit them one after the other", pattern, root, module)
		}
		root = module
		relative, err := filepath.Rel(module, folder)
		if err != nil {
			return "", nil, err
		}
		moved[i] = "./" + filepath.ToSlash(relative)
		if wild {
			moved[i] = strings.TrimSuffix(moved[i], "/.") + "/..."
		}
	}
	if root == "" {
		return dir, patterns, nil
	}
	return root, moved, nil
}

// moduleRoot is the nearest folder, from folder upward, that holds a go.mod.
func moduleRoot(folder string) (string, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", errors.New("no such folder")
	}
	for at := folder; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", errors.New("no go.mod there or above: Go code is audited by module")
		}
	}
}
