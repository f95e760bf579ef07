package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/term"

	"github.com/candor-privacy/candor/reports"
)

// A progress tells on standard error what is happening now: one line that is written
// over on a terminal, plain lines elsewhere. The result never depends on it.
type progress struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	width    int
}

func newProgress(w io.Writer) *progress {
	p := &progress{w: w}
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.terminal = true
		if p.width, _, _ = term.GetSize(int(file.Fd())); p.width <= 0 {
			p.width = 80
		}
	}
	return p
}

// Say shows what is happening now.
func (p *progress) Say(line string) {
	line = reports.Clean(line)
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.terminal {
		fmt.Fprintln(p.w, line)
		return
	}
	if r := []rune(line); len(r) >= p.width {
		line = string(r[:p.width-1])
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
}

// Done clears the line.
func (p *progress) Done() {
	if p.terminal {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
