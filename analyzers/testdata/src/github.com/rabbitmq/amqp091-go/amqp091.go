// Package amqp091 is a stub of the module of that name.
package amqp091

import "context"

type Publishing struct {
	ContentType string
	Body        []byte
}

type Channel struct{}

func (*Channel) PublishWithContext(ctx context.Context, exchange, key string, mandatory, immediate bool, msg Publishing) error {
	return nil
}
