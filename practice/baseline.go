package practice

import "slices"

// A Baseline is what an earlier outcome knew already, so that only what is new counts.
type Baseline struct {
	Source string             `json:"source"` // the file that holds it
	Known  []string           `json:"known"`  // ids of the discrepancies that it knows
	Gone   []KnownDiscrepancy `json:"gone"`   // those that it knows and that are not there any more
}

// A KnownDiscrepancy is one of an earlier outcome, as a baseline keeps it.
type KnownDiscrepancy struct {
	ID       string `json:"id"`
	Rule     string `json:"rule"`
	Practice string `json:"practice"` // in the notation
}

// Knows reports whether an earlier outcome had a discrepancy. No baseline knows nothing.
func (b *Baseline) Knows(id string) bool { return b != nil && slices.Contains(b.Known, id) }
