package chrome

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"golang.org/x/net/dns/dnsmessage"
)

// internet is the one loopback address that a test takes for the open internet. The others stay closed.
const internet = "127.0.0.2"

// An outside is what a public site is seen in: a browser that reaches public addresses alone, a server at one of them, and a name server.
type outside struct {
	browser *Browser
	server  *httptest.Server
	names   map[string]string // where each name leads
	turned  atomic.Bool       // rebind.example leads to this machine
}

// newOutside serves there, and more hosts if any are named.
func newOutside(t testing.TB, hosts ...string) *outside {
	t.Helper()
	shared := running(t)
	listener, err := net.Listen("tcp", internet+":0")
	if err != nil {
		t.Skip("this system has one loopback address only: ", err)
	}
	w := &outside{names: map[string]string{"public.example.": internet, "friend.example.": internet, "inside.example.": "127.0.0.1"}}
	for _, host := range hosts {
		w.names[host+"."] = internet
	}
	w.server = &httptest.Server{Listener: listener, Config: &http.Server{Handler: http.HandlerFunc(w.serve)}}
	w.server.Start()
	t.Cleanup(w.server.Close)
	w.browser, err = launch(t.Context(), Options{PublicOnly: true, NoSandbox: shared.opts.NoSandbox})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.browser.Close() })
	w.browser.gate.dialer.Resolver = w.resolver(t)
	w.browser.gate.closed = func(a netip.Addr) string {
		if a.String() == internet {
			return ""
		}
		return closedFor(a, nil)
	}
	return w
}

// serve answers each request on a connection of its own, so that each looks its host up.
func (w *outside) serve(answer http.ResponseWriter, r *http.Request) {
	answer.Header().Set("Connection", "close")
	server.ServeHTTP(answer, r)
	if r.URL.Path == "/gate-rebind.html" {
		w.turned.Store(true)
	}
}

func (w *outside) url(host, page string) string {
	return fmt.Sprintf("http://%s:%d/%s", host, w.server.Listener.Addr().(*net.TCPAddr).Port, page)
}

func (w *outside) visit(t *testing.T, url string) (*crawler.Page, error) {
	t.Helper()
	s, err := w.browser.Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s.Visit(t.Context(), url)
}

// resolver asks a name server of the test.
func (w *outside) resolver(t testing.TB) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if packet, err := w.resolve(buf[:n]); err == nil {
				conn.WriteTo(packet, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func (w *outside) resolve(query []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(query); err != nil {
		return nil, err
	}
	m.Response, m.Additionals = true, nil
	q := m.Questions[0]
	to, known := w.names[q.Name.String()]
	if q.Name.String() == "rebind.example." {
		known, to = true, internet
		if w.turned.Load() {
			to = "127.0.0.1"
		}
	}
	switch {
	case !known:
		m.RCode = dnsmessage.RCodeNameError
	case q.Type == dnsmessage.TypeA:
		m.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET},
			Body:   &dnsmessage.AResource{A: netip.MustParseAddr(to).As4()},
		}}
	}
	return m.Pack()
}

func TestAPublicSiteReachesNothingPrivate(t *testing.T) {
	w := newOutside(t)
	server.forget()
	inside := server.plain.Listener.Addr().String()
	p, err := w.visit(t, w.url("public.example", "gate.html?inside="+inside))
	if err != nil {
		t.Fatal(err)
	}
	for _, asked := range server.seen() {
		if host := strings.Fields(asked)[1]; !strings.HasPrefix(host, "public.example:") && !strings.HasPrefix(host, "friend.example:") {
			t.Errorf("the server was asked for %s", asked)
		}
	}
	if got, want := find(t, p, p.URL).RemoteAddr, w.server.Listener.Addr().String(); got != want {
		t.Errorf("the page comes from %s, want %s", got, want)
	}
	if q := find(t, p, w.url("friend.example", "pixel.gif")); q.Status != 200 || q.Error != "" {
		t.Errorf("the pixel of another public host: status %d, %s; want 200", q.Status, q.Error)
	}
	if q := find(t, p, w.url("gone.example", "pixel.gif")); q.Error != "net::ERR_NAME_NOT_RESOLVED" || q.Local {
		t.Errorf("the pixel of a host that is not there: %q, local %t", q.Error, q.Local)
	}
	said := map[string]string{}
	for _, g := range p.Gaps {
		said[g.Source] = g.Reason
	}
	for _, host := range []string{"inside.example", "127.0.0.1", "localhost", "10.0.0.1", "::1", "::ffff:a00:1", "fd00:ec2::254", "169.254.169.254", "100.64.0.1", "64:ff9b::a00:1"} {
		if !strings.Contains(said[host], "not asked: ") || !strings.Contains(said[host], "--allow-private") {
			t.Errorf("the gap of %s is %q; gaps %v", host, said[host], said)
		}
	}
	if want := "not asked: inside.example leads to 127.0.0.1, which is an address of this machine; " + allowPrivate; said["inside.example"] != want {
		t.Errorf("the gap is %q, want %q", said["inside.example"], want)
	}
	for _, kind := range []string{"image", "fetch", "ping", "websocket", "eventsource", "document"} {
		if !slices.ContainsFunc(p.Requests, func(q crawler.Request) bool {
			return q.Type == kind && strings.HasPrefix(q.Error, "refused: ") && q.Local && q.Status == 0
		}) {
			t.Errorf("no %s was refused", kind)
		}
	}
}

