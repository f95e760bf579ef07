// Package glog is a stub of the module of that name.
package glog

func Infof(format string, args ...interface{}) {}
func Warning(args ...interface{})              {}
