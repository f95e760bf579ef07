// Package chrome is the real crawler.Browser: a Chromium that Candor starts, watches and removes.
//
// It is the only package that speaks the DevTools protocol. It uses the protocol's types from cdproto, over a pipe of its
// own (no open port), and follows every target that a visit opens: pages, cross-site iframes, popups and all kinds of
// workers are attached before their first line of script runs. What is recorded is what the browser reports, not what a page says of itself.
//
// A request leads to the script behind it (causes.go): the protocol's own call stack, lengthened by who made a worker, a frame or an address
// without a document of its own (blob:, data:, about:srcdoc), and told by the probe where the protocol names nobody (event sources, workers,
// images, media, fonts, forms). What cannot be seen:
//
//   - An image that CSS asks for is laid at its style sheet or document, even if a script wrote the style: the protocol has no stack for it.
//   - A script that names itself by sourceURL after something that the page did load is taken for that, in requests; in cookies and storage
//     it is seen through. Seeing through it everywhere would need the debugger, which costs a fifth to a half of a page's processor time.
//   - What is assigned to localStorage as a property has no known writer, nor has a cookie or cache that a worker sets by cookieStore or caches.
//   - Preconnections send no request. Manifests are not fetched without a window. Network error logging is sent after the visit, if at all.
//   - The time of a single message of a WebSocket is not kept, and of what it receives only the first 64 KiB.
//
// One Browser is meant for one site. Its sessions are separate visitors.
package chrome

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
)

// Options say how the browser starts and how long it looks. The zero value is good for a live site.
type Options struct {
	Path                    string        // of the browser's program; "" for the one that Find finds
	NoSandbox               bool          // run pages without Chromium's sandbox, where the kernel forbids it
	HostRules               string        // Chromium's --host-resolver-rules, such as "MAP * 127.0.0.1:4443"
	IgnoreCertificateErrors bool          // for a site with a certificate of its own making
	BlockThirdPartyCookies  bool          // as some browsers do; the default allows them, as most do
	UserAgent               string        // to call itself; "" for that of the Chromium that it is, without the word Headless
	Viewport                Viewport      // of pages; zero for the browser's own
	Locale                  string        // such as "fr-FR": of Accept-Language, navigator.language and Intl; "" for the browser's own
	Timezone                string        // such as "Europe/Paris"; "" for the machine's
	Proxy                   string        // through which all is loaded, such as "http://127.0.0.1:3128"; "" for none
	PublicOnly              bool          // load nothing from this machine and private networks, whatever names lead there. Without HostRules and Proxy alone
	Settle                  time.Duration // how long the network must be silent for a page to be done; 0 is 500 ms
	PageTimeout             time.Duration // how long a page may take in all; 0 is 20 s. With more it also has as many times as long to answer whatever it is asked
}

// noSandbox is Chromium's flag for doing without.
const noSandbox = "--no-sandbox"

// ErrSandbox is returned if the kernel does not let Chromium build its sandbox.
var ErrSandbox = errors.New("the kernel forbids Chromium's sandbox; allow user namespaces (sysctl user.max_user_namespaces, and in a container its seccomp profile) or run with --no-sandbox")

//go:embed flags.txt
var flagsTable string

// startTimeout is how long a browser may take until it answers. Cold starts of 5 s were seen on a loaded machine.
const startTimeout = 45 * time.Second

// A Browser is a running Chromium with a profile of its own.
type Browser struct {
	opts    Options
	limits  limits
	pace    pace // of its sessions
	about   crawler.About
	agent   agent
	binding string // name under which a page's probe finds its way to us
	probe   string // the script that watches every document and worker
	pipe    *pipe
	targets *targets
	cmd     *exec.Cmd
	exited  chan struct{} // closed when the process has ended
	stderr  *tail
	home    *home // holds the profile and everything else the browser writes
	gate    *gate // the only way to the network; nil where it is open
	close   sync.Once
}

// Launch starts a browser. It ends, and its profile is removed, with Close or with ctx, whichever comes first.
// The error is ErrNotFound or ErrSandbox where these are the reason.
func Launch(ctx context.Context, opts Options) (*Browser, error) {
	opts.Settle = cmp.Or(opts.Settle, 500*time.Millisecond)
	opts.PageTimeout = cmp.Or(opts.PageTimeout, usualPageTimeout)
	if opts.PublicOnly && (opts.HostRules != "" || opts.Proxy != "") {
		return nil, errors.New("what a proxy or host rules lead to is not known to be public: leave them out, or PublicOnly")
	}
	path, err := locate(opts.Path)
	if err != nil {
		return nil, err
	}
	version, err := Version(path)
	if err != nil {
		return nil, err
	}
	b := &Browser{opts: opts, limits: pageLimits, pace: paceOf(opts), agent: newAgent(version).as(opts), binding: randomName(), exited: make(chan struct{}), stderr: &tail{max: 1 << 14}}
	b.probe = probe(b.binding, cmp.Or(opts.Viewport, usualWindow))
	if b.home, err = newHome(opts.BlockThirdPartyCookies); err != nil {
		return nil, err
	}
	if opts.PublicOnly {
		b.gate, err = newGate()
	}
	if err == nil {
		err = b.start(path)
	}
	if err != nil {
		b.gate.close()
		return nil, errors.Join(err, b.home.remove())
	}
	if err := b.greet(ctx); err != nil {
		b.Close()
		return nil, b.startError(path, err)
	}
	context.AfterFunc(ctx, func() { b.Close() })
	return b, nil
}

