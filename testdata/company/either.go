package company

import (
	"bufio"
	"crypto/tls"
	"net"
	"sync"
)

// An eitherListener accepts connections with and without TLS on one port, because
// a browser that maps every host to one address maps http and https there alike.
type eitherListener struct {
	net.Listener
	config *tls.Config
}

// Accept does not wait for the first byte: the connection looks at it when it is first read.
func (l *eitherListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &eitherConn{Conn: c, config: l.config}, nil
}

// An eitherConn becomes a TLS connection if the client starts a handshake.
type eitherConn struct {
	net.Conn // before the first byte the raw connection
	config   *tls.Config
	once     sync.Once
	talk     net.Conn // after it
	err      error
}

const tlsHandshake = 22 // the content type that opens a TLS connection, RFC 8446 section 5.1

func (c *eitherConn) sniff() {
	r := bufio.NewReader(c.Conn)
	first, err := r.Peek(1)
	if err != nil {
		c.err = err
		return
	}
	c.talk = bufferedConn{Conn: c.Conn, r: r}
	if first[0] == tlsHandshake {
		c.talk = tls.Server(c.talk, c.config)
	}
}

// Read looks at the first byte, once, before it reads.
func (c *eitherConn) Read(b []byte) (int, error) {
	if c.once.Do(c.sniff); c.err != nil {
		return 0, c.err
	}
	return c.talk.Read(b)
}

// Write is called only after a request was read.
func (c *eitherConn) Write(b []byte) (int, error) {
	if c.once.Do(c.sniff); c.err != nil {
		return 0, c.err
	}
	return c.talk.Write(b)
}

// A bufferedConn gives back the byte that was looked at.
type bufferedConn struct {
	net.Conn
	r *bufio.Reader
}

// Read begins with what was looked at.
func (c bufferedConn) Read(b []byte) (int, error) { return c.r.Read(b) }
