// Package oauth2 is a stub of the module of that name.
package oauth2

type Token struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type,omitempty"`
	RefreshToken string `json:"refresh_token,omitempty"`
}

type TokenSource interface{ Token() (*Token, error) }
