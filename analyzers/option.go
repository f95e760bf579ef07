package analyzers

import "time"

// An Option says how Run runs.
type Option func(*how)

type how struct {
	wait patience
	tell func(path string, done, of int)
}

func asSaid(options []Option) how {
	h := how{wait: patient(DefaultLoadTimeout), tell: func(string, int, int) {}}
	for _, option := range options {
		option(&h)
	}
	return h
}

// LoadTimeout is how long the go command may take to compile what is analysed, and Run to read it. Packages that are still being compiled then are left
// out, as gaps; with them that of all others may take as long again.
func LoadTimeout(limit time.Duration) Option {
	return func(h *how) { h.wait = patient(limit) }
}

// Telling has Run tell of every package, once it has been followed, how many of all have been.
func Telling(tell func(path string, done, of int)) Option {
	return func(h *how) { h.tell = tell }
}
