package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"candor": main})
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

// shareGoCaches lets the go command in a story use what it has built already: a story has a home of its own.
func shareGoCaches(env *testscript.Env) error {
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return err
		}
		env.Setenv(name, strings.TrimSpace(string(out)))
	}
	return nil
}
