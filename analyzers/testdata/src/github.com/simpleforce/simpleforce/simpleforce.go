// Package simpleforce is a stub of the module of that name.
package simpleforce

type (
	Client  struct{}
	SObject map[string]any
)

func (*Client) LoginPassword(username, password, token string) error { return nil }
func (*Client) SObject(typeName ...string) *SObject                  { return nil }
func (o *SObject) Set(key string, value any) *SObject                { return o }
func (o *SObject) Create() *SObject                                  { return o }