func TestANameThatTurnsIsNotFollowed(t *testing.T) {
	t.Parallel()
	w := newOutside(t)
	p, err := w.visit(t, w.url("rebind.example", "gate-rebind.html"))
	if err != nil {
		t.Fatal(err)
	}
	q := find(t, p, w.url("rebind.example", "collect?secret=1"))
	if q.Error != "refused: rebind.example leads to 127.0.0.1, which is an address of this machine" || !q.Local {
		t.Errorf("the second request: %q, status %d", q.Error, q.Status)
	}
	if q := find(t, p, p.URL); q.Status != 200 || q.Error != "" {
		t.Errorf("the page: %q, status %d; want 200", q.Error, q.Status)
	}
	_, err = w.visit(t, w.url("rebind.example", "gate-rebind.html"))
	if err == nil || !strings.Contains(err.Error(), "no document: refused: rebind.example leads to 127.0.0.1") || !strings.Contains(err.Error(), "--allow-private") {
		t.Errorf("a page there gives %v", err)
	}
	_, err = w.visit(t, w.url("public.example", "redirect?to=http://10.0.0.1/"))
	if err == nil || !strings.Contains(err.Error(), "no document: refused: 10.0.0.1 is a private address") {
		t.Errorf("a page that leads there gives %v", err)
	}
	_, err = w.visit(t, w.url("gone.example", ""))
	if err == nil || !strings.Contains(err.Error(), "no document: net::ERR_NAME_NOT_RESOLVED") {
		t.Errorf("a page that is not there gives %v", err)
	}
}

// What goes over UDP takes no proxy: WebRTC asks servers by it, WebTransport is made of it.
func TestNothingGoesAroundTheGate(t *testing.T) {
	t.Parallel()
	w := newOutside(t)
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	page := "gate-udp.html?at=" + conn.LocalAddr().String()
	if _, err := w.visit(t, w.url("public.example", page)); err != nil {
		t.Fatal(err)
	}
	w.browser.Close()
	if err := conn.SetReadDeadline(time.Now()); err != nil {
		t.Fatal(err)
	}
	if n, _, err := conn.ReadFrom(make([]byte, 2000)); err == nil {
		t.Errorf("%d bytes came around the gate", n)
	}
	visit(t, "http://shop.example/"+page)
	if err := conn.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	for stun := false; !stun; {
		packet := make([]byte, 2000)
		n, _, err := conn.ReadFrom(packet)
		if err != nil {
			t.Fatalf("without a gate no server is asked by WebRTC either, so that this test shows nothing: %v", err)
		}
		stun = n >= 8 && binary.BigEndian.Uint32(packet[4:]) == 0x2112a442 // its magic cookie (RFC 8489, 5)
	}
}

// A page shows nothing of the disk and nothing of the browser, by whatever way it goes there.
func TestAPageLeadsToTheWebAlone(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/schemes.html")
	if p.FinalURL != "about:blank#blocked" || !slices.ContainsFunc(p.Gaps, func(g practice.Gap) bool { return strings.Contains(g.Reason, "went on to about:blank#blocked") }) {
		t.Errorf("the page led to %s, with gaps %v; want that it was blocked, and told", p.FinalURL, p.Gaps)
	}
	for _, f := range p.Frames {
		if !strings.HasPrefix(f.URL, "https://shop.example/") {
			t.Errorf("%s was shown", f.URL)
		}
	}
	for _, url := range []string{"file:///etc/passwd", "chrome://version", "view-source:https://shop.example/forms.html"} {
		p, err := open(t).Visit(t.Context(), "https://shop.example/redirect?to="+url)
		if err == nil {
			t.Errorf("a redirect to %s gives %s, want an error", url, p.FinalURL)
		}
	}
}

