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
	for _, flag := range flagsIn(string(set)) {
		name, value, _ := strings.Cut(strings.TrimLeft(strings.Trim(flag, quoteMarks), "-"), "=")
		if name != "toolexec" && name != "buildvcs" && (name != "mod" || value != "mod") {
			flags = append(flags, flag)
		}
	}
	return append(all, "GOFLAGS="+strings.Join(flags, " "))
}

const (
	spaces     = " \t\n\r"
	quoteMarks = `'"`
)

// flagsIn splits the text of GOFLAGS as the go command does: at spaces, unless a flag begins with a quotation mark, which ends at the next one.
func flagsIn(text string) []string {
	var flags []string
	for text = strings.TrimLeft(text, spaces); text != ""; text = strings.TrimLeft(text, spaces) {
		end := strings.IndexAny(text, spaces)
		if mark := text[0]; strings.IndexByte(quoteMarks, mark) >= 0 {
			if end = strings.IndexByte(text[1:], mark); end >= 0 {
				end += len(`""`)
			}
		}
		if end < 0 {
			end = len(text)
		}
		flags, text = append(flags, text[:end]), text[end:]
	}
	return flags
}
