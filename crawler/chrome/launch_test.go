package chrome

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/chrome/chrometest"
	"github.com/candor-privacy/candor/practice"
	"go.uber.org/goleak"
)

func TestABrowserThatIsNotThereSaysHowToGetIt(t *testing.T) {
	_, err := Launch(t.Context(), Options{Path: "/no/such/chromium"})
	if !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "apt-get install chromium") || !strings.Contains(err.Error(), "candor doctor") {
		t.Errorf("Launch gives %v, want ErrNotFound with its remedies", err)
	}
}

func TestTheProgramBehindAWrapperIsFound(t *testing.T) {
	dir := t.TempDir()
	wrapper, real := filepath.Join(dir, "chromium-wrapper"), filepath.Join(dir, "chrome")
	for path, content := range map[string]string{wrapper: "#!/bin/sh\nexec chrome\n", real: "\x7fELF"} {
		if err := os.WriteFile(path, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	known := browsers
	browsers = nil
	defer func() { browsers = known }()
	if got := program(wrapper); got != real {
		t.Errorf("program(%s) = %s, want %s", wrapper, got, real)
	}
	if got := program(real); got != real {
		t.Errorf("program(%s) = %s, want it itself", real, got)
	}
}

func TestASandboxThatCannotBeBuiltSaysWhatToDo(t *testing.T) {
	b := &Browser{stderr: &tail{max: 100}}
	b.stderr.Write([]byte("[1:1:FATAL:zygote_host_impl_linux.cc(132)] No usable sandbox! If you are running on Ubuntu 23.10+ ..."))
	err := b.startError("/usr/bin/chromium", errors.New("pipe closed"))
	if !errors.Is(err, ErrSandbox) || !strings.Contains(err.Error(), "--no-sandbox") {
		t.Errorf("startError = %v, want ErrSandbox with its remedy", err)
	}
}

// A browser says as much as it likes on stderr; the end is kept.
func TestOfWhatABrowserSaysTheEndIsKept(t *testing.T) {
	said := tail{max: 100}
	for range 1000 {
		said.Write([]byte(strings.Repeat("x", 99) + "\n"))
	}
	said.Write([]byte("last"))
	if got := said.String(); got != strings.Repeat("x", 95)+"\nlast" {
		t.Errorf("kept are %d bytes: %q", len(got), got)
	}
}

// One that hangs is killed.
func TestABrowserThatHangsIsClosed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signal stops a process there")
	}
	running(t)
	b, err := launch(t.Context(), server.options())
	if err != nil {
		t.Fatal(err)
	}
	stop(t, b.cmd.Process.Pid)
	closed := make(chan error)
	go func() { closed <- b.Close() }()
	select {
	case err := <-closed:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("a minute after it was closed the browser is there")
	}
}

// stop makes a process hang.
func stop(t *testing.T, pid int) {
	t.Helper()
	if out, err := exec.Command("kill", "-STOP", strconv.Itoa(pid)).CombinedOutput(); err != nil {
		t.Fatalf("stopping process %d: %v\n%s", pid, err, out)
	}
}

