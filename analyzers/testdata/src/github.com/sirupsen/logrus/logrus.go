// Package logrus stands in for the real one: its names and signatures, nothing else.
package logrus

type Fields map[string]any

type Entry struct{}

func WithField(key string, value any) *Entry            { return nil }
func WithFields(fields Fields) *Entry                   { return nil }
func Infof(format string, args ...any)                  {}
func (e *Entry) WithField(key string, value any) *Entry { return e }
func (e *Entry) Info(args ...any)                       {}
func (e *Entry) Errorf(format string, args ...any)      {}
