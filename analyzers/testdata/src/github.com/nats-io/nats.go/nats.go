// Package nats is a stub of the module of that name.
package nats

type Conn struct{}

func (*Conn) Publish(subj string, data []byte) error { return nil }
