// Package golog is a stub of the module of that name.
package golog

func Infof(format string, args ...any) {}
func Warn(v ...any)                    {}

type Logger struct{ Prefix string }

func (l *Logger) Errorf(format string, args ...any) {}
func (l *Logger) Error(v ...any)                    {}
