package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler/chrome/chrometest"
	"github.com/candor-privacy/candor/scan"
)

var kills = flag.Int("kills", 0, "how often TestNoKillLosesEvidence kills a scan or its browser")

// Whenever Candor or its browser is killed, the record holds all that was told to be recorded, --resume goes on behind it, and what comes out in
// the end is what a scan tells that nobody killed: each page once, and no request that the site did not get.
func TestNoKillLosesEvidence(t *testing.T) {
	if *kills == 0 {
		t.Skip("takes long, and its moments are random: make kills")
	}
	needBrowser(t)
	site, temp := newCountingSite(t), chrometest.Temp(t)
	start := time.Now()
	whole := &killed{site: site, temp: temp, out: filepath.Join(t.TempDir(), "whole.candor")}
	whole.run(t, nil)
	want, took := whole.finished(t), time.Since(start)
	if len(whole.told) == 0 || len(want["gaps"].([]any)) > 0 {
		t.Fatalf("of %d pages that were told to be recorded there are gaps %v: the test proves nothing", len(whole.told), want["gaps"])
	}
	moments := rand.New(rand.NewPCG(uint64(start.UnixNano()), 0))
	for done := 0; done < *kills; {
		t.Run(fmt.Sprint(done+1), func(t *testing.T) {
			k := &killed{site: site, temp: temp, out: filepath.Join(t.TempDir(), "killed.candor")}
			for again := true; again && done < *kills; again = moments.IntN(3) == 0 {
				done++
				after := time.Duration(moments.Int64N(int64(took)))
				victim := victims[moments.IntN(len(victims))]
				t.Logf("kill %d: %s after %s", done, victim.name, after.Round(time.Millisecond))
				k.run(t, func(tool *exec.Cmd) {
					time.Sleep(after)
					victim.kill(tool)
				})
				k.lostNothing(t)
			}
			k.run(t, nil)
			got := k.finished(t)
			if gaps := got["gaps"].([]any); len(gaps) > 0 {
				t.Logf("it tells gaps: %v", gaps)
			}
			if diff := differences(want, got); diff != "" {
				t.Errorf("a scan that was killed tells otherwise than one that was not (-want +got):\n%s", diff)
			}
			k.leftNothing(t)
		})
		if t.Failed() {
			return // with the first record that shows it
		}
	}
}

// victims are those that are killed.
var victims = []struct {
	name string
	kill func(tool *exec.Cmd)
}{
	{"the tool", killTool},
	{"the browser", func(tool *exec.Cmd) { killChildren(tool.Process.Pid) }},
	{"both", func(tool *exec.Cmd) { killChildren(tool.Process.Pid); killTool(tool) }},
}

func killTool(tool *exec.Cmd) { _ = tool.Process.Kill() } // it may have ended before

// killChildren kills the processes that another has started; none where there is no /proc.
func killChildren(parent int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		text, _ := os.ReadFile(path) // which is gone when the process is
		_, rest, _ := strings.Cut(string(text), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			if pid, err := strconv.Atoi(strings.Split(path, "/")[2]); err == nil {
				if p, err := os.FindProcess(pid); err == nil {
					_ = p.Kill()
				}
			}
		}
	}
}

// A countingSite gives every page that it sends a number of its own, which a script of the page sends back.
type countingSite struct {
	*httptest.Server
	mu   sync.Mutex
	sent int
	back map[int]bool
}

