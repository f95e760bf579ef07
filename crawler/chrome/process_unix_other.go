//go:build unix && !linux

package chrome

import "syscall"

// endWithUs leaves it to the browser to notice that its pipe has closed, upon which it ends.
func endWithUs(*syscall.SysProcAttr) {}