// locate returns the program to start.
func locate(path string) (string, error) {
	if path == "" {
		return Find()
	}
	found, err := exec.LookPath(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, ErrNotFound)
	}
	return program(found), nil
}

// start runs the program and connects the pipe.
func (b *Browser) start(path string) error {
	flags := b.flags()
	way := b.gate.flags()
	b.cmd = exec.Command(path, slices.Concat([]string{"--user-data-dir=" + filepath.Join(b.home.path, "profile")}, way, flags)...)
	home := b.home.path
	b.cmd.Dir = home
	b.cmd.Env = append(os.Environ(), "HOME="+home, "TMPDIR="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home)
	b.cmd.Stderr = b.stderr
	b.cmd.WaitDelay = time.Second // a process that left the group may hold stderr open, and must not hold up Close
	r, w, err := b.run()
	if err != nil {
		return fmt.Errorf("starting %s: %w", path, err)
	}
	b.targets = newTargets(b)
	b.pipe = newPipe(r, w, maxMessage, b.targets.handle)
	b.about = crawler.About{
		Product: b.agent.product, UserAgent: b.agent.userAgent, Flags: flags, Sandboxed: !b.opts.NoSandbox, ThirdPartyCookies: "allowed",
		Viewport: b.opts.Viewport.String(), Locale: b.opts.Locale, Timezone: b.opts.Timezone, Proxy: b.opts.Proxy, PublicOnly: b.gate != nil,
	}
	if b.opts.BlockThirdPartyCookies {
		b.about.ThirdPartyCookies = "blocked"
	}
	return nil
}

// run starts the process and watches its end, on a thread that stays as long as the process: a system that ends a child with its parent takes the
// thread that started it for the parent.
func (b *Browser) run() (r io.ReadCloser, w io.WriteCloser, err error) {
	started := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		r, w, err = startProcess(b.cmd, b.home.path)
		running := err == nil // of our own, since the caller goes on with the rest
		close(started)
		if running {
			_ = b.cmd.Wait() // how it ended is in stderr
			close(b.exited)
		}
	}()
	<-started
	return r, w, err
}

// flags returns the command line without the program, and without the profile and the gate, which are new each time.
func (b *Browser) flags() []string {
	var flags []string
	for _, row := range practice.MustTable("flags.txt", flagsTable, 1) {
		flags = append(flags, row.Columns[0])
	}
	flags = append(flags, "--remote-debugging-pipe", "--user-agent="+b.agent.userAgent)
	if b.opts.NoSandbox {
		flags = append(flags, noSandbox)
	}
	if b.opts.HostRules != "" {
		flags = append(flags, "--host-resolver-rules="+b.opts.HostRules)
	}
	if b.opts.IgnoreCertificateErrors {
		flags = append(flags, "--ignore-certificate-errors")
	}
	if b.opts.Proxy != "" {
		flags = append(flags, "--proxy-server="+b.opts.Proxy)
	}
	if b.opts.Locale != "" {
		flags = append(flags, "--accept-lang="+languages(b.opts.Locale))
	}
	return append(flags, "about:blank") // otherwise the distribution's start page is loaded
}

// greet waits for the browser's first answer and attaches to whatever it opens from now on.
func (b *Browser) greet(ctx context.Context) error {
	ctx, cancel := b.pace.patiently(ctx, startTimeout)
	defer cancel()
	return b.targets.watch(ctx)
}

func (b *Browser) root() channel { return channel{pipe: b.pipe} }

// startError says why the browser did not come up.
func (b *Browser) startError(path string, err error) error {
	said := b.stderr.String()
	if strings.Contains(said, "No usable sandbox") || strings.Contains(said, "namespace sandbox failed") || strings.Contains(said, "zygote_host_impl") {
		return fmt.Errorf("starting %s: %w", path, ErrSandbox)
	}
	if lines := strings.Split(strings.TrimSpace(said), "\n"); said != "" {
		return fmt.Errorf("starting %s: %w; it said: %s", path, err, lines[len(lines)-1])
	}
	return fmt.Errorf("starting %s: %w", path, err)
}

// About says what the browser is and how it presents itself.
func (b *Browser) About() crawler.About { return b.about }

// Close ends the browser, all its processes, and removes its profile.
func (b *Browser) Close() error {
	var err error
	b.close.Do(func() {
		b.pipe.send("", browser.CommandClose, cdp.Empty{}, nil)
		select {
		case <-b.exited:
		case <-time.After(3 * time.Second): // a clean end takes a quarter of a second
		}
		endProcess(b.cmd)
		<-b.exited
		b.pipe.fail(errors.New("closed"))
		b.gate.close()
		err = b.home.remove()
	})
	return err
}

// A tail keeps the last bytes written to it.
type tail struct {
	mu  sync.Mutex
	max int
	buf []byte
}

// Write keeps the end of p.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if over := len(t.buf) - t.max; over > 0 {
		t.buf = bytes.Clone(t.buf[over:])
	}
	return len(p), nil
}

// String returns what is kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.buf)
}
