package chrome

import (
	"context"
	"time"
)

// A pace is how much time pages have: that of a browser's options, which each of its sessions begins with.
type pace struct {
	page     time.Duration // in all; see Options.PageTimeout
	settle   time.Duration // of silence until a page is done; see Options.Settle
	patience time.Duration // how many times the usual time a page has to answer
}

// usualPageTimeout is far more than pages take.
const usualPageTimeout = 20 * time.Second

func paceOf(opts Options) pace {
	return pace{page: opts.PageTimeout, settle: opts.Settle, patience: max(1, opts.PageTimeout/usualPageTimeout)}
}

// patiently bounds ctx by the time that a page has to answer something that usually takes no more than that.
func (p pace) patiently(ctx context.Context, usual time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, usual*p.patience)
}
