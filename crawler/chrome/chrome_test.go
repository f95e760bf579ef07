package chrome

import (
	"context"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
)

// The tests share one server that answers for every host name, and one browser, which the first test that needs it
// starts; each test has a session of its own.
var (
	server = newSite()
	shared = sync.OnceValues(launchShared)
	used   atomic.Bool
)

// launchShared starts the browser of all tests. They visit only our own pages, so that they go on without a sandbox where there can be none.
func launchShared() (*Browser, error) {
	opts := server.options()
	b, err := launch(context.Background(), opts)
	if errors.Is(err, ErrSandbox) {
		log.Printf("no sandbox can be had here; our own pages are visited without one: %v", err)
		opts.NoSandbox = true
		return launch(context.Background(), opts)
	}
	return b, err
}

// launch starts a browser that gives a page ten times the usual time, since tests run on busy machines. Pages without end are visited in haste.
func launch(ctx context.Context, opts Options) (*Browser, error) {
	b, err := Launch(ctx, opts)
	if err == nil {
		b.pace.page, b.pace.patience = 10*b.pace.page, 10
	}
	return b, err
}

func TestMain(m *testing.M) {
	code := m.Run()
	if used.Load() {
		if b, err := shared(); err == nil {
			if err := b.Close(); err != nil {
				log.Print(err)
				code = 1
			}
		}
	}
	server.close()
	os.Exit(code)
}

// running returns the shared browser; it skips the test where there is none.
func running(t testing.TB) *Browser {
	t.Helper()
	used.Store(true)
	b, err := shared()
	if err != nil && os.Getenv("CANDOR_REQUIRE_BROWSER") == "1" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip(err)
	}
	return b
}

// open returns a session of the shared browser.
func open(t *testing.T) crawler.Session {
	t.Helper()
	s, err := running(t).Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	server.forget()
	return s
}

// visit loads a page in a session of its own.
func visit(t *testing.T, url string) *crawler.Page {
	t.Helper()
	p, err := open(t).Visit(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// requested is one visit of requests.html, which shows so much that several tests look at it, and what the server was asked for by it.
var requested struct {
	once   sync.Once
	page   *crawler.Page
	server []string
}

// requests returns the page of that visit. It happens in a test that runs alone, so that the server hears of no other: those
// that run side by side come after.
func requests(t *testing.T) *crawler.Page {
	t.Helper()
	requested.once.Do(func() {
		requested.page = visit(t, "https://shop.example/requests.html")
		requested.server = server.seen()
	})
	if requested.page == nil {
		t.Skip("requests.html could not be visited; see the test that visited it first")
	}
	return requested.page
}

// A site serves testdata under every host name, over TLS and without, and remembers what was asked of it.
type site struct {
	tls, plain *httptest.Server
	mu         sync.Mutex
	asked      []string // "GET host/path"
}

func newSite() *site {
	s := &site{}
	s.tls = httptest.NewUnstartedServer(s)
	s.tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.tls.StartTLS()
	s.plain = httptest.NewServer(s)
	return s
}

func (s *site) close() {
	s.tls.CloseClientConnections()
	s.plain.CloseClientConnections()
	s.tls.Close()
	s.plain.Close()
}

// options send every host name to the server: port 80 to its plain half, the rest to TLS.
func (s *site) options() Options {
	port := func(l net.Listener) string { return fmt.Sprint("127.0.0.1:", l.Addr().(*net.TCPAddr).Port) }
	return Options{
		HostRules:               "MAP *:80 " + port(s.plain.Listener) + ",MAP * " + port(s.tls.Listener),
		IgnoreCertificateErrors: true,
	}
}

func (s *site) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = nil
}

// seen returns what the server was asked for, sorted.
func (s *site) seen() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := slices.Clone(s.asked)
	slices.Sort(seen)
	return slices.DeleteFunc(seen, func(a string) bool { return strings.HasSuffix(a, "/favicon.ico") })
}

