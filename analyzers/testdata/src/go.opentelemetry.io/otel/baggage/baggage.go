// Package baggage is a stub of the module of that name.
package baggage

type Member struct{}

func NewMemberRaw(key, value string) (Member, error) { return Member{}, nil }
