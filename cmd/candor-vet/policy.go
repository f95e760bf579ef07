package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

// usual is how a policy file is called when nothing speaks against it.
const usual = "candor-policy.yaml"

// allowedBy tells what the policy file at path allows: nothing if there is none. It asks candor, once for each practice: reading notices takes tables
// whose loading would double the cost of this program, which runs for every package and finds nothing in most.
func allowedBy(path *string) func(practice.Observation) (bool, error) {
	var (
		mu    sync.Mutex
		known = map[string]bool{}
	)
	return func(seen practice.Observation) (bool, error) {
		if *path == "" {
			return false, nil
		}
		mu.Lock()
		defer mu.Unlock()
		done := seen.Practice.String()
		allowed, ok := known[done]
		if ok {
			return allowed, nil
		}
		allowed, err := ask(*path, done)
		if err == nil {
			known[done] = allowed
		}
		return allowed, err
	}
}

// ask runs candor policy allows, whose exit code is the answer.
func ask(name, done string) (bool, error) {
	file, err := upwards(name)
	if err != nil {
		return false, err
	}
	program, err := candor()
	if err != nil {
		return false, err
	}
	var said bytes.Buffer
	cmd := exec.Command(program, "policy", "allows", "--", file, done) // #nosec G204 -- our own program
	cmd.Stderr = &said
	err = cmd.Run()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok && failed.ExitCode() == 1 {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("-policy %s: %s (%w)", name, strings.TrimPrefix(strings.TrimSpace(said.String()), "candor: "), err)
	}
	return true, nil
}

// candor is the program of that name beside this one, or on the PATH.
func candor() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	name := "candor" + filepath.Ext(self)
	if beside := filepath.Join(filepath.Dir(self), name); exists(beside) {
		return beside, nil
	}
	if found, err := exec.LookPath(name); err == nil {
		return found, nil
	}
	return "", fmt.Errorf("-policy is read by candor, and there is none beside %s or on the PATH; make build puts both into bin/", self)
}

func exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// upwards finds a file by its name in the current folder or one above: go vet runs its tool in the folder of each package.
func upwards(name string) (string, error) {
	if filepath.IsAbs(name) {
		return name, nil
	}
	here, err := filepath.Abs(".")
	if err != nil {
		return "", err
	}
	for at := here; ; at = filepath.Dir(at) {
		path := filepath.Join(at, name)
		if exists(path) {
			return path, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("-policy %s: no such file in %s or above; name it from the module's folder, or wholly", name, here)
		}
	}
}

// identity is what the go command keeps results under: the programs, and the policy of the usual name around the current folder. Of a
// file under another name the go command would not know when it changes.
func identity() (string, error) {
	sum := sha256.New()
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	files := []string{program}
	if judge, err := candor(); err == nil {
		files = append(files, judge)
	}
	if path, err := upwards(usual); err == nil {
		files = append(files, path)
	}
	for _, name := range files {
		if err := add(sum, name); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func add(w io.Writer, name string) error {
	file, err := os.Open(filepath.Clean(name))
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(w, file)
	return err
}
