//go:build unix

package chrome

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// startProcess starts cmd with the two pipes of --remote-debugging-pipe as its files 3 and 4, in a process group of its
// own. As root, whose Chromium has no sandbox, it runs as the user nobody, who then owns home. A root that can become nobody else, as
// in a container with a single user, has no sandbox to offer, and runs it as itself where none was asked for.
func startProcess(cmd *exec.Cmd, home string) (io.ReadCloser, io.WriteCloser, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	endWithUs(cmd.SysProcAttr)
	if os.Geteuid() == 0 {
		credential := unprivileged()
		err := give(home, credential)
		if err != nil && !slices.Contains(cmd.Args, noSandbox) {
			return nil, nil, fmt.Errorf("%w (%w)", ErrSandbox, err)
		}
		if err == nil {
			cmd.SysProcAttr.Credential = credential
		}
	}
	e, err := newEnds()
	if err != nil {
		return nil, nil, err
	}
	cmd.ExtraFiles = []*os.File{e.theirRead, e.theirWrite}
	return e.start(cmd)
}

// unprivileged is the user nobody, by the usual number where the system has no such name.
func unprivileged() *syscall.Credential {
	c := &syscall.Credential{Uid: 65534, Gid: 65534}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return c
	}
	if uid, err := strconv.ParseUint(nobody.Uid, 10, 32); err == nil {
		c.Uid = uint32(uid)
	}
	if gid, err := strconv.ParseUint(nobody.Gid, 10, 32); err == nil {
		c.Gid = uint32(gid)
	}
	return c
}

// give makes everything in home belong to the user that will run the browser.
func give(home string, to *syscall.Credential) error {
	err := filepath.WalkDir(home, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, int(to.Uid), int(to.Gid))
	})
	if err != nil {
		return fmt.Errorf("giving the profile to an unprivileged user: %w", err)
	}
	return nil
}

// endProcess kills the whole process group.
func endProcess(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // gone already is as good
}
