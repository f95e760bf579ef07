package analyzers

import (
	"context"
	"os"
	"os/exec"
	"strings"
)

// environment is that of this process for a go command that reads code and does nothing else: it downloads no toolchain, and its flags are those of
// GOFLAGS, wherever they are set, without what runs a program around the compiler or writes into a module.
func environment(ctx context.Context, dir string) []string {
	all := append(os.Environ(), "GOTOOLCHAIN=local")
	cmd := exec.CommandContext(ctx, "go", "env", "GOFLAGS")
	cmd.Dir, cmd.Env = dir, all
	set, err := cmd.Output()
	if err != nil {
		set = []byte(os.Getenv("GOFLAGS")) // whatever is wrong, the go command says it again
	}
	flags := []string{"-buildvcs=false"} // which runs git; and with no flag at all, those of a file would count
	for _, flag := range strings.Fields(string(set)) {
		name, value, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		if name != "toolexec" && name != "buildvcs" && (name != "mod" || value != "mod") {
			flags = append(flags, flag)
		}
	}
	return append(all, "GOFLAGS="+strings.Join(flags, " "))
}
