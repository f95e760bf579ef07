package company

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"time"
)

// A Server answers for every host of a company on one loopback port, with and without TLS.
type Server struct {
	site     string
	listener net.Listener
	http     *http.Server
}

// Serve starts a server. Its certificate is made now and signed by nobody: a browser must be told to accept it.
// A host that is not of the company gets 502. The caller closes the server.
func (c Company) Serve() (*Server, error) {
	certificate, err := selfSigned(c.Name, time.Now())
	if err != nil {
		return nil, fmt.Errorf("%s: making a certificate: %w", c.Name, err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("%s: listening on the loopback interface: %w", c.Name, err)
	}
	s := &Server{
		site:     c.Site,
		listener: &eitherListener{Listener: l, config: &tls.Config{Certificates: []tls.Certificate{certificate}}},
		http: &http.Server{
			Handler:           &hosts{c},
			ReadHeaderTimeout: 10 * time.Second,
			ErrorLog:          log.New(io.Discard, "", 0), // a browser that gives up a connection is not worth a word
		},
	}
	go func() { _ = s.http.Serve(s.listener) }() // returns when Close closes it
	return s, nil
}

// URL returns the address at which a crawl starts.
func (s *Server) URL() string { return s.site }

// HostRules maps every host and port to the server, in the form of Chromium's --host-resolver-rules.
func (s *Server) HostRules() string { return "MAP * " + s.listener.Addr().String() }

// Close ends the server and its open connections.
func (s *Server) Close() error {
	if err := s.http.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("closing the server of %s: %w", s.site, err)
	}
	return nil
}

// selfSigned makes a certificate that holds for a week around now.
func selfSigned(name string, now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()),
		Subject:      pkix.Name{CommonName: name + ", made up for Candor"},
		NotBefore:    now.AddDate(0, 0, -1),
		NotAfter:     now.AddDate(0, 0, 6),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
