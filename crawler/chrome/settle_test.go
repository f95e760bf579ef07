package chrome

import (
	"testing"
	"time"
)

// On a machine that is busy a worker takes its time until it runs. What it does then belongs to the page that made it.
func TestAWorkerThatStartsKeepsItsPageBusy(t *testing.T) {
	r := newRecording(pageLimits)
	r.ready, r.loaded = true, true
	soon := time.Now().Add(time.Second)
	if _, done := r.quietIn(0, soon); !done {
		t.Fatal("a page that does nothing is not quiet")
	}
	r.starts("worker")
	if wait, done := r.quietIn(0, soon); done || wait > stalled {
		t.Errorf("while a worker starts the page is quiet: %t, or looked at in %s again", done, wait)
	}
	if _, done := r.quietIn(0, soon.Add(stalled)); !done {
		t.Error("a worker that never starts keeps its page busy for ever")
	}
	r.began("worker")
	if _, done := r.quietIn(0, soon); !done {
		t.Error("when the worker runs the page is not quiet")
	}
}