func TestABrowserEndsWithItsContextAndLeavesNothing(t *testing.T) {
	running(t)
	ignore := goleak.IgnoreCurrent()
	ctx, cancel := context.WithCancel(t.Context())
	b, err := launch(ctx, server.options())
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.Open(ctx, crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	visited := make(chan error)
	go func() {
		_, err := s.Visit(ctx, "https://shop.example/never")
		visited <- err
	}()
	cancel()
	if err := <-visited; err == nil {
		t.Error("a visit whose context ends gives a page, want an error")
	}
	select {
	case <-b.exited:
	case <-time.After(time.Minute):
		t.Error("a minute after its context has ended the browser is there")
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	for _, path := range []string{b.home.path, b.home.lock.Path()} {
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", path, err)
		}
	}
	if processes := chrometest.Processes(b.home.path); len(processes) > 0 {
		t.Errorf("processes left: %v", processes)
	}
	goleak.VerifyNone(t, ignore, goleak.IgnoreAnyFunction("net/http.(*conn).serve"))
}

func TestABrowserThatDiesIsGone(t *testing.T) {
	running(t)
	opts := server.options()
	opts.PageTimeout = time.Hour // which is not waited for
	b, err := launch(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	s, err := b.Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	server.forget()
	go func() {
		for !slices.Contains(server.seen(), "GET shop.example/collect") { // for which the page asks when it is there, again and again
			time.Sleep(10 * time.Millisecond)
		}
		endProcess(b.cmd)
	}()
	if _, err := s.Visit(t.Context(), "https://shop.example/poll.html"); !errors.Is(err, crawler.ErrGone) {
		t.Errorf("a visit in the middle of which the browser dies gives the error %v, want crawler.ErrGone", err)
	}
	if _, err := s.Visit(t.Context(), "https://shop.example/forms.html"); !errors.Is(err, crawler.ErrGone) {
		t.Errorf("Visit gives %v, want crawler.ErrGone", err)
	}
	if _, err := b.Open(t.Context(), crawler.Visitor{}); !errors.Is(err, crawler.ErrGone) {
		t.Errorf("Open gives %v, want crawler.ErrGone", err)
	}
}

func TestTheBrowserDoesNotLookLikeARobot(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/robot.html")
	got := map[string]string{}
	for _, item := range p.Storage {
		got[item.Key] = item.Value
	}
	for key, want := range map[string]string{"webdriver": "false", "headless": "false", "plugins": "true", "languages": "true", "chrome": "object", "brands": "false", "native": "true", "named": "true", "made": "true", "screen": "true", "frame": "true", "traces": "false", "permission": "true", "hints": "fine"} {
		if got[key] != want {
			t.Errorf("%s = %q, want %q", key, got[key], want)
		}
	}
	about := running(t).About()
	if !strings.HasPrefix(about.Product, "Chromium/") && !strings.HasPrefix(about.Product, "Google/Chrome/") || strings.Contains(about.UserAgent, "Headless") {
		t.Errorf("About = %s, %s", about.Product, about.UserAgent)
	}
	for _, r := range requests(t).Requests {
		for _, h := range r.Headers {
			if strings.Contains(h.Value, "Headless") {
				t.Errorf("%s %s sends %s: %s", r.Target, r.URL, h.Name, h.Value)
			}
		}
	}
}

func TestThirdPartyCookiesCanBeBlocked(t *testing.T) {
	t.Parallel()
	running(t)
	opts := server.options()
	opts.BlockThirdPartyCookies = true
	b, err := launch(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	s, err := b.Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Visit(t.Context(), "https://shop.example/cookies.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Cookies {
		if refused := len(c.Refused) > 0; c.Name == "third" && !refused || c.Name == "by_script" && refused {
			t.Errorf("%s of %s refused = %v", c.Name, c.Domain, c.Refused)
		}
	}
	if b.About().ThirdPartyCookies != "blocked" {
		t.Errorf("About says third-party cookies are %s, want blocked", b.About().ThirdPartyCookies)
	}
}

func TestTheTablesOfProgramsAndFlagsAreWellFormed(t *testing.T) {
	for _, row := range browsers {
		if !slices.Contains([]string{"darwin", "freebsd", "linux", "openbsd", "windows"}, row.Columns[0]) || row.Columns[1] == "" {
			t.Errorf("browsers.txt:%d: want an operating system and a program", row.Line)
		}
	}
	seen := map[string]bool{}
	for _, row := range practice.MustTable("flags.txt", flagsTable, 1) {
		name, _, _ := strings.Cut(row.Columns[0], "=")
		if !strings.HasPrefix(name, "--") || seen[name] {
			t.Errorf("flags.txt:%d: %q is no flag, or there twice; of two the browser takes the last", row.Line, name)
		}
		seen[name] = true
	}
}
