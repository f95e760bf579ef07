package chrome

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// newCertificate makes a certificate that nobody has signed but itself.
func newCertificate(t *testing.T, host string, until time.Time) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host}, NotBefore: until.AddDate(0, -1, 0), NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// Whoever cannot show whose site it is gets no request, and the error says why.
func TestASiteWithABadCertificateIsNotAsked(t *testing.T) {
	t.Parallel()
	hosts := []string{"self-signed.example", "expired.example", "other.example"}
	w := newOutside(t, hosts...)
	listener, err := net.Listen("tcp", internet+":0")
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int32
	s := &httptest.Server{Listener: listener, Config: &http.Server{
		Handler:  http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }),
		ErrorLog: log.New(io.Discard, "", 0),
	}}
	own, old := newCertificate(t, "self-signed.example", time.Now().AddDate(0, 1, 0)), newCertificate(t, "expired.example", time.Now().AddDate(0, -1, 0))
	s.TLS = &tls.Config{GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		if hello.ServerName == "expired.example" {
			return &old, nil
		}
		return &own, nil
	}}
	s.StartTLS()
	defer s.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range hosts {
		if _, err := w.visit(t, "https://"+host+":"+port+"/"); err == nil || !strings.Contains(err.Error(), "no document: net::ERR_CERT_") {
			t.Errorf("%s gives %v, want an error that names what is wrong with its certificate", host, err)
		}
	}
	pixel := "https://self-signed.example:" + port + "/pixel.gif"
	p, err := w.visit(t, w.url("public.example", "picture.html?of="+pixel))
	if err != nil {
		t.Fatal(err)
	}
	if q := find(t, p, pixel); q.Status != 0 || !strings.HasPrefix(q.Error, "net::ERR_CERT_") {
		t.Errorf("a picture from there has status %d, error %q; want the error of its certificate", q.Status, q.Error)
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the sites were asked %d times", n)
	}
}
