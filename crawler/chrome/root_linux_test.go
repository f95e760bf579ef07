package chrome

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// In a container with a single user, root can become nobody else, so that Chromium has no sandbox there.
func TestRootAloneHasNoSandboxToOffer(t *testing.T) {
	if os.Getenv("CANDOR_TEST_ALONE") == "" {
		running(t) // or skip
		inNamespaceOfOneUser(t)
		return
	}
	if _, err := Launch(context.Background(), server.options()); !errors.Is(err, ErrSandbox) {
		t.Errorf("Launch as the only user: %v, want ErrSandbox", err)
	}
	opts := server.options()
	opts.NoSandbox = true
	b, err := launch(context.Background(), opts)
	if err != nil {
		t.Fatalf("Launch as the only user, without a sandbox: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

// A browser that root starts is nobody's, with a sandbox or without, and its home is open to nobody else.
func TestABrowserOfRootsIsNobodys(t *testing.T) {
	running(t)
	if os.Geteuid() != 0 {
		t.Skip("this is not root")
	}
	opts := server.options()
	opts.NoSandbox = true
	b, err := launch(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, path := range []string{fmt.Sprintf("/proc/%d", b.cmd.Process.Pid), b.home.path} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if owner := info.Sys().(*syscall.Stat_t).Uid; owner != unprivileged().Uid {
			t.Errorf("%s is that of user %d, want %d", path, owner, unprivileged().Uid)
		}
	}
	if info, err := os.Stat(b.home.path); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the home has the mode %v, %v; want 0700", info.Mode(), err)
	}
}

// inNamespaceOfOneUser runs the calling test in a user namespace whose only user is root.
func inNamespaceOfOneUser(t *testing.T) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	c.Env = append(os.Environ(), "CANDOR_TEST_ALONE=1")
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := c.CombinedOutput()
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSPC) {
		t.Skipf("no user namespace can be made here: %v", err)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
