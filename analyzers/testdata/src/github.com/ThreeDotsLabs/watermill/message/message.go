// Package message is a stub of the module of that name.
package message

type Payload []byte

type Message struct {
	UUID    string
	Payload Payload
}

func NewMessage(uuid string, payload Payload) *Message { return nil }

type Publisher interface {
	Publish(topic string, messages ...*Message) error
}
