package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryCommandHasAManualPage(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "man1")
	var out, progress bytes.Buffer
	if code := run(context.Background(), []string{"man", folder}, newApp(&out, &progress)); code != 0 {
		t.Fatalf("exit %d: %s", code, progress.String())
	}
	for _, c := range commands {
		page := string(readFile(t, filepath.Join(folder, "candor-"+c.Name+".1")))
		title, _ := splitDoc(c.Doc)
		if !strings.HasPrefix(page, ".nh\n.TH") || !strings.Contains(strings.ReplaceAll(page, `\`, ""), title) {
			t.Errorf("the page of %s has no head, or not its title %q", c.Name, title)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "candor-policy-cookies.1")); err != nil {
		t.Errorf("commands below a command have no page: %v", err)
	}
}

// A shell is told all commands, and what cobra knows of their flags.
func TestShellsCanCompleteCommands(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		var out, progress bytes.Buffer
		if code := run(context.Background(), []string{"completion", shell}, newApp(&out, &progress)); code != 0 || !strings.Contains(out.String(), "candor") {
			t.Errorf("candor completion %s: exit %d, %d bytes: %s", shell, code, out.Len(), progress.String())
		}
	}
	for line, want := range map[string][]string{"": {"audit", "policy", "man"}, "policy ": {"cookies", "lint"}, "report --f": {"--format", "--fail-on"}} {
		var out, progress bytes.Buffer
		words := strings.Split(line, " ")
		run(context.Background(), append([]string{"__complete"}, words...), newApp(&out, &progress))
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("candor %s: %s is not offered among\n%s", line, w, out.String())
			}
		}
	}
}

// --no-color and --quiet are flags of every command.
func TestEveryCommandCanBeQuietAndColourless(t *testing.T) {
	a := newApp(&bytes.Buffer{}, &bytes.Buffer{})
	for _, c := range a.root().Commands() {
		for _, name := range []string{"quiet", "no-color"} {
			if c.InheritedFlags().Lookup(name) == nil {
				t.Errorf("candor %s does not take --%s", c.Name(), name)
			}
		}
	}
}
