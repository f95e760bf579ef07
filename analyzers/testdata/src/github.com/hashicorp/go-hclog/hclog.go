// Package hclog is a stub of the module of that name.
package hclog

type Logger interface {
	Info(msg string, args ...interface{})
	With(args ...interface{}) Logger
}
