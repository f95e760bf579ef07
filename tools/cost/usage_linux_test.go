package cost

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A usage is what visits cost.
type usage struct {
	cpu, wall float64 // seconds a page
	pss       float64 // MiB
	pages     int
}

// A meter watches this process and all below it.
type meter struct {
	start    time.Time
	cpu      float64
	peak     chan float64
	finished chan struct{}
}

// every is the time between two looks at memory.
const every = 250 * time.Millisecond

func measure(b *testing.B) *meter {
	b.Helper()
	m := &meter{start: time.Now(), cpu: processorTime(), peak: make(chan float64, 1), finished: make(chan struct{})}
	go func() {
		peak := 0.0
		for {
			select {
			case <-m.finished:
				m.peak <- peak
				return
			case <-time.After(every):
				peak = max(peak, memory())
			}
		}
	}()
	return m
}

func (m *meter) stop(pages int) usage {
	close(m.finished)
	n := float64(pages)
	return usage{cpu: (processorTime() - m.cpu) / n, wall: time.Since(m.start).Seconds() / n, pss: <-m.peak, pages: pages}
}

// ticks is the unit of times in /proc, a hundredth of a second on every Linux.
const ticks = 100

// processorTime is that of this process, of those below it that are alive, and of those that ended. The server's is left out.
func processorTime() float64 {
	sum := 0.0
	for _, p := range processes() {
		sum += p.time
	}
	return sum / ticks
}

// memory is what the processes below this one, which are the browser's, hold together, in MiB.
func memory() float64 {
	kib := 0.0
	for _, p := range processes() {
		if p.pid == os.Getpid() {
			continue
		}
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", p.pid)) // one that has just ended holds nothing
		for line := range strings.Lines(string(text)) {
			if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
				n, _ := strconv.ParseFloat(fields[1], 64)
				kib += n
			}
		}
	}
	return kib / 1024
}

type process struct {
	pid, parent int
	time        float64 // of it and of its children that ended, in ticks
}

// processes are this one and those below it, without the server.
func processes() []process {
	all := map[int]process{}
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
		fields := strings.Fields(string(text[end+1:]))
		p := process{pid: pid}
		p.parent, _ = strconv.Atoi(fields[1])
		for _, i := range []int{11, 12, 13, 14} { // utime, stime, cutime, cstime; see proc_pid_stat(5)
			n, _ := strconv.ParseFloat(fields[i], 64)
			p.time += n
		}
		all[pid] = p
	}
	var below []process
	for _, p := range all {
		for at := p; ; at = all[at.parent] {
			if at.pid == os.Getpid() {
				below = append(below, p)
				break
			}
			if at.pid == 0 || isServer(at.pid) {
				break
			}
		}
	}
	return below
}

func isServer(pid int) bool {
	environment, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	return err == nil && bytes.Contains(environment, []byte(asServer+"="))
}
