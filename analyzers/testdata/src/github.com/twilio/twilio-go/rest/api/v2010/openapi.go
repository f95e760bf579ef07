// Package openapi is a stub of the module of that name.
package openapi

type CreateMessageParams struct{ to, body *string }

func (p *CreateMessageParams) SetTo(to string) *CreateMessageParams     { p.to = &to; return p }
func (p *CreateMessageParams) SetBody(body string) *CreateMessageParams { p.body = &body; return p }

type ApiService struct{}

func (*ApiService) CreateMessage(params *CreateMessageParams) (any, error) { return nil, nil }
