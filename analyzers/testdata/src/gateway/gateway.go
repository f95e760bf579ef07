// Package gateway serves clients, as net/http does.
package gateway

import (
	"bufio"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

type server struct{ errors *log.Logger }

func (s *server) logf(format string, args ...any) { s.errors.Printf(format, args...) }

type conn struct {
	server     *server
	rwc        net.Conn
	remoteAddr string
}

type response struct {
	conn   *conn
	header map[string]string
	w      *bufio.Writer
	cw     chunkWriter
	length int
}

type chunkWriter struct {
	res    *response
	header map[string]string
}

func (cw *chunkWriter) Write(p []byte) (int, error) { return len(p), nil }

var writers sync.Pool

func newWriter(w io.Writer) *bufio.Writer {
	if v := writers.Get(); v != nil {
		bw := v.(*bufio.Writer)
		bw.Reset(w)
		return bw
	}
	return bufio.NewWriterSize(w, 2048)
}

func (c *conn) read() *response {
	w := &response{conn: c, header: map[string]string{}}
	w.cw.res = w
	w.w = newWriter(&w.cw)
	return w
}

func (w *response) finish() {
	if length := w.header["Content-Length"]; length != "" {
		w.conn.server.logf("invalid Content-Length of %q", length) // a sibling of the address
	}
	w.w.Flush()
}

func (c *conn) serve() {
	c.remoteAddr = c.rwc.RemoteAddr().String()
	r := bufio.NewReader(c)
	line, _ := r.ReadString('\n')
	log.Print(strings.TrimSpace(line)) // what the client sends, not its address
	w := c.read()
	w.finish()
	c.server.logf("serving %s", c.remoteAddr) // want `device\.ip_address.*is written to a log`
}

// Read reads what the client sends.
func (c *conn) Read(p []byte) (int, error) { return c.rwc.Read(p) }

func (c *conn) first() {
	c.remoteAddr = c.rwc.RemoteAddr().String()
	first, _ := io.ReadAll(io.LimitReader(c, 10))
	log.Print(string(first))
}

// forward tells the next server who asks, and logs something else.
func (c *conn) forward(r *http.Request) {
	r.Header.Set("X-Forwarded-For", r.RemoteAddr)
	log.Print(r.Header.Get("Upgrade"))
	log.Print(r.Header.Get("x-forwarded-for")) // want `device\.ip_address`
	q := url.Values{}
	q.Set("email", r.FormValue("email"))
	q.Set("list", "news")
	log.Print(q.Get("list"))
	log.Print(q.Get("email"))            // want `contact\.email`
	http.Get("/subscribe?" + q.Encode()) // nobody knows the host
	log.Print(q.Encode())                // want `contact\.email`
}
