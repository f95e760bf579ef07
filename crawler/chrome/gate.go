package chrome

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// A gate is the only way from a browser to the network, a SOCKS proxy (RFC 1928) on loopback. It looks up the names, and connects to no address that a
// public site has no business at. The address that is judged is the one that is connected to, so that a name may answer otherwise each time that
// it is asked for (DNS rebinding). The proxy of this kind is the one that changes nothing of what is sent: HTTP is passed on as it is, and a
// connection that fails is no answer.
//
// Chromium opens 32 connections at a time through a proxy; without one it opens 256.
type gate struct {
	listener net.Listener
	dialer   net.Dialer
	closed   func(netip.Addr) string // what an address is that is refused; "" for one that is not
	ctx      context.Context         // ends with the gate
	end      context.CancelFunc
	serving  sync.WaitGroup

	mu    sync.Mutex
	ways  map[string]way // by "host:port"
	conns map[net.Conn]bool
}

// A way is where a name led the last time.
type way struct {
	addr    string // that was connected to
	failure string // why there was no connection the last time, in the words in which Chromium says it
	refusal string // why it was refused; "" unless it was
}

// How long the browser may take to say where it wants to go, and an address to answer.
const (
	greetTimeout   = time.Minute
	connectTimeout = 30 * time.Second
)

// maxWays bounds what is remembered of a site that makes up names.
const maxWays = 50_000

func newGate() (*gate, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("opening the browser's way to the network: %w", err)
	}
	own := ownAddresses()
	g := &gate{
		listener: listener, ways: map[string]way{}, conns: map[net.Conn]bool{},
		closed: func(a netip.Addr) string { return closedFor(a, own) },
	}
	g.dialer = net.Dialer{Timeout: connectTimeout, ControlContext: g.check}
	g.ctx, g.end = context.WithCancel(context.Background())
	g.serving.Go(g.accept)
	return g, nil
}

// flags make a browser go through the gate with everything: loopback too, which proxies are not asked for otherwise, with no name looked up by
// itself, and with nothing over UDP, which no such proxy carries.
func (g *gate) flags() []string {
	if g == nil {
		return nil
	}
	return []string{
		"--proxy-server=socks5://" + g.listener.Addr().String(), "--proxy-bypass-list=<-loopback>",
		"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
		"--disable-quic", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
	}
}

// close ends the gate and all connections through it.
func (g *gate) close() {
	if g == nil {
		return
	}
	g.end()
	g.listener.Close()
	g.mu.Lock()
	for c := range g.conns {
		c.Close()
	}
	g.mu.Unlock()
	g.serving.Wait()
}

func (g *gate) accept() {
	for {
		conn, err := g.listener.Accept()
		if err != nil && g.ctx.Err() != nil {
			return
		}
		if err != nil {
			time.Sleep(10 * time.Millisecond) // there are too many open files; some will close
			continue
		}
		g.serving.Go(func() { g.serve(conn) })
	}
}

// hold makes close end a connection. It reports whether the gate is open still.
func (g *gate) hold(conn net.Conn) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.conns[conn] = true
	return g.ctx.Err() == nil
}

func (g *gate) release(conn net.Conn) {
	g.mu.Lock()
	delete(g.conns, conn)
	g.mu.Unlock()
	conn.Close()
}

// Replies to who wants to connect: RFC 1928, section 6.
const (
	granted    = 0
	notAllowed = 2
	notReached = 4
)

// serve connects one connection of the browser.
func (g *gate) serve(browser net.Conn) {
	defer g.release(browser)
	if !g.hold(browser) || browser.SetDeadline(time.Now().Add(greetTimeout)) != nil {
		return
	}
	target, err := wanted(browser)
	if err != nil {
		return // it is no browser of ours
	}
	server, err := g.dial(target)
	reply := byte(granted)
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		reply = notAllowed
	} else if err != nil {
		reply = notReached
	}
	if _, writing := browser.Write([]byte{5, reply, 0, 1, 0, 0, 0, 0, 0, 0}); writing != nil || err != nil {
		if err == nil {
			server.Close()
		}
		return
	}
	defer g.release(server)
	if g.hold(server) && browser.SetDeadline(time.Time{}) == nil {
		join(browser.(*net.TCPConn), server.(*net.TCPConn))
	}
}

// wanted reads where a connection is to lead, as "host:port": greeting and request of RFC 1928, sections 3 and 4.
func wanted(conn net.Conn) (string, error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(conn, head); err != nil {
		return "", err
	}
	if _, err := io.CopyN(io.Discard, conn, int64(head[1])); err != nil || head[0] != 5 {
		return "", errors.New("not SOCKS 5")
	}
	if _, err := conn.Write([]byte{5, 0}); err != nil {
		return "", err
	}
	request := make([]byte, 4)
	if _, err := io.ReadFull(conn, request); err != nil || request[1] != 1 {
		return "", errors.New("not asked to connect")
	}
	size := map[byte]int{1: net.IPv4len, 4: net.IPv6len}[request[3]]
	if request[3] == 3 {
		length := make([]byte, 1)
		if _, err := io.ReadFull(conn, length); err != nil {
			return "", err
		}
		size = int(length[0])
	}
	rest := make([]byte, size+2)
	if _, err := io.ReadFull(conn, rest); err != nil || size == 0 {
		return "", errors.New("no address")
	}
	host := string(rest[:size])
	if request[3] != 3 {
		host = net.IP(rest[:size]).String()
	}
	to := pair(host, strconv.Itoa(int(binary.BigEndian.Uint16(rest[size:]))))
	if host, _, err := net.SplitHostPort(to); err != nil || host == "" { // which a dialer would take for this machine
		return "", errors.New("no address")
	}
	return to, nil
}

