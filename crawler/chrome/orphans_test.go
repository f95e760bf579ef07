package chrome

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler/chrome/chrometest"
)

// A Candor that is killed can tidy nothing: its browser ends all the same, though it hangs, and whoever starts a browser next removes its profile, and no other.
func TestABrowserWhoseOwnerIsKilledLeavesNothing(t *testing.T) {
	if os.Getenv("CANDOR_TEST_OWNER") != "" {
		own(t)
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("what processes there are is looked up in /proc")
	}
	running(t)
	t.Setenv("TMPDIR", chrometest.Temp(t))
	alive, err := newHome(false)
	if err != nil {
		t.Fatal(err)
	}
	orphan := killedOwner(t)
	for start := time.Now(); len(chrometest.Processes(orphan)) > 0; time.Sleep(20 * time.Millisecond) {
		if time.Since(start) > time.Minute {
			t.Fatalf("a minute after its owner was killed, the browser has processes: %v", chrometest.Processes(orphan))
		}
	}
	if _, err := os.Stat(orphan); err != nil {
		t.Fatalf("the test proves nothing: %v", err)
	}
	h, err := newHome(false)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{orphan, orphan + lockSuffix} {
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("after the next start %s is still there: %v", path, err)
		}
	}
	clearOrphans() // as another Candor does that starts meanwhile
	for _, path := range []string{alive.path, alive.path + lockSuffix, h.path, h.path + lockSuffix} {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("what belongs to a living browser is gone: %v", err)
		}
	}
	for _, one := range []*home{alive, h} {
		if err := one.remove(); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(h.path + lockSuffix); !os.IsNotExist(err) {
		t.Errorf("the lock of a home that was removed is still there: %v", err)
	}
}

// own starts a browser, says where its home is, and waits to be killed.
func own(t *testing.T) {
	opts := server.options()
	opts.NoSandbox = true // of a browser that visits nothing
	b, err := launch(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("home:" + b.home.path)
	select {}
}

// killedOwner runs the calling test as another process, kills that when its browser is there, and returns where the browser's home is.
func killedOwner(t *testing.T) string {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	c.Env = append(os.Environ(), "CANDOR_TEST_OWNER=1")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if path, ok := strings.CutPrefix(lines.Text(), "home:"); ok {
			stop(t, mainProcess(t, path))
			_ = c.Process.Kill()
			_ = c.Wait() // which tells that it was killed
			return path
		}
		said = append(said, lines.Text())
	}
	t.Fatalf("no browser was started: %v\n%s", c.Wait(), strings.Join(said, "\n"))
	return ""
}

// mainProcess is the one of a browser that does not belong to another of it.
func mainProcess(t *testing.T, home string) int {
	t.Helper()
	for _, path := range chrometest.Processes(home) {
		line, err := os.ReadFile(path)
		if pid, notNumber := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil && notNumber == nil && !strings.Contains(string(line), "--type=") {
			return pid
		}
	}
	t.Fatal("the browser has no process: the test proves nothing")
	return 0
}

// A folder that is called like a home and has no lock, and a lock that is a link, are nobody's to remove.
func TestOnlyHomesWithALockAreCleared(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	kept, linked := filepath.Join(os.TempDir(), homePrefix+"1"), filepath.Join(os.TempDir(), homePrefix+"2")
	for _, path := range []string{kept, linked} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(os.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, linked+lockSuffix); err != nil {
		t.Skip(err)
	}
	clearOrphans()
	for _, path := range []string{kept, linked, file} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

// Homes come and go while others look for orphans: whoever removes one finds it there, whole, and removes it once.
func TestWhoClearsMeanwhileRemovesNoLivingHome(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	done := make(chan struct{})
	var clearing sync.WaitGroup
	for range 2 {
		clearing.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					clearOrphans()
				}
			}
		})
	}
	for range 300 {
		h, err := newHome(false)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(h.path, "profile", "Default", "Preferences")); err != nil {
			t.Errorf("a living home was cleared away: %v", err)
		}
		if err := h.remove(); err != nil {
			t.Error(err)
		}
	}
	close(done)
	clearing.Wait()
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}
