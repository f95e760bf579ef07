package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/candor-privacy/candor/analyzers"
)

// A folderPattern is a pattern of the go command that names a folder, or all below it.
type folderPattern struct {
	text   string
	folder string // absolute
	wild   bool
}

// locate finds the module or the workspace that patterns of folders mean, so that `candor audit ../shop/...` works from anywhere:
// the go command itself takes only patterns of the module it stands in, and of a workspace only folders of its modules.
// It returns the folder to stand in, and the patterns as seen from there.
func locate(ctx context.Context, dir string, patterns []string) (string, []string, error) {
	var wanted []folderPattern
	for _, text := range patterns {
		if !filepath.IsAbs(text) && !strings.HasPrefix(text, ".") {
			return dir, patterns, nil // an import path: the go command knows
		}
		p := folderPattern{text: text}
		p.folder, p.wild = strings.CutSuffix(text, "...")
		if !filepath.IsAbs(p.folder) {
			p.folder = filepath.Join(dir, p.folder)
		}
		var err error
		if p.folder, err = filepath.Abs(p.folder); err != nil {
			return "", nil, err
		}
		if info, err := os.Stat(p.folder); err != nil || !info.IsDir() {
			return "", nil, fmt.Errorf("%s: no such folder", text)
		}
		wanted = append(wanted, p)
	}
	if len(wanted) == 0 {
		return dir, patterns, nil
	}
	root, oneErr := oneModule(wanted)
	var modules []string
	if oneErr != nil {
		var err error
		if root, modules, err = analyzers.Workspace(ctx, wanted[0].folder); err != nil {
			return "", nil, err
		} else if root == "" {
			return "", nil, oneErr
		}
	}
	var moved []string
	for _, p := range wanted {
		seen, err := p.seenFrom(root, modules)
		if err != nil {
			return "", nil, err
		}
		moved = append(moved, seen...)
	}
	return root, moved, nil
}

// oneModule is the root of the module in which all patterns lie.
func oneModule(wanted []folderPattern) (string, error) {
	root := ""
	for _, p := range wanted {
		module := moduleRoot(p.folder)
		switch {
		case module == "":
			return "", fmt.Errorf("%s: no go.mod there or above: Go code is audited by module", p.text)
		case root != "" && root != module:
			return "", fmt.Errorf("%s: packages of two modules, %s and %s: audit them one after the other, or together with a go.work", p.text, root, module)
		}
		root = module
	}
	return root, nil
}

// seenFrom is a pattern as the go command takes it in a folder: one for each module of a workspace that lies below it.
func (p folderPattern) seenFrom(root string, modules []string) ([]string, error) {
	folders := []string{p.folder}
	if home := moduleRoot(p.folder); p.wild && home == "" {
		folders = nil
		for _, m := range modules {
			if rel, err := filepath.Rel(p.folder, m); err == nil && filepath.IsLocal(rel) {
				folders = append(folders, m)
			}
		}
		if len(folders) == 0 {
			return nil, fmt.Errorf("%s: no module of the workspace lies there; name it in go.work", p.text)
		}
	}
	var out []string
	for _, folder := range folders {
		rel, err := filepath.Rel(root, folder)
		if err != nil {
			return nil, err
		}
		text := "./" + filepath.ToSlash(rel)
		if p.wild {
			text = strings.TrimSuffix(text, "/.") + "/..."
		}
		out = append(out, text)
	}
	return out, nil
}

// moduleRoot is the nearest folder, from folder upward, that holds a go.mod; "" if none does.
func moduleRoot(folder string) string {
	for at := folder; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}
