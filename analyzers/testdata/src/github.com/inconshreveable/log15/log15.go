// Package log15 is a stub of the module of that name.
package log15

type Logger interface {
	Info(msg string, ctx ...interface{})
}

func New(ctx ...interface{}) Logger { return nil }
