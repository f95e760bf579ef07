package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"golang.org/x/term"

	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/scan"
)

// A progress tells on standard error what is happening now: on a terminal one line that is written over, with a bar of how far
// the work has come, plain lines elsewhere, and nothing where it is to be quiet. The result never depends on it.
type progress struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	width    int
}

func newProgress(w io.Writer, quiet bool) *progress {
	if quiet {
		return &progress{w: io.Discard}
	}
	p := &progress{w: w}
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.terminal = true
		if p.width, _, _ = term.GetSize(int(file.Fd())); p.width <= 0 {
			p.width = 80
		}
	}
	return p
}

// Step shows what is happening now.
func (p *progress) Step(step scan.Step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.terminal {
		fmt.Fprintln(p.w, reports.Clean(step.Text))
		return
	}
	line := reports.Clean(barOf(step) + step.Text)
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

// barWidth is how many columns the bar takes; the line that it begins has to fit 80.
const barWidth = 16

// barOf is how far the work has come: "█████▌          ▏2/5 7/25 pages  ". A stage that ends before all its pages are used up jumps to the next
// one. Where nothing is known of it, there is no bar.
func barOf(s scan.Step) string {
	if s.Stages == 0 || s.Planned == 0 {
		return ""
	}
	far := float64(min(s.Stages, s.Planned) - 1)
	count := ""
	if s.Of > 0 {
		far += float64(min(s.Done, s.Of)) / float64(s.Of)
		count = fmt.Sprintf(" %d/%d %s", s.Done, s.Of, s.What)
	}
	halves := int(far / float64(s.Planned) * barWidth * 2)
	bar := strings.Repeat("█", halves/2) + strings.Repeat("▌", halves%2)
	return bar + strings.Repeat("░", barWidth-halves/2-halves%2) + fmt.Sprintf(" %d/%d%s  ", s.Stages, s.Planned, count)
}
