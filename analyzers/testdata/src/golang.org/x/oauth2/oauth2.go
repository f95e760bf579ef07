// Package oauth2 is a stub of the module of that name.
package oauth2

import (
	"context"
	"net/http"
)

type Token struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type,omitempty"`
	RefreshToken string `json:"refresh_token,omitempty"`
}

type TokenSource interface{ Token() (*Token, error) }

type Endpoint struct{ AuthURL, TokenURL string }

type Config struct {
	ClientID string
	Endpoint Endpoint
}

func (c *Config) Client(ctx context.Context, t *Token) *http.Client { return nil }
