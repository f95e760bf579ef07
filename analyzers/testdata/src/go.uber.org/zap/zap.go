// Package zap stands in for the real one: its names and signatures, nothing else.
package zap

import "go.uber.org/zap/zapcore"

type Field = zapcore.Field

func String(key, val string) Field  { return Field{} }
func Any(key string, val any) Field { return Field{} }
func Error(err error) Field         { return Field{} }
func Int(key string, val int) Field { return Field{} }

type Logger struct{}

func (l *Logger) Info(msg string, fields ...Field)                   {}
func (l *Logger) Error(msg string, fields ...Field)                  {}
func (l *Logger) With(fields ...Field) *Logger                       { return l }
func (l *Logger) Sugar() *SugaredLogger                              { return nil }
func (l *Logger) Check(level int8, msg string) *zapcore.CheckedEntry { return nil }

type SugaredLogger struct{}

func (s *SugaredLogger) Infow(msg string, kv ...any)      {}
func (s *SugaredLogger) Infof(format string, args ...any) {}
func (s *SugaredLogger) With(args ...any) *SugaredLogger  { return s }
