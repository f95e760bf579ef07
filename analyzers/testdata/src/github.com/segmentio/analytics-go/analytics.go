// Package analytics is a stub of the module of that name.
package analytics

type Message interface{ Validate() error }

type Traits map[string]interface{}

func (t Traits) SetEmail(email string) Traits { t["email"] = email; return t }
func NewTraits() Traits                       { return Traits{} }

type Properties map[string]interface{}

type Identify struct {
	UserId string
	Traits Traits
}

func (Identify) Validate() error { return nil }

type Track struct {
	UserId, Event string
	Properties    Properties
}

func (Track) Validate() error { return nil }

type Client interface{ Enqueue(Message) error }
