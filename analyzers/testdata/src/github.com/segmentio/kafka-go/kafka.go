// Package kafka is a stub of the module of that name.
package kafka

import "context"

type Message struct {
	Topic      string
	Key, Value []byte
}

type Writer struct{}

func (*Writer) WriteMessages(ctx context.Context, msgs ...Message) error { return nil }