// pair names a host and a port in one way.
func pair(host, port string) string {
	return net.JoinHostPort(strings.ToLower(strings.Trim(host, "[]")), port)
}

// A refusal is the error for an address that a public site has no business at.
type refusal struct {
	addr netip.Addr
	is   string
}

func (r *refusal) Error() string { return fmt.Sprintf("%s is %s", r.addr, r.is) }

// check is asked by the dialer for every address that it is about to connect to.
func (g *gate) check(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s is no address: %w", address, err)
	}
	if is := g.closed(to.Addr()); is != "" {
		return &refusal{to.Addr(), is}
	}
	return nil
}

// dial connects to a host, and remembers how that went.
func (g *gate) dial(target string) (net.Conn, error) {
	conn, err := g.dialer.DialContext(g.ctx, "tcp", target)
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.ways) >= maxWays {
		clear(g.ways)
	}
	w := way{addr: g.ways[target].addr}
	var refused *refusal
	switch {
	case err == nil:
		w.addr = conn.RemoteAddr().String()
	case errors.As(err, &refused):
		host, _, _ := net.SplitHostPort(target)
		w.refusal = refused.Error()
		if host != refused.addr.String() {
			w.refusal = host + " leads to " + refused.addr.String() + ", which is " + refused.is
		}
	default:
		w.failure = netError(err)
	}
	g.ways[target] = w
	return conn, err
}

// netError names an error as Chromium does that connects by itself.
func netError(err error) string {
	var name *net.DNSError
	var wait net.Error
	switch {
	case errors.As(err, &name):
		return "net::ERR_NAME_NOT_RESOLVED"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "net::ERR_CONNECTION_REFUSED"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "net::ERR_ADDRESS_UNREACHABLE"
	case errors.As(err, &wait) && wait.Timeout():
		return "net::ERR_CONNECTION_TIMED_OUT"
	}
	return "net::ERR_CONNECTION_FAILED"
}

// join passes on what the two say, until one of them has nothing more to say or is gone. A browser that ends its half has gone.
func join(browser, server *net.TCPConn) {
	asking := make(chan struct{})
	go func() {
		defer close(asking)
		_, _ = io.Copy(server, browser)
		server.Close()
	}()
	if _, err := io.Copy(browser, server); err != nil && !errors.Is(err, net.ErrClosed) {
		_ = browser.SetLinger(0) // the browser is told of a connection that broke off as of one that did
	} else {
		_ = browser.CloseWrite()
		_ = browser.SetReadDeadline(time.Now().Add(connectTimeout)) // to have what was said last
		<-asking
	}
	browser.Close()
	<-asking
}

// to returns what became of the last connection that an address of the web asked for.
func (g *gate) to(address string) way {
	u, err := url.Parse(address)
	if g == nil || err != nil {
		return way{}
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "ws": "80", "https": "443", "wss": "443"}[u.Scheme]
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.ways[pair(u.Hostname(), port)]
}

// allowPrivate is the way out for what was refused.
const allowPrivate = "--allow-private lets a site reach this machine and private networks"

// toldByProxy begins what Chromium says of every connection that the gate does not make.
const toldByProxy = "net::ERR_SOCKS_CONNECTION"

// why says for what reason a request failed, in place of what the browser, which knows the gate alone, says of it.
func (g *gate) why(address, said string) string {
	if g == nil || !strings.Contains(said, strings.TrimPrefix(toldByProxy, "net::")) {
		return said
	}
	switch w := g.to(address); {
	case w.refusal != "":
		return "refused: " + w.refusal + "; " + allowPrivate
	case w.failure != "":
		return w.failure
	}
	return said
}

// correct tells of a request what it would tell if there were no gate. The gap is "" unless the gate refused it.
func (g *gate) correct(q *crawler.Request) (gap practice.Gap) {
	if g == nil {
		return gap
	}
	if q.RemoteAddr == g.listener.Addr().String() {
		q.RemoteAddr = g.to(q.URL).addr
	}
	if q.Error == "" || q.Status != 0 {
		return gap
	}
	if w := g.to(q.URL); w.refusal != "" {
		q.Error, q.Local = "refused: "+w.refusal, true
		return practice.Gap{Source: crawler.Host(q.URL), Reason: "not asked: " + w.refusal + "; " + allowPrivate}
	}
	q.Error = g.why(q.URL, q.Error)
	return gap
}
