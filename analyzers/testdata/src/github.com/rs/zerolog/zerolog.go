// Package zerolog stands in for the real one: its names and signatures, nothing else.
package zerolog

type Logger struct{}

func (l *Logger) Info() *Event { return nil }
func (l Logger) With() Context { return Context{} }

type Event struct{}

func (e *Event) Str(key, val string) *Event         { return e }
func (e *Event) Int(key string, i int) *Event       { return e }
func (e *Event) Err(err error) *Event               { return e }
func (e *Event) Interface(key string, v any) *Event { return e }
func (e *Event) Msg(msg string)                     {}
func (e *Event) Msgf(format string, v ...any)       {}

type Context struct{}

func (c Context) Str(key, val string) Context { return c }
func (c Context) Logger() Logger              { return Logger{} }
