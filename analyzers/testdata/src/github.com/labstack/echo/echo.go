// Package echo stands in for the real one: its names and signatures, nothing else.
package echo

type Logger interface {
	Infof(format string, args ...any)
}

type Context interface {
	Bind(v any) error
	JSON(code int, v any) error
	Logger() Logger
	RealIP() string
}
