// Package klog is a stub of the module of that name.
package klog

type Verbose struct{}

func (Verbose) InfoS(msg string, keysAndValues ...interface{}) {}

func V(level int) Verbose                            { return Verbose{} }
func InfoS(msg string, keysAndValues ...interface{}) {}
func Errorf(format string, args ...interface{})      {}
func InfoDepth(depth int, args ...interface{})       {}
