package chrome

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/chrome/chrometest"
	"go.uber.org/goleak"
)

var soak = flag.Int("soak", 0, "how many pages TestMemoryStaysFlat visits; 0 leaves it out")

// soaked are the pages of a soak: each of another kind, and none that is there to take long.
var soaked = []string{
	"cookies.html", "forms.html", "frame.html", "kinds.html", "leaks.html", "storage.html", "fingerprint-canvas.html", "consent-layers.html", "crowd-frame.html", "gpc.html",
}

// After many pages Candor and its browser take as much memory as after some, and have as many goroutines and processes.
func TestMemoryStaysFlat(t *testing.T) {
	if *soak == 0 {
		t.Skip("make soak visits 500 pages")
	}
	running(t)
	ignore := goleak.IgnoreCurrent()
	opts := server.options()
	opts.Settle = 100 * time.Millisecond
	b, err := launch(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	var some, many usage
	for visited := 0; visited < *soak; {
		visited, many = soakVisitor(t, b, visited, *soak/10)
		t.Logf("after %3d pages: %s", visited, many)
		if some.heap == 0 {
			some = many
		}
	}
	if many.heap > some.heap*11/10 || many.browser > some.browser*11/10 {
		t.Error("memory has grown by more than a tenth")
	}
	if many.goroutines > some.goroutines || many.processes > some.processes {
		t.Error("there are more goroutines or processes")
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if left := chrometest.Processes(b.home.path); len(left) > 0 {
		t.Errorf("processes left: %v", left)
	}
	server.tls.CloseClientConnections()
	server.plain.CloseClientConnections()
	goleak.VerifyNone(t, ignore, goleak.IgnoreAnyFunction("net/http.(*conn).serve"))
}

// soakVisitor visits some pages, one after the other, with a profile of its own, as a crawl does in one consent state. It returns how many were visited
// in all, and what is taken while the visitor is still there.
func soakVisitor(t *testing.T, b *Browser, visited, pages int) (int, usage) {
	t.Helper()
	s, err := b.Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range pages {
		page := soaked[visited%len(soaked)]
		if _, err := s.Visit(t.Context(), "https://shop.example/"+page); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		visited++
	}
	server.forget()
	server.tls.CloseClientConnections() // which are the test's own, and as many as the browser likes
	server.plain.CloseClientConnections()
	return visited, usageOf(t, b)
}

// usage is what Candor and its browser take: bytes of heap that are in use, and what the browser's processes have written, which no other browser on the
// machine has a share in.
type usage struct {
	heap, browser, goroutines, processes int
	kinds                                map[string]int // of the browser's bytes, by what its processes are for
}

func (u usage) String() string {
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(u.kinds)) {
		kinds = append(kinds, fmt.Sprintf("%s %.1f", kind, float64(u.kinds[kind])/1e6))
	}
	return fmt.Sprintf("heap %.1f MB, browser %.1f MB (%s), %d goroutines, %d processes",
		float64(u.heap)/1e6, float64(u.browser)/1e6, strings.Join(kinds, ", "), u.goroutines, u.processes)
}

// usageOf is the least of some seconds: processes end, and garbage is collected, some time after what they were for is over.
func usageOf(t *testing.T, b *Browser) usage {
	t.Helper()
	var least usage
	for i := range 5 {
		time.Sleep(time.Second)
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		u := usage{heap: int(m.HeapAlloc), goroutines: runtime.NumGoroutine(), kinds: map[string]int{}}
		for _, path := range chrometest.Processes(b.home.path) {
			bytes := sharedOut(t, filepath.Dir(path))
			u.processes++
			u.browser += bytes
			u.kinds[kindOf(path)] += bytes
		}
		if i == 0 {
			least = u
		}
		if u.browser < least.browser {
			least.browser, least.kinds = u.browser, u.kinds
		}
		least.heap, least.goroutines, least.processes = min(least.heap, u.heap), min(least.goroutines, u.goroutines), min(least.processes, u.processes)
	}
	return least
}

// kindOf is what a process of a browser is for, by its command line.
func kindOf(commandLine string) string {
	line, err := os.ReadFile(commandLine)
	if err != nil {
		return "ended"
	}
	kind := "browser"
	for flag := range strings.SplitSeq(strings.ReplaceAll(string(line), " ", "\x00"), "\x00") {
		if value, ok := strings.CutPrefix(flag, "--type="); ok {
			kind = value
		}
		if value, ok := strings.CutPrefix(flag, "--utility-sub-type="); ok {
			kind = value
		}
	}
	return kind
}

// sharedOut is a process's share of its anonymous memory in bytes (proc(5), smaps_rollup); 0 for one that has just ended.
func sharedOut(t *testing.T, process string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(process, "smaps_rollup"))
	if err != nil {
		return 0
	}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) == 3 && fields[0] == "Pss_Anon:" {
			kB, err := strconv.Atoi(fields[1])
			if err != nil {
				t.Fatal(err)
			}
			return kB << 10
		}
	}
	return 0
}
