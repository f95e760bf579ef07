// Package bson is a stub of the module of that name.
package bson

type M map[string]any
