// Package statsd is a stub of the module of that name.
package statsd

type Client struct{}

func (*Client) Incr(name string, tags []string, rate float64) error { return nil }
