package rules

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// mostWorkers is how many goroutines share a comparison at most: each keeps answers of its own, so that none waits for another.
const mostWorkers = 4

// forks are a case for each worker: what was seen and said is the same, what was looked up on the way is each one's own.
func (c *Case) forks() []*Case {
	forks := make([]*Case, min(runtime.GOMAXPROCS(0), mostWorkers))
	for i := range forks {
		own := *c
		own.register = c.register.fork()
		own.known = memory{}
		forks[i] = &own
	}
	return forks
}

// share lets the workers do n pieces of work, each on a case of its own. It makes no difference who does which.
func share(forks []*Case, n int, do func(c *Case, i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for _, c := range forks {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(c, i)
			}
		})
	}
	workers.Wait()
}
