//go:build windows

package chrome

import (
	"fmt"
	"io"
	"os/exec"
	"slices"
	"syscall"
)

// startProcess starts cmd with two pipes, whose handles it learns from its command line: Windows has no numbered files to inherit.
func startProcess(cmd *exec.Cmd, _ string) (io.ReadCloser, io.WriteCloser, error) {
	e, err := newEnds()
	if err != nil {
		return nil, nil, err
	}
	in, out := syscall.Handle(e.theirRead.Fd()), syscall.Handle(e.theirWrite.Fd())
	for _, h := range []syscall.Handle{in, out} {
		if err := syscall.SetHandleInformation(h, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT); err != nil {
			closeAll(e.theirRead, e.theirWrite, e.ourRead, e.ourWrite)
			return nil, nil, err
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{AdditionalInheritedHandles: []syscall.Handle{in, out}}
	cmd.Args = slices.Insert(cmd.Args, 1, fmt.Sprintf("--remote-debugging-io-pipes=%d,%d", in, out))
	return e.start(cmd)
}

// endProcess kills the browser; its children end with it.
func endProcess(cmd *exec.Cmd) {
	_ = cmd.Process.Kill() // gone already is as good
}
