package scan

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// While a record is being sealed nobody else gets its lock, and who gets it afterwards finds it sealed.
func TestARecordIsLockedUntilItIsSealed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shop.candor")
	s, err := begin(Job{Site: "https://shop.example/", Out: path, Progress: func(Step) {}}, &shop{fuel: -1}, &veil{})
	if err != nil {
		t.Fatal(err)
	}
	var other sync.WaitGroup
	other.Go(func() {
		for {
			lock, err := lockRecord(path)
			if err != nil {
				continue
			}
			if !exists(filepath.Join(path, manifestFile)) {
				t.Error("the record was given away before it was sealed")
			}
			if err := release(lock); err != nil {
				t.Error(err)
			}
			return
		}
	})
	if err := s.look(t.Context(), &shop{fuel: -1}); err != nil {
		t.Error(err)
	}
	other.Wait()
	if err := Verify(path); err != nil {
		t.Error(err)
	}
	if exists(filepath.Join(path, lockFile)) {
		t.Error("the file of the lock is left")
	}
}

// Of many scans that resume a record which only has to be sealed, each seals it, finds it sealed, or is told that another is at it.
func TestManyScansSealOneRecordOnce(t *testing.T) {
	path := run(t, nil).path
	for range 10 {
		if err := os.Remove(filepath.Join(path, manifestFile)); err != nil {
			t.Fatal(err)
		}
		var scans sync.WaitGroup
		for range 8 {
			scans.Go(func() {
				_, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: path, Resume: true}, &shop{fuel: -1})
				if err != nil && !strings.Contains(err.Error(), "is being written by another scan") {
					t.Error(err)
				}
			})
		}
		scans.Wait()
		if err := Verify(path); err != nil {
			t.Fatal(err)
		}
	}
}

// Who waits for a lock while its holder removes it gets one that nobody else would ask for.
func TestALockWhoseFileIsGoneIsNone(t *testing.T) {
	folder := t.TempDir()
	lock, err := lockRecord(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if !stands(lock) {
		t.Error("a lock that was just taken does not stand")
	}
	file := filepath.Join(folder, lockFile)
	if err := os.Rename(file, file+".old"); err != nil { // which keeps its number from being given to the next
		t.Fatal(err)
	}
	if stands(lock) {
		t.Error("a lock whose file is gone stands")
	}
	writeTo(t, file, nil)
	if stands(lock) {
		t.Error("a lock stands for which others would lock another file")
	}
}

// A kill may come between the manifest and the removal of the lock. Its file, which is empty, is no evidence; one that holds anything was put there.
func TestALockThatIsLeftBehindIsNoEvidence(t *testing.T) {
	path := run(t, nil).path
	lock := filepath.Join(path, lockFile)
	writeTo(t, lock, nil)
	if err := Verify(path); err != nil {
		t.Error(err)
	}
	writeTo(t, lock, []byte("anything"))
	if err := Verify(path); err == nil || !strings.Contains(err.Error(), `"scan.lock" was added`) {
		t.Errorf("Verify = %v, want an error that names the file", err)
	}
}

// A scan that gives up without having recorded anything removes what it made, and nothing that another has begun there meanwhile.
func TestWhoGivesUpRemovesNothingOfAnother(t *testing.T) {
	for range 20 {
		path := filepath.Join(t.TempDir(), "shop.candor")
		job := Job{Site: "https://shop.example/", Out: path, Resume: true}
		first, err := create(job, &shop{}, &veil{})
		if err != nil {
			t.Fatal(err)
		}
		var second sync.WaitGroup
		second.Go(func() {
			for {
				w, err := create(job, &shop{}, &veil{})
				if err != nil {
					continue // the first has it still
				}
				if _, err := os.Stat(filepath.Join(path, linesFile)); err != nil {
					t.Errorf("what the second wrote is gone: %v", err)
				}
				if _, err := w.close(); err != nil {
					t.Error(err)
				}
				return
			}
		})
		if kept, err := first.close(); kept || err != nil {
			t.Errorf("close = %t, %v", kept, err)
		}
		second.Wait()
		if exists(path) {
			t.Error("an empty folder is left")
		}
	}
}
