package chrome

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
)

// stalled is how long an open request may go without a byte before a page counts as quiet in spite of it:
// long polling and answers that never end would keep it busy for ever.
const stalled = 4 * time.Second

// settle waits until the page is quiet: its document has loaded, no request is under way, and nothing was sent or received
// for the given time. It returns false if ctx ends first. A page whose tab is gone is quiet, and so is one whose browser is.
func (r *recording) settle(ctx context.Context, quiet time.Duration) bool {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		wait, done := r.quietIn(quiet, time.Now())
		if done {
			return true
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			return false
		case <-r.ended:
			return true
		case <-r.changed:
		case <-timer.C:
		}
	}
}

// wait gives the page the quiet time once more from now on.
func (r *recording) wait(ctx context.Context, quiet time.Duration) bool {
	r.mu.Lock()
	r.last = time.Now()
	r.mu.Unlock()
	return r.settle(ctx, quiet)
}

// departs makes settle wait for the next document, and for nothing that the one before has under way.
func (r *recording) departs() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.arrived, r.ready, r.loaded, r.left = false, false, false, true
	clear(r.busy)
}

// moving stands among what keeps a page busy for a document that is to take its place, of which nothing is on the network yet.
const moving network.RequestID = "move of the page"

// moves notes that the page's document asked for another to take its place. Until that is asked for, or given up, the page is not quiet.
func (r *recording) moves() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy[moving] = time.Now()
	r.active()
}

// stopped notes that nothing is loaded any more: another document is not to come, as one of an address of another program's, and of one that broke
// off, or that its own script stopped, no load event does.
func (r *recording) stopped() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.finished(moving)
	if r.arrived {
		r.ready, r.loaded = true, true
		r.active()
	}
}

// arrives notes that another document stands in the page, and is waited for like the first. One that comes back as it was left is there already.
func (r *recording) arrives(how page.NavigationType) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.finished(moving)
	r.arrived = true
	if how != page.NavigationTypeBackForwardCacheRestore {
		r.ready, r.loaded = false, false
		r.active()
	}
}

// quietIn says whether the page is quiet at now, and if not, after how long it is worth looking again.
func (r *recording) quietIn(quiet time.Duration, now time.Time) (wait time.Duration, done bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone {
		return 0, true
	}
	if !r.ready && !r.loaded {
		return time.Second, false // woken by the event
	}
	var until time.Time
	for _, progress := range r.busy {
		if end := progress.Add(stalled); end.After(until) {
			until = end
		}
	}
	if !r.loaded && len(r.busy) == 0 { // what holds the load event back is not on the network: a crowd of frames is built for longer
		until = r.last.Add(stalled * time.Duration(1+min(r.within/crowd, mostCrowds)))
	}
	if end := r.last.Add(quiet); end.After(until) {
		until = end
	}
	return until.Sub(now), !until.After(now)
}

// active notes that something was sent or received.
func (r *recording) active() {
	r.last = time.Now()
	r.wake()
}

// starts notes that a worker was made. Until it has begun to run it keeps the page busy, though nothing is on the network: what it does is not behind.
func (r *recording) starts(worker network.RequestID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy[worker] = time.Now()
	r.active()
}

// began notes that a worker has begun to run, or has ended before it did.
func (r *recording) began(worker network.RequestID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.finished(worker)
}

// progress notes that an open request received something.
func (r *recording) progress(id network.RequestID) {
	if r.background[id] {
		return
	}
	if _, open := r.busy[id]; open {
		r.busy[id] = time.Now()
	}
	r.active()
}

// finished notes that a request is over.
func (r *recording) finished(id network.RequestID) {
	if _, open := r.busy[id]; open {
		delete(r.busy, id)
		r.active()
	}
}
