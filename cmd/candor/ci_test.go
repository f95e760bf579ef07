package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// The last step of the action is a script: here it runs as GitHub runs it, with its inputs as environment.
func TestTheActionRunsCandor(t *testing.T) {
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				Name, Run string
				Env       map[string]string
			}
		}
	}
	if err := yaml.Unmarshal(readFile(t, "../../action.yml"), &action); err != nil {
		t.Fatal(err)
	}
	last := action.Runs.Steps[len(action.Runs.Steps)-1]
	bin := filepath.Join(t.TempDir(), "candor")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, tt := range []struct {
		name   string
		inputs map[string]string
		code   int
	}{
		{"code alone", nil, 1},
		{"with a notice", map[string]string{"policy": "privacy.md"}, 1},
		{"nothing to fail on", map[string]string{"policy": "privacy.md", "fail-on": "never"}, 0},
		{"an input is no command", map[string]string{"policy": "$(touch run)"}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("../../testdata/larkspur/service")); err != nil {
				t.Fatal(err)
			}
			writeFile(t, filepath.Join(dir, "privacy.md"), readFile(t, "../../testdata/larkspur/privacy.md"))
			cmd := exec.Command("sh", "-e", "-c", last.Run)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GOWORK=off", "PATH="+filepath.Dir(bin)+string(os.PathListSeparator)+os.Getenv("PATH"))
			for name, value := range last.Env {
				input := strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")
				declared, ok := action.Inputs[input]
				if !ok {
					t.Fatalf("%s is set from %q, which is no input", name, input)
				}
				if given, ok := tt.inputs[input]; ok {
					declared.Default = given
				}
				cmd.Env = append(cmd.Env, name+"="+declared.Default)
			}
			out, _ := cmd.CombinedOutput()
			if got := cmd.ProcessState.ExitCode(); got != tt.code {
				t.Errorf("exit code %d, want %d\n%s", got, tt.code, out)
			}
			if _, err := os.Stat(filepath.Join(dir, "candor.sarif")); (err == nil) != (tt.code < 2) {
				t.Errorf("the findings are not where they should be: %v", err)
			}
			if _, err := os.Stat(filepath.Join(dir, "run")); err == nil {
				t.Error("an input was run")
			}
		})
	}
}

// The hooks name commands that there are.
func TestTheHooksNameCommands(t *testing.T) {
	var hooks []struct {
		ID, Entry string
		Args      []string
	}
	if err := yaml.Unmarshal(readFile(t, "../../.pre-commit-hooks.yaml"), &hooks); err != nil || len(hooks) == 0 {
		t.Fatal("no hooks", err)
	}
	for _, h := range hooks {
		words := strings.Fields(h.Entry)
		if out, err := exec.Command("go", append([]string{"run", "."}, append(words[1:], "--help")...)...).CombinedOutput(); err != nil || words[0] != "candor" {
			t.Errorf("%s: %v\n%s", h.ID, err, out)
		}
	}
}