// ServeHTTP answers by the request's path alone. What a page needs of the server is said in its query: "set" are cookies,
// "to" is a redirect, "header" a header line.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.Method+" "+r.Host+r.URL.Path)
	s.mu.Unlock()
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Headers", "*")
	query := r.URL.Query()
	for _, cookie := range query["set"] {
		h.Add("Set-Cookie", cookie)
	}
	for _, line := range query["header"] {
		name, value, _ := strings.Cut(line, ": ")
		h.Set(name, value)
	}
	if to := query.Get("to"); to != "" {
		http.Redirect(w, r, to, http.StatusFound)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	switch {
	case hostileAnswers[strings.TrimPrefix(name, "hostile/")] != nil:
		hostileAnswers[strings.TrimPrefix(name, "hostile/")](w, r)
	case name == "never":
		<-r.Context().Done()
	case name == "endless":
		endless(w, r)
	case name == "events":
		h.Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, "retry: 200\ndata: an event\n\n") // and ends, so that the page connects again
	case name == "echo":
		echo(w, r)
	case name == "socket":
		socket(w, r)
	case name == "dropped":
		panic(http.ErrAbortHandler)
	case name == "headers":
		for key, values := range r.Header {
			fmt.Fprintf(w, "%s: %s\n", key, strings.Join(values, ", "))
		}
	case name == "download":
		h.Set("Content-Disposition", "attachment; filename=data.bin")
		h.Set("Content-Type", "application/octet-stream")
		fmt.Fprint(w, "data")
	case name == "file-huge":
		h.Set("Content-Type", "application/pdf")
		for range crawler.MaxDocument>>20 + 1 {
			_, _ = w.Write(make([]byte, 1<<20))
		}
	case name == "empty", name == "collect", strings.HasSuffix(name, "/envelope/"): // the last as Sentry takes it
		w.WriteHeader(http.StatusNoContent)
	case strings.HasPrefix(name, "npm/"): // as a delivery network lays them out, and as every maker does here
		http.ServeFile(w, r, path.Join(scripts, path.Clean("/"+strings.TrimPrefix(name, "npm/"))))
	case name == "large-cookie":
		h.Set("Set-Cookie", "large="+strings.Repeat("x", 5000))
	case name == "missing":
		http.NotFound(w, r)
	case name == "pixel.gif":
		h.Set("Content-Type", "image/gif")
		fmt.Fprint(w, "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\x21\xf9\x04\x01\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b")
	case name == "favicon.ico":
		w.WriteHeader(http.StatusNoContent)
	default:
		http.ServeFile(w, r, "testdata/"+name)
	}
}

// socket takes part in a WebSocket, and says nothing (RFC 6455, section 4.2.2).
func socket(w http.ResponseWriter, r *http.Request) {
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotImplemented)
		return
	}
	defer conn.Close()
	fmt.Fprintf(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", base64.StdEncoding.EncodeToString(sum[:]))
	_, _ = io.Copy(io.Discard, conn) // until the page is left
}

// endless sends a byte of a page every now and then, for ever.
func endless(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprint(w, "<!doctype html><title>endless</title><p>")
	for r.Context().Err() == nil {
		fmt.Fprint(w, ".")
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// echo takes a WebSocket, and sends back the first message that it gets, as text.
func echo(w http.ResponseWriter, r *http.Request) {
	conn, rw, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) // RFC 6455, section 1.3
	fmt.Fprintf(rw, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", base64.StdEncoding.EncodeToString(sum[:]))
	rw.Flush()
	frame := make([]byte, 6) // two bytes of header, and the mask: our messages are short
	if _, err := io.ReadFull(rw, frame); err != nil {
		return
	}
	message := make([]byte, frame[1]&0x7f)
	if _, err := io.ReadFull(rw, message); err != nil {
		return
	}
	for i := range message {
		message[i] ^= frame[2+i%4]
	}
	reply := append([]byte("echo of "), message...)
	rw.Write(append([]byte{0x81, byte(len(reply))}, reply...))
	rw.Flush()
	io.Copy(io.Discard, rw) // until the page goes
}

// urls lists the network requests of a page as "type url", sorted, without favicons.
func urls(p *crawler.Page) []string {
	var all []string
	for _, r := range p.Requests {
		if !strings.HasSuffix(r.URL, "/favicon.ico") {
			all = append(all, r.Target+" "+r.Type+" "+r.URL)
		}
	}
	slices.Sort(all)
	return all
}