func TestAddressesAreClosedToPublicSites(t *testing.T) {
	own := []netip.Addr{netip.MustParseAddr("203.0.113.7")}
	for addr, want := range map[string]string{
		"0.0.0.0": "an address of this machine", "127.9.9.9": "an address of this machine", "10.1.2.3": "a private address", "172.16.0.1": "a private address",
		"172.31.255.255": "a private address", "172.32.0.0": "", "192.168.1.1": "a private address", "169.254.169.254": "a link-local address",
		"100.64.0.1": "an address of a provider's own network", "100.128.0.0": "", "168.63.129.16": "an address of a cloud's metadata",
		"255.255.255.255": "a reserved address", "239.1.1.1": "an address of a group", "8.8.8.8": "", "203.0.113.7": "an address of this machine",
		"::": "an address of this machine", "::1": "an address of this machine", "::ffff:10.0.0.1": "a private address", "::ffff:8.8.8.8": "",
		"fd00:ec2::254": "a private address", "fe80::1%eth0": "a link-local address", "ff02::1": "an address of a group", "2a00:1450::1": "",
		"192.0.0.192": "a reserved address", "198.19.0.1": "an address for measuring", "64:ff9b:1::1": "a private address", "100::1": "a reserved address",
		"2001:0:1::1": "an address in a tunnel", "fec0::1": "a private address",
		"64:ff9b::7f00:1": "an address of this machine", "64:ff9b::808:808": "", "2002:7f00:1::": "an address of this machine", "2002:808:808::": "",
	} {
		if got := closedFor(netip.MustParseAddr(addr), own); got != want {
			t.Errorf("%s is %q, want %q", addr, got, want)
		}
	}
	for address, want := range map[string]bool{
		"http://127.0.0.1:8080/": true, "https://192.168.0.1/": true, "http://[::1]/": true, "https://8.8.8.8/": false, "https://no-such-host.invalid/": false, "%": false,
	} {
		if got := IsPrivate(t.Context(), address); got != want {
			t.Errorf("IsPrivate(%s) = %t, want %t", address, got, want)
		}
	}
}

// Who is connected to the gate and does not say where it wants to go is waited for a minute.
func TestTheGateWaitsForNobodyWithoutEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{conns: map[net.Conn]bool{}}
		g.ctx, g.end = context.WithCancel(t.Context())
		ours, theirs := net.Pipe()
		go g.serve(theirs)
		time.Sleep(59 * time.Second)
		if _, err := ours.Write([]byte{5}); err != nil {
			t.Errorf("after less than a minute: %v", err)
		}
		time.Sleep(2 * time.Second)
		if _, err := ours.Write([]byte{1}); err == nil {
			t.Error("after more than a minute the gate still waits")
		}
	})
	g, err := newGate()
	if err != nil {
		t.Fatal(err)
	}
	defer g.close()
	if g.dialer.Timeout != 30*time.Second {
		t.Errorf("an address has %s to answer, want 30 s", g.dialer.Timeout)
	}
}

// A site that makes up names without end does not make the gate remember them all.
func TestTheGateRemembersSoManyWays(t *testing.T) {
	g, err := newGate()
	if err != nil {
		t.Fatal(err)
	}
	defer g.close()
	for i := range 49_999 {
		g.ways[fmt.Sprint("made-up-", i, ".example:80")] = way{}
	}
	for _, want := range []int{50_000, 1} {
		target := fmt.Sprintf("127.0.0.1:%d", want)
		if _, err := g.dial(target); err == nil || g.ways[target].refusal == "" || len(g.ways) != want {
			t.Errorf("%v; %d ways are remembered, want %d", err, len(g.ways), want)
		}
	}
}

