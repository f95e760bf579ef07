package analyzers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/candor-privacy/candor/practice"
)

// kept are the entries of a cache.
func kept(t *testing.T, c Cache) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(c.Dir, "*"))
	must(t, err)
	return list
}

// same reports whether two results say the same. Entries do not tell empty lists from none.
func same(a, b Result) bool { return cmp.Equal(a, b, cmpopts.EquateEmpty()) }

func cachedRun(t *testing.T, c Cache, dir string) Result {
	t.Helper()
	res, err := c.Run(context.Background(), dir, []string{"./..."})
	must(t, err)
	return res
}

func TestAResultIsToldAgainUntilSomethingChanges(t *testing.T) {
	t.Setenv("CGO_ENABLED", "0")
	dir, c := module(t, shop+broken), Cache{Dir: t.TempDir()}
	want := run(t, dir)
	for range 2 {
		if got := cachedRun(t, c, dir); !same(got, want) {
			t.Fatalf("the cache tells\n%v\nwant\n%v", got, want)
		}
	}
	if n := len(kept(t, c)); n != 1 {
		t.Fatalf("%d entries after two runs of the same, want 1", n)
	}
	swap(t, "Write(c.Email)", "Write(\"guest\")", dir, "audit/audit.go")
	if got := cachedRun(t, c, dir); len(got.Observations) >= len(want.Observations) {
		t.Errorf("%d observations when one is mended, want fewer than %d", len(got.Observations), len(want.Observations))
	}
	swap(t, "Write(\"guest\")", "Write(c.Email)", dir, "audit/audit.go")
	if got := cachedRun(t, c, dir); !same(got, want) {
		t.Errorf("after the change is taken back the cache tells\n%v\nwant\n%v", got, want)
	}
}

// TestAnEntryIsWhatIsTold makes sure that a run with nothing changed reads its entry, and does not analyse again.
func TestAnEntryIsWhatIsTold(t *testing.T) {
	t.Setenv("CGO_ENABLED", "0")
	dir, c := module(t, shop), Cache{Dir: t.TempDir()}
	key := keyOf(t, dir, "./...")
	want := Result{Packages: 17, Gaps: []practice.Gap{{Source: "a", Reason: "b"}}}
	c.write(key, want)
	if got := cachedRun(t, c, dir); !same(got, want) {
		t.Errorf("the cache tells %v, want what was written, %v", got, want)
	}
}

func TestACacheMayLieInTheModule(t *testing.T) {
	t.Setenv("CGO_ENABLED", "0")
	dir := module(t, shop)
	c := Cache{Dir: filepath.Join(dir, ".cache", "candor")}
	cachedRun(t, c, dir)
	cachedRun(t, c, dir)
	if n := len(kept(t, c)); n != 1 {
		t.Errorf("%d entries after two runs of the same, want 1", n)
	}
}

func TestADamagedEntryIsNone(t *testing.T) {
	t.Setenv("CGO_ENABLED", "0")
	dir, c := module(t, shop), Cache{Dir: t.TempDir()}
	want := cachedRun(t, c, dir)
	entry := kept(t, c)[0]
	text, err := os.ReadFile(entry)
	must(t, err)
	flipped := append([]byte(nil), text...)
	flipped[len(flipped)/2] ^= 1
	for name, damaged := range map[string][]byte{"empty": {}, "cut short": text[:len(text)/2], "changed": flipped, "of something else": []byte(strings.Repeat("x", 99))} {
		must(t, os.WriteFile(entry, damaged, 0o600))
		if got := cachedRun(t, c, dir); !same(got, want) {
			t.Errorf("%s: the cache tells\n%v\nwant\n%v", name, got, want)
		}
		if now, err := os.ReadFile(entry); err != nil || string(now) != string(text) {
			t.Errorf("%s: the entry is not written anew", name)
		}
	}
}

func TestWhatCannotBeImportedIsNotKept(t *testing.T) {
	t.Setenv("CGO_ENABLED", "0")
	t.Setenv("GOPROXY", "off")
	dir, c := module(t, shop+"-- far/far.go --\npackage far\n\nimport _ \"far.example/away\"\n"), Cache{Dir: t.TempDir()}
	if res := cachedRun(t, c, dir); len(res.Gaps) != 1 {
		t.Fatalf("gaps are %v, want one", res.Gaps)
	}
	if list := kept(t, c); len(list) > 0 {
		t.Errorf("%v are kept, though a module may be downloaded at any time", list)
	}
}

func TestACacheThatCannotBeWrittenDoesNotHinder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	if res := cachedRun(t, Cache{Dir: filepath.Join(file, "cache")}, module(t, shop)); res.Packages != 4 {
		t.Errorf("%d packages, want 4", res.Packages)
	}
}

func TestACacheStaysSmall(t *testing.T) {
	c := Cache{Dir: t.TempDir()}
	for i := range maxEntries + 5 {
		key := fmt.Sprintf("%02d", i)
		c.write(key, Result{Packages: i + 1})
		then := time.Now().Add(time.Duration(i-1000) * time.Minute)
		must(t, os.Chtimes(c.file(key), then, then))
	}
	old, fresh := filepath.Join(c.Dir, "1"+unfinishedEnd), filepath.Join(c.Dir, "2"+unfinishedEnd)
	must(t, os.WriteFile(old, nil, 0o600))
	must(t, os.WriteFile(fresh, nil, 0o600))
	must(t, os.Chtimes(old, time.Now(), time.Now().Add(-2*time.Hour)))
	c.write("last", Result{Packages: 1})
	if n := len(kept(t, c)); n != maxEntries+1 {
		t.Errorf("%d files, want %d and the one that somebody is writing", n, maxEntries)
	}
	if _, ok := c.read("00"); ok {
		t.Error("the oldest entry is still there")
	}
	if res, ok := c.read("last"); !ok || res.Packages != 1 {
		t.Errorf("the newest entry is %v, %v", res, ok)
	}
	if _, err := os.Stat(fresh); errors.Is(err, os.ErrNotExist) {
		t.Error("what another run is writing is gone")
	}
}

func TestRunsAtOnceShareACache(t *testing.T) {
	c := Cache{Dir: t.TempDir()}
	want := Result{Packages: 3, Gaps: []practice.Gap{{Source: strings.Repeat("a", 1<<16)}}}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				c.write("key", want)
				if got, ok := c.read("key"); ok && !same(got, want) {
					t.Error("half of an entry is read")
				}
			}
		})
	}
	wait.Wait()
	if res, ok := c.read("key"); !ok || res.Packages != 3 {
		t.Errorf("the entry is %d packages, %v", res.Packages, ok)
	}
}
