package scan

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// onDisksOfItsOwn runs the calling test again as another process, where it may mount file systems that nobody else sees. In there it returns true.
func onDisksOfItsOwn(t *testing.T) bool {
	t.Helper()
	if os.Getenv("CANDOR_TEST_DISKS") != "" {
		return true
	}
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	c.Env = append(os.Environ(), "CANDOR_TEST_DISKS=1")
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := c.CombinedOutput()
	switch {
	case errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSPC):
		t.Skipf("nothing can be mounted here: %v", err)
	case err != nil:
		t.Errorf("%v\n%s", err, out)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("nothing can be mounted here:\n%s", out)
	}
	return false
}

// mount makes a disk in memory of that size in bytes at path, or changes the one that is there.
func mount(t *testing.T, path string, flags uintptr, size int) {
	t.Helper()
	err := syscall.Mount("tmpfs", path, "tmpfs", flags, fmt.Sprintf("size=%d,mode=700", size))
	if errors.Is(err, syscall.EPERM) && flags&syscall.MS_REMOUNT == 0 {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if flags&syscall.MS_REMOUNT == 0 {
		t.Cleanup(func() {
			if err := syscall.Unmount(path, 0); err != nil {
				t.Error(err)
			}
		})
	}
}

// Wherever the disk gets full, the scan ends with an error that says so, what was told to be recorded is, and with more room it is resumed.
func TestADiskThatGetsFullAnywhereLosesNothing(t *testing.T) {
	if !onDisksOfItsOwn(t) {
		return
	}
	const block, room = 4 << 10, 1 << 20
	whole := run(t, nil)
	ended := false
	for size := 3 * block; !ended && size < room; size += block {
		disk := t.TempDir()
		mount(t, disk, 0, size)
		pages := 0
		job := Job{Site: "https://shop.example/", Out: filepath.Join(disk, "shop.candor"), Progress: func(s Step) { pages = max(pages, s.Done) }}
		_, err := Run(t.Context(), job, &shop{fuel: -1})
		ended = err == nil
		if err != nil && (!errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "see that the disk has room") && exists(job.Out)) {
			t.Fatalf("on a disk of %d bytes the scan ends with %v, want an error that says what to do about a full disk", size, err)
		}
		if kept, err := Open(job.Out); pages > 0 && (err != nil || len(kept.pages) < pages) {
			t.Errorf("on a disk of %d bytes %d pages were told to be recorded, and the record has others: %v", size, pages, err)
		}
		mount(t, disk, syscall.MS_REMOUNT, room)
		job.Resume = exists(job.Out)
		rec, err := Run(t.Context(), job, &shop{fuel: -1})
		if err != nil {
			t.Fatalf("resumed after a disk of %d bytes: %v", size, err)
		}
		if diff := cmp.Diff(told(rec.Observations()), told(whole.Observations())); diff != "" {
			t.Errorf("resumed after a disk of %d bytes, observations (-resumed +uninterrupted):\n%s", size, diff)
		}
		if err := Verify(job.Out); err != nil {
			t.Error(err)
		}
	}
	if !ended {
		t.Errorf("no scan ended on a disk of up to %d bytes: the test proves nothing", room)
	}
}

func TestADiskThatIsReadOnlyIsAnErrorThatSaysSo(t *testing.T) {
	if !onDisksOfItsOwn(t) {
		return
	}
	disk := t.TempDir()
	mount(t, disk, 0, 1<<20)
	job := Job{Site: "https://shop.example/", Out: filepath.Join(disk, "shop.candor")}
	if _, err := Run(t.Context(), job, &shop{fuel: 1}); err == nil {
		t.Fatal("the scan was not interrupted")
	}
	kept := everyFile(t, disk)
	mount(t, disk, syscall.MS_REMOUNT|syscall.MS_RDONLY, 1<<20)
	for _, resume := range []bool{false, true} {
		again := job
		if again.Resume = resume; !resume {
			again.Out += ".new"
		}
		if _, err := Run(t.Context(), again, &shop{fuel: -1}); !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), again.Out) {
			t.Errorf("on a read-only disk, resumed %t, the scan ends with %v, want an error that names the record and why", resume, err)
		}
	}
	if got := everyFile(t, disk); !slices.Equal(got, kept) {
		t.Errorf("the record is now %q, was %q", got, kept)
	}
	mount(t, disk, syscall.MS_REMOUNT, 1<<20)
	job.Resume = true
	if _, err := Run(t.Context(), job, &shop{fuel: -1}); err != nil {
		t.Fatal(err)
	}
	if err := Verify(job.Out); err != nil {
		t.Error(err)
	}
}

// everyFile is each file below a folder with the hash of its content.
func everyFile(t *testing.T, folder string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		all = append(all, path+" "+hexHash(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
