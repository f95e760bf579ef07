package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// The configuration of a checkout can name programs, and whoever hands over a checkout with its .git folder has written it. harmless and
// alone keep git from those.
var (
	harmless = []string{
		"-c", "core.fsmonitor=false", // what watches the files
		"-c", "core.hooksPath=" + os.DevNull, // what is called when git writes down how files are
		"-c", "diff.autoRefreshIndex=false", // as it does unasked
		"-c", "safe.bareRepository=explicit", // all the configuration of a repository that is committed into another as an ordinary folder
	}
	// alone is for the environment: a clone that lacks what it can fetch names the program that it is fetched by.
	alone = []string{"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none"}
)

// withoutFilters returns the flags by which git compares files as they are, and not as what the programs make of them that its configuration names.
func withoutFilters(ctx context.Context, dir string) ([]string, error) {
	keys, err := git(ctx, dir, "config", "--list", "--name-only", "-z")
	if err != nil {
		return nil, err
	}
	var flags []string
	for _, key := range strings.Split(keys, "\x00") {
		rest, is := strings.CutPrefix(key, "filter.")
		end := strings.LastIndexByte(rest, '.')
		if !is || end < 0 {
			continue
		}
		name := rest[:end]
		if strings.Contains(name, "=") {
			return nil, fmt.Errorf("git filter %q cannot be switched off; take it out of the git configuration, or use --baseline, which needs no git checkout", name)
		}
		for _, set := range []string{"clean=", "process=", "required=false"} {
			flags = append(flags, "-c", "filter."+name+"."+set)
		}
	}
	return flags, nil
}

// git runs the git binary in a folder and returns what it prints.
func git(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", slices.Concat(harmless, args)...)
	cmd.Dir, cmd.Env = dir, slices.Concat(os.Environ(), alone)
	out, err := cmd.Output()
	if err == nil {
		return string(out), nil
	}
	if errors.Is(err, exec.ErrNotFound) {
		return "", errors.New("there is no git on this machine; install it, or use --baseline, which needs none")
	}
	var failed *exec.ExitError
	if !errors.As(err, &failed) {
		return "", fmt.Errorf("running git: %w", err)
	}
	said := string(bytes.TrimSpace(failed.Stderr))
	if strings.Contains(said, "lazy fetching disabled") || strings.Contains(said, "not allowed") {
		return "", fmt.Errorf("git in %s: the checkout lacks objects that it would have to fetch; git fetch --refetch --no-filter gets them, and --baseline needs none", dir)
	}
	said, _, _ = strings.Cut(said, "\n")
	return "", fmt.Errorf("git %s in %s: %s; --baseline needs no git checkout", verb(args), dir, said)
}

// verb is the command that git is given, behind its flags.
func verb(args []string) string {
	for i := 0; i < len(args); i++ {
		if args[i] != "-c" {
			return args[i]
		}
		i++
	}
	return ""
}
