package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// The go command asks about a package more than once: as others import it, with the files of its tests, and again for each package whose tests it
// takes part in. Without files of tests these are one. What was found out about the first is kept for the others in the folder in which
// the go command works, which it removes when it ends.

// keyFile is where a unit's key is kept, beside what is written for the packages that import it.
const keyFile = "candor.key"

// outcome is what is found out about a unit.
type outcome struct {
	Facts    []byte
	Report   report
	Reported bool // somebody asked for findings
}

// key is the same for units that are the same but for files of tests: a hash of the files, of the keys of what they import, and of what is asked.
func (u *unit) key() (string, error) {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n%v\n%+v\n", u.ImportPath, u.GoVersion, u.Module, u.asked)
	imports := map[string]bool{}
	for _, name := range u.GoFiles {
		text, err := os.ReadFile(filepath.Clean(name))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %x\n", name, sha256.Sum256(text))
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
		if err != nil {
			return "", err
		}
		for _, spec := range file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				imports[path] = true
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(imports)) {
		if mapped, ok := u.ImportMap[path]; ok {
			path = mapped
		}
		u.addImport(sum, path)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// addImport adds what a unit depends on in another package: its key, or else what the compiler and this program wrote of it. Those are
// files that are called by what is in them, or that nobody else writes to.
func (u *unit) addImport(to io.Writer, path string) {
	if key, err := os.ReadFile(filepath.Join(filepath.Dir(u.PackageVetx[path]), keyFile)); err == nil {
		fmt.Fprintf(to, "%s %s\n", path, key)
		return
	}
	fmt.Fprintf(to, "%s %s %s\n", path, u.PackageFile[path], u.PackageVetx[path])
}

// shared is where the outcome of units with a key is kept.
func (u *unit) shared(key string) string {
	return filepath.Join(filepath.Dir(filepath.Dir(u.VetxOutput)), "candor-vet", key)
}

// recall returns the outcome of a unit with the same key, if it is known and tells all that is asked for.
func (u *unit) recall(key string) (outcome, bool) {
	text, err := os.ReadFile(u.shared(key))
	if err != nil {
		return outcome{}, false
	}
	var known outcome
	err = gob.NewDecoder(bytes.NewReader(text)).Decode(&known)
	return known, err == nil && (known.Reported || u.VetxOnly)
}

// keep lets other units know an outcome. What cannot be kept is found out again.
func (u *unit) keep(key string, known outcome) {
	var text bytes.Buffer
	name := u.shared(key)
	if gob.NewEncoder(&text).Encode(known) != nil || os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	unfinished := name + "." + strconv.Itoa(os.Getpid())
	if os.WriteFile(unfinished, text.Bytes(), 0o600) == nil {
		_ = os.Rename(unfinished, name)
	}
}

// keepKey lets the units that import this one know its key.
func (u *unit) keepKey(key string) {
	_ = os.WriteFile(filepath.Join(filepath.Dir(u.VetxOutput), keyFile), []byte(key), 0o600)
}
