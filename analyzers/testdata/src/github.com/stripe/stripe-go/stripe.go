// Package stripe is a stub of the module of that name.
package stripe

type CustomerParams struct{ Email, Name, Phone *string }

func String(v string) *string { return &v }