// The gate connects, for who speaks SOCKS 5, and does nothing else of that protocol.
func TestTheGateOnlyConnects(t *testing.T) {
	for said, want := range map[string]string{
		"\x05\x01\x00\x05\x01\x00\x03\x04Host\x00\x50":         "host:80",
		"\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01\x00\x50": "127.0.0.1:80",
		"\x05\x01\x00\x05\x02\x00\x03\x04Host\x00\x50":         "", // to listen
		"\x05\x01\x00\x05\x03\x00\x03\x04Host\x00\x50":         "", // to pass on UDP
		"\x04\x01\x00\x05\x01\x00\x03\x04Host\x00\x50":         "", // another version
		"\x05\x01\x00\x05\x01\x00\x02\x04Host\x00\x50":         "", // no kind of address
		"\x05\x01\x00\x05\x01\x00\x03\x00\x00\x50":             "", // no host
	} {
		ours, theirs := net.Pipe()
		go func() { _, _ = io.Copy(io.Discard, ours) }()
		go func() {
			_, _ = io.WriteString(ours, said)
			ours.Close()
		}()
		if got, err := wanted(theirs); got != want || (err == nil) != (want != "") {
			t.Errorf("%q leads to %q, %v; want %q", said, got, err, want)
		}
		theirs.Close()
	}
}

// A gate that is closed lets nobody through who came just before.
func TestAClosedGateIsClosed(t *testing.T) {
	g, err := newGate()
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := net.Pipe()
	g.hold(theirs)
	g.close()
	if _, err := ours.Write([]byte{5}); err == nil {
		t.Error("a connection that was there outlived the gate")
	}
	if g.hold(theirs) {
		t.Error("a connection that came late is let through")
	}
	if _, err := g.dial("192.0.2.1:80"); !errors.Is(err, context.Canceled) && !strings.Contains(err.Error(), "operation was canceled") {
		t.Errorf("dialling gives %v, want that it was cancelled", err)
	}
}

// What the dialer is about to connect to is judged with the addresses of this machine, whatever they are.
func TestTheGateKnowsTheMachine(t *testing.T) {
	g, err := newGate()
	if err != nil {
		t.Fatal(err)
	}
	defer g.close()
	own := ownAddresses()
	if !slices.ContainsFunc(own, netip.Addr.IsLoopback) {
		t.Errorf("the machine has the addresses %v, and not its own loopback", own)
	}
	for _, addr := range own {
		if is := g.closed(addr); is == "" {
			t.Errorf("%s, which is this machine's, is open", addr)
		}
	}
}

// BenchmarkGate visits a page of many requests through the gate and without it.
func BenchmarkGate(b *testing.B) {
	w := newOutside(b)
	open, err := launch(b.Context(), Options{HostRules: "MAP * " + w.server.Listener.Addr().String(), NoSandbox: w.browser.opts.NoSandbox})
	if err != nil {
		b.Fatal(err)
	}
	defer open.Close()
	for name, browser := range map[string]*Browser{"gate": w.browser, "open": open} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s, err := browser.Open(b.Context(), crawler.Visitor{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := s.Visit(b.Context(), w.url("public.example", "crowd.html?frames=50")); err != nil {
					b.Fatal(err)
				}
				s.Close()
			}
		})
	}
}

// Whatever is sent to the gate that is not what the browser says ends the connection and nothing else.
func FuzzGate(f *testing.F) {
	f.Add([]byte{5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, 0, 80})
	f.Add([]byte{5, 1, 0, 5, 1, 0, 3, 4, 'h', 'o', 's', 't', 0, 80})
	f.Add([]byte{5, 0, 5, 1, 0, 4})
	f.Add([]byte{5, 1, 0, 5, 1, 0, 3, 2, '[', ']', 0, 80})
	f.Add([]byte{5, 1, 0, 5, 1, 0, 3, 3, 'h', ']', 't', 0, 80})
	f.Fuzz(func(t *testing.T, said []byte) {
		ours, theirs := net.Pipe()
		go func() {
			_, _ = io.Copy(io.Discard, ours)
		}()
		go func() {
			_, _ = ours.Write(said)
			ours.Close()
		}()
		target, err := wanted(theirs)
		theirs.Close()
		if host, _, splitting := net.SplitHostPort(target); err == nil && (splitting != nil || host == "") {
			t.Errorf("wanted gives %q: %v", target, splitting)
		}
	})
}

func TestAGateIsForNoProxyAndNoHostRules(t *testing.T) {
	for _, opts := range []Options{{PublicOnly: true, HostRules: "MAP * 127.0.0.1"}, {PublicOnly: true, Proxy: "http://127.0.0.1:1"}} {
		if _, err := Launch(t.Context(), opts); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("Launch gives %v, want that the two exclude each other", err)
		}
	}
}
