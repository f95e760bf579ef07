// Package zapcore stands in for the real one: its names and signatures, nothing else.
package zapcore

type ObjectEncoder interface{ AddString(key, value string) }

type Field struct{ Key, String string }

type CheckedEntry struct{}

func (ce *CheckedEntry) Write(fields ...Field) {}
