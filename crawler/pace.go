package crawler

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

// A pace keeps visits of the hosts of one registrable domain apart. The zero value keeps none.
type pace struct {
	perSecond float64 // of every host; 0 for no limit
	limiters  map[string]*rate.Limiter
}

func newPace(perSecond float64) *pace {
	return &pace{perSecond: perSecond, limiters: map[string]*rate.Limiter{}}
}

// wait returns when the host of an address may be asked for the next page.
func (p *pace) wait(ctx context.Context, at string) error {
	return p.of(at).Wait(ctx)
}

// slow leaves at least so much time between two visits from now on.
func (p *pace) slow(at string, delay time.Duration) {
	if l, every := p.of(at), rate.Every(delay); every < l.Limit() {
		l.SetLimit(every)
		l.Allow() // the visit that came before
	}
}

func (p *pace) of(at string) *rate.Limiter {
	key := site(Host(at))
	if p.limiters[key] == nil {
		limit := rate.Inf
		if p.perSecond > 0 {
			limit = rate.Limit(p.perSecond)
		}
		p.limiters[key] = rate.NewLimiter(limit, 1)
	}
	return p.limiters[key]
}
