package chrome

import (
	"context"
	"errors"
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