func newCountingSite(t *testing.T) *countingSite {
	s := &countingSite{back: map[int]bool{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *countingSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch r.URL.Path {
	case "/", "/one", "/two", "/three":
		s.sent++
		http.SetCookie(w, &http.Cookie{Name: "visitor", Value: "4f1c8d2a90b7e653", MaxAge: 86400})
		fmt.Fprintf(w, `<!doctype html><title>Shop</title><link rel=icon href="data:,"><a href=/one>One</a> <a href=/two>Two</a> <a href=/three>Three</a>
			<script>localStorage.setItem('seen', 'yes'); fetch('/back?serial=%d').then((answer) => answer.text())</script>`, s.sent)
	case "/back":
		n, _ := strconv.Atoi(r.URL.Query().Get("serial"))
		s.back[n] = true
		fmt.Fprint(w, "thank you") // what is not read to its end by the page, or has none, may be told as aborted
	default:
		http.NotFound(w, r)
	}
}

// A killed is a scan that is killed and resumed until it ends.
type killed struct {
	site *countingSite
	temp string // where its browsers live
	out  string
	told []string // the pages that were told to be recorded, each as state and address
	kept []byte   // what the record was after the last kill, up to its last whole frame
}

// pageTold is a line of the progress about a page. It is told when the page is recorded.
var pageTold = regexp.MustCompile(`(?m)^(before consent|under gpc): (\S+), \d+ requests?,`)

// run starts the scan, or goes on with it, and lets meanwhile happen to it; without that, it must come to its end.
func (k *killed) run(t *testing.T, meanwhile func(*exec.Cmd)) {
	t.Helper()
	args := []string{"crawl", k.site.URL, "--out", k.out, "--no-sandbox", "--states", "before,gpc", "--settle", "100ms", "--page-timeout", "3m"}
	if _, err := os.Stat(k.out); err == nil {
		args = append(args, "--resume")
	}
	var said bytes.Buffer
	tool := exec.Command("candor", args...)
	tool.Stderr = &said
	tool.Env = append(os.Environ(), "TMPDIR="+k.temp)
	if err := tool.Start(); err != nil {
		t.Fatal(err)
	}
	if meanwhile != nil {
		meanwhile(tool)
	}
	if err := tool.Wait(); err != nil && meanwhile == nil {
		t.Fatalf("candor %s: %v\n%s", strings.Join(args, " "), err, said.String())
	}
	for _, line := range pageTold.FindAllStringSubmatch(said.String(), -1) {
		k.told = append(k.told, line[1]+" "+line[2])
	}
}

// leftNothing holds that of all browsers that were killed, or whose tool was, neither a process nor a profile is left once a scan has come to its end.
func (k *killed) leftNothing(t *testing.T) {
	t.Helper()
	for start := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		profiles, err := filepath.Glob(filepath.Join(k.temp, "*"))
		if err != nil {
			t.Fatal(err)
		}
		processes := chrometest.Processes(k.temp)
		if len(profiles)+len(processes) == 0 {
			return
		}
		if time.Since(start) > time.Minute { // a system that is busy ends them some time later
			t.Errorf("left are the profiles %v and the processes %v", profiles, processes)
			return
		}
	}
}

// cutOff is what a record tells whose last frame is not whole.
var cutOff = regexp.MustCompile(`cut off behind its first (\d+) bytes`)

// lostNothing holds that all that was told is in the record, and that what an earlier kill left is there as it was.
func (k *killed) lostNothing(t *testing.T) {
	t.Helper()
	lines, err := os.ReadFile(filepath.Join(k.out, "record.jsonl.zst"))
	if errors.Is(err, fs.ErrNotExist) && len(k.told) == 0 {
		return // killed before there was anything
	}
	if err != nil {
		t.Fatal(err)
	}
	rec, err := scan.Open(k.out)
	if err != nil {
		t.Fatal(err)
	}
	inventory := rec.Inventory()
	var pages []string
	for _, p := range inventory.Pages {
		pages = append(pages, string(p.State)+" "+p.URL)
	}
	for _, page := range k.told {
		if !slices.Contains(pages, page) {
			t.Errorf("%s was told to be recorded, and is not: %q", page, pages)
		}
	}
	if !bytes.HasPrefix(lines, k.kept) {
		t.Errorf("what the record held after a kill is not what it begins with after the next")
	}
	k.kept = lines
	for _, g := range inventory.Gaps {
		if whole := cutOff.FindStringSubmatch(g.Reason); whole != nil {
			n, _ := strconv.Atoi(whole[1])
			k.kept = lines[:n]
		}
	}
}

// serial is the number of a page.
var serial = regexp.MustCompile(`\bserial=(\d+)`)

// finished holds that the record is whole and tells of nothing that did not happen, and returns its inventory without what is new each time.
func (k *killed) finished(t *testing.T) map[string]any {
	t.Helper()
	k.lostNothing(t)
	if err := scan.Verify(k.out); err != nil {
		t.Fatal(err)
	}
	rec, err := scan.Open(k.out)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(rec.Inventory())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, found := range serial.FindAllStringSubmatch(string(text), -1) {
		n, _ := strconv.Atoi(found[1])
		k.site.mu.Lock()
		if !k.site.back[n] || seen[found[1]] {
			t.Errorf("request %s is there twice, or the site never got it", found[0])
		}
		k.site.mu.Unlock()
		seen[found[1]] = true
	}
	var inventory map[string]any
	if err := json.Unmarshal(serial.ReplaceAll(text, []byte("serial=drawn")), &inventory); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 8 && len(inventory["gaps"].([]any)) == 0 {
		t.Errorf("%d requests of pages are recorded, want 8", len(seen))
	}
	return settled(inventory).(map[string]any)
}
