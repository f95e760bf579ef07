package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"candor": candor})
}

// candor is main on a day that stays: notices grow old, and stories do not.
func candor() {
	a := newApp(os.Stdout, os.Stderr)
	a.now = func() time.Time { return time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC) }
	os.Exit(a.main())
}

// TestCommands runs the stories in testdata/script; each says in its first lines what it tells.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup:               shareGoCaches,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"serve": serve, "onlyAsked": onlyAsked},
		Condition:           hasBrowser,
	})
}

// shareGoCaches lets the go command in a story use what it has built already: a story has a home of its own, and a cache of Candor's own.
func shareGoCaches(env *testscript.Env) error {
	env.Setenv("CANDOR_CACHE", filepath.Join(env.WorkDir, ".candor-cache"))
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return err
		}
		env.Setenv(name, strings.TrimSpace(string(out)))
	}
	return nil
}
