package cost

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A usage is what one way over the site cost.
type usage struct {
	cpu, wall float64 // seconds
	pss       float64 // MiB, the most that was seen
	pages     float64
}

// measure goes one way in a process of its own. Its processor time is what the kernel counted of that process and of all below it.
func measure(b *testing.B, way string, where site) usage {
	b.Helper()
	where.Out = b.TempDir()
	told, _ := json.Marshal(where)
	walker := exec.CommandContext(b.Context(), os.Args[0])
	walker.Env = append(os.Environ(), asWay+"="+way, asSite+"="+string(told))
	walker.Stderr = os.Stderr
	var out bytes.Buffer
	walker.Stdout = &out
	if err := walker.Start(); err != nil {
		b.Fatal(err)
	}
	finished, peak := make(chan struct{}), make(chan float64)
	go func() { peak <- watch(walker.Process.Pid, finished) }()
	err := walker.Wait()
	close(finished)
	u := usage{pss: <-peak}
	if err != nil {
		b.Fatalf("%s: %v", way, err)
	}
	var result walked
	if err := json.Unmarshal(out.Bytes(), &result); err != nil {
		b.Fatalf("%s: %v", way, err)
	}
	u.cpu = (walker.ProcessState.UserTime() + walker.ProcessState.SystemTime()).Seconds()
	u.wall, u.pages = result.Wall, float64(result.Pages)
	return u
}

// every is the time between two looks at memory, each of which holds the processes up for a moment.
const every = 500 * time.Millisecond

// watch returns the most memory that a process and all below it were seen to hold together.
func watch(pid int, finished <-chan struct{}) (peak float64) {
	for {
		select {
		case <-finished:
			return peak
		case <-time.After(every):
			peak = max(peak, memory(pid))
		}
	}
}

// memory is in MiB. What processes share is counted once (PSS).
func memory(root int) float64 {
	kib := 0.0
	for _, pid := range below(root) {
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid)) // one that has just ended holds nothing
		for line := range strings.Lines(string(text)) {
			if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
				n, _ := strconv.ParseFloat(fields[1], 64)
				kib += n
			}
		}
	}
	return kib / 1024
}

// below lists a process and all that it started.
func below(root int) []int {
	parents := map[int]int{}
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		end := bytes.LastIndexByte(text, ')') // the name before it may hold anything
		if err != nil || end < 0 {
			continue
		}
		parents[pid], _ = strconv.Atoi(strings.Fields(string(text[end+1:]))[1])
	}
	var all []int
	for pid := range parents {
		for at := pid; at != 0; at = parents[at] {
			if at == root {
				all = append(all, pid)
				break
			}
		}
	}
	return all
}

// adoptOrphans makes this process the parent of all below it whose own parent ends, so that their time is counted, too.
func adoptOrphans() {
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		fail(fmt.Errorf("adopting orphans: %w", err))
	}
}

// awaitOrphans waits until no process is left, and counts what they took.
func awaitOrphans() {
	for {
		if _, err := unix.Wait4(-1, nil, 0, nil); err != nil && err != unix.EINTR {
			return
		}
	}
}
