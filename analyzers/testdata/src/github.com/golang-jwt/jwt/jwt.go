// Package jwt stands in for the real one: its names and signatures, nothing else.
package jwt

type Claims interface{ Valid() error }

type MapClaims map[string]any

func (MapClaims) Valid() error { return nil }

type Token struct {
	Header map[string]any
	Claims Claims
}

func ParseWithClaims(token string, claims Claims, key func(*Token) (any, error)) (*Token, error) {
	return nil, nil
}
