package scan

import (
	"fmt"
	"time"
)

// tolerance is how far the time of day may run from the time that passes: daemons that keep it right push it gently.
const tolerance = 5 * time.Second

// A clock finds out that the time of day was set anew, by a clock that runs evenly. What is told of times before and after does not compare then,
// nor does a cookie's lifetime whose end the site has named.
type clock struct {
	day     func() time.Time     // the time of day
	passed  func() time.Duration // since any moment
	lastDay time.Time
	last    time.Duration
}

func newClock() *clock {
	start := time.Now()
	return startClock(func() time.Time { return time.Now().Round(0) }, func() time.Duration { return time.Since(start) })
}

func startClock(day func() time.Time, passed func() time.Duration) *clock {
	return &clock{day, passed, day(), passed()}
}

// jump tells by how much the time of day was set anew since it was asked last; "" if it was not. A machine that slept shows the same.
func (c *clock) jump() string {
	day, passed := c.day(), c.passed()
	by := day.Sub(c.lastDay) - (passed - c.last)
	c.lastDay, c.last = day, passed
	const effect = "during the scan; times before and after do not compare, and lifetimes of cookies may be wrong by that"
	switch by = by.Round(time.Second); {
	case by > tolerance:
		return fmt.Sprintf("the machine's clock went forward by %s, or the machine slept so long, %s", by, effect)
	case by < -tolerance:
		return fmt.Sprintf("the machine's clock was put back by %s %s", -by, effect)
	}
	return ""
}
