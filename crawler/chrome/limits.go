package chrome

import (
	"fmt"
	"maps"
	"slices"
)

// limits bound what one visit keeps, whatever a page does. What goes beyond them is counted, and told as a gap.
type limits struct {
	requests  int
	writes    int // calls that write a cookie or storage
	uses      int // scripts' uses of an interface or a canvas
	frames    int // documents that were shown
	documents int // that are read when the page is quiet
	bytes     int // of addresses, headers, bodies, messages and written values together
}

// pageLimits are far more than any page needs that is not written to exhaust us.
var pageLimits = limits{requests: 10_000, writes: 20_000, uses: 10_000, frames: 10_000, documents: 200, bytes: 64 << 20}

// Frames of a page that are a crowd, and how many crowds count at the most. Chromium itself shows no more than a thousand frames of a page.
const (
	crowd      = 100
	mostCrowds = 4
)

// crowds says by how many times its usual time a page may go beyond it.
func (r *recording) crowds() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return min(r.within/crowd, mostCrowds)
}

// What can be left out, as gaps name it.
const (
	someRequests = "requests"
	someHeaders  = "headers of requests and answers"
	someBodies   = "request bodies and messages"
	someReceived = "messages received"
	someWrites   = "calls that write cookies or storage"
	someUses     = "uses of interfaces by scripts"
	someFrames   = "frames"
	someContents = "texts of scripts"
)

// take reports whether one more thing of a kind may be kept: if there are fewer than most, and if its size still fits.
// The caller holds r.mu.
func (r *recording) take(what string, kept, most, size int) bool {
	if kept < most && r.bytes+size <= r.limits.bytes {
		r.bytes += size
		return true
	}
	r.leftOut[what]++
	return false
}

// tellLeftOut makes gaps of what went beyond the limits. The caller holds r.mu.
func (r *recording) tellLeftOut(page string) {
	for _, what := range slices.Sorted(maps.Keys(r.leftOut)) {
		r.addGap(page, fmt.Sprintf("%s were left out, being more than one visit keeps: %d", what, r.leftOut[what]))
	}
}
