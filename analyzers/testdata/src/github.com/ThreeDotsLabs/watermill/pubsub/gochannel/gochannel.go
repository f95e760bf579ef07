// Package gochannel is a stub of the package of that name.
package gochannel

import "github.com/ThreeDotsLabs/watermill/message"

type GoChannel struct{ closed bool }

func (g *GoChannel) Publish(topic string, messages ...*message.Message) error { return nil }
