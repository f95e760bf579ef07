//go:build windows

package chrome

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"syscall"
)

// startProcess starts cmd with two pipes, whose handles it learns from its command line: Windows has no numbered files to inherit.
func startProcess(cmd *exec.Cmd, _ string) (io.ReadCloser, io.WriteCloser, error) {
	theirRead, ourWrite, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	ourRead, theirWrite, err := os.Pipe()
	if err != nil {
		theirRead.Close()
		ourWrite.Close()
		return nil, nil, err
	}
	in, out := syscall.Handle(theirRead.Fd()), syscall.Handle(theirWrite.Fd())
	cmd.SysProcAttr = &syscall.SysProcAttr{AdditionalInheritedHandles: []syscall.Handle{in, out}}
	cmd.Args = slices.Insert(cmd.Args, 1, fmt.Sprintf("--remote-debugging-io-pipes=%d,%d", in, out))
	for _, h := range []syscall.Handle{in, out} {
		if err == nil {
			err = syscall.SetHandleInformation(h, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT)
		}
	}
	if err == nil {
		err = cmd.Start()
	}
	theirRead.Close()
	theirWrite.Close()
	if err != nil {
		ourRead.Close()
		ourWrite.Close()
		return nil, nil, err
	}
	return ourRead, ourWrite, nil
}

// endProcess kills the browser; its children end with it.
func endProcess(cmd *exec.Cmd) {
	_ = cmd.Process.Kill() // gone already is as good
}
