package analyzers

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// wholeModules are public modules that are analysed whole by `make modules`, each with how many packages it has at least.
// They are applications of many kinds, and take every form of the language: what panics nowhere in them is not likely to elsewhere.
var wholeModules = []struct {
	path, version string
	packages      int
}{
	{"github.com/caddyserver/caddy/v2", "v2.10.2", 30},
	{"code.gitea.io/gitea", "v1.25.2", 350},
	{"github.com/gohugoio/hugo", "v0.152.2", 100},
	{"github.com/ory/kratos", "v1.3.1", 100},
	{"github.com/pocketbase/pocketbase", "v0.36.8", 40},
}

// TestWholeModulesAreAnalysedWithoutPanic downloads the modules, and takes minutes: it runs where CANDOR_MODULES is set, as in `make modules`.
func TestWholeModulesAreAnalysedWithoutPanic(t *testing.T) {
	if os.Getenv("CANDOR_MODULES") == "" {
		t.Skip("downloads large modules; make modules runs it")
	}
	t.Run("std", func(t *testing.T) {
		dir := t.TempDir()
		write(t, "module whole.example\n\ngo 1.26\n", dir, "go.mod")
		analyzeWhole(t, dir, "std", 150)
	})
	for _, m := range wholeModules {
		t.Run(m.path, func(t *testing.T) { analyzeWhole(t, downloaded(t, m.path+"@"+m.version), "./...", m.packages) })
	}
}

// downloaded is the folder of a module in the module cache.
func downloaded(t *testing.T, module string) string {
	t.Helper()
	cmd := exec.Command("go", "mod", "download", "-json", module)
	cmd.Dir = t.TempDir()
	out, err := cmd.Output()
	var told struct{ Dir, Error string }
	if jsonErr := json.NewDecoder(bytes.NewReader(out)).Decode(&told); err != nil || jsonErr != nil {
		t.Fatalf("downloading %s: %v: %s", module, err, told.Error)
	}
	return told.Dir
}

// analyzeWhole logs what a run took and found, and fails if a part of the engine gave up for a fault of its own.
func analyzeWhole(t *testing.T, dir, pattern string, packages int) {
	start := time.Now()
	res, err := Run(context.Background(), dir, []string{pattern})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d packages, %d observations, %d functions not known, %.0f s", filepath.Base(dir), res.Packages, len(res.Observations), len(res.Unfollowed), time.Since(start).Seconds())
	if res.Packages < packages {
		t.Errorf("%d packages were analysed, want at least %d", res.Packages, packages)
	}
	for _, gap := range res.Gaps {
		t.Logf("gap: %s: %s", gap.Source, gap.Reason)
		if strings.Contains(gap.Reason, "fault of candor") {
			t.Errorf("%s: %s", gap.Source, gap.Reason)
		}
	}
}
