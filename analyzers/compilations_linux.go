package analyzers

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// compilers are the programs that a go command calls for a package, with the flag that says which.
var compilers = map[string]string{"compile": "-p", "asm": "-p", "cgo": "-importpath"}

// ticksPerSecond is how the kernel tells times of processes, on every machine.
const ticksPerSecond = 100

// compilations are what go commands of this process are at work on.
func compilations() []compilation {
	names, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		return nil
	}
	var out []compilation
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		args := strings.Split(string(bytes.TrimRight(text, "\x00")), "\x00")
		flag := compilers[filepath.Base(args[0])]
		at := slices.Index(args, flag)
		if flag == "" || at < 0 || at+1 >= len(args) {
			continue
		}
		if p, ok := processAt(filepath.Dir(name)); ok && p.ours() {
			out = append(out, compilation{path: args[at+1], dir: inFolder(args), since: p.since(), bytes: p.bytes()})
		}
	}
	return out
}

// A process is what /proc/PID/stat says of one, from its state on: field 3 of proc(5).
type process []string

func processAt(folder string) (process, bool) {
	text, err := os.ReadFile(filepath.Join(folder, "stat"))
	end := bytes.LastIndexByte(text, ')') // of its name, which may hold anything
	if err != nil || end < 0 {
		return nil, false
	}
	p := process(strings.Fields(string(text[end+1:])))
	return p, len(p) > 21
}

func (p process) number(field int) int64 {
	n, _ := strconv.ParseInt(p[field-3], 10, 64)
	return n
}

// ours tells whether a process belongs to the group of a command that this process has started.
func (p process) ours() bool {
	leader, ok := processAt(filepath.Join("/proc", strconv.FormatInt(p.number(5), 10)))
	return ok && leader.number(4) == int64(os.Getpid())
}

// since is when a process started; now, if the kernel does not say.
func (p process) since() time.Time {
	text, _ := os.ReadFile("/proc/uptime")
	up, _, _ := strings.Cut(string(text), " ")
	seconds, err := strconv.ParseFloat(up, 64)
	if err != nil {
		return time.Now()
	}
	return time.Now().Add(-time.Duration((seconds - float64(p.number(22))/ticksPerSecond) * float64(time.Second)))
}

func (p process) bytes() int64 { return p.number(24) * int64(os.Getpagesize()) }
