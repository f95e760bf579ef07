package scan

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
)

// An authority stamps what it is asked to.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority(t *testing.T, name string, usage ...x509.ExtKeyUsage) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	uses, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, BasicConstraintsValid: true,
	}
	if slices.Equal(usage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) { // which RFC 3161 wants to be critical
		template.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: uses}}
	} else {
		template.ExtKeyUsage = usage
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return authority{certificate, key}
}

func (a authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}

func (a authority) answer(t *testing.T, question []byte) []byte {
	t.Helper()
	asked, err := timestamp.ParseRequest(question)
	if err != nil {
		t.Fatal(err)
	}
	stamp := timestamp.Timestamp{
		HashAlgorithm: asked.HashAlgorithm, HashedMessage: asked.HashedMessage, Time: time.Now(), Nonce: asked.Nonce,
		Policy: asn1.ObjectIdentifier{1, 2, 3}, AddTSACertificate: asked.Certificates,
	}
	text, err := stamp.CreateResponseWithOpts(a.certificate, a.key, crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAStampedRecordWasThereAtThatTime(t *testing.T) {
	rec := run(t, nil)
	question, err := StampRequest(rec.path)
	if err != nil {
		t.Fatal(err)
	}
	a, other := newAuthority(t, "Clock Tower", x509.ExtKeyUsageTimeStamping), newAuthority(t, "Clock Tower", x509.ExtKeyUsageTimeStamping)
	start := time.Now().Truncate(time.Second)
	if _, err := VerifyFor(rec.path, Trust{Authorities: a.pem()}); err == nil || !strings.Contains(err.Error(), "no authority has stamped it") {
		t.Errorf("before it is stamped: %v", err)
	}
	if err := Stamp(rec.path, a.answer(t, question)); err != nil {
		t.Fatal(err)
	}
	if err := Stamp(rec.path, other.answer(t, question)); err == nil || !strings.Contains(err.Error(), "stamped already") {
		t.Errorf("stamped again: %v", err)
	}
	v, err := VerifyFor(rec.path, Trust{Authorities: a.pem()})
	if err != nil || v.Stamp == nil || !v.Stamp.Trusted || v.Stamp.Authority != "CN=Clock Tower" || v.Stamp.Time.Before(start) || v.Stamp.Time.After(time.Now().Add(time.Second)) {
		t.Errorf("VerifyFor = %+v, %v", v.Stamp, err)
	}
	if v, err := VerifyFor(rec.path, Trust{}); err != nil || v.Stamp == nil || v.Stamp.Trusted {
		t.Errorf("for somebody who knows no authority: %+v, %v", v.Stamp, err)
	}
	if _, err := VerifyFor(rec.path, Trust{Authorities: other.pem()}); err == nil || !strings.Contains(err.Error(), "is not vouched for") {
		t.Errorf("by another of the same name: %v", err)
	}
	if _, err := VerifyFor(rec.path, Trust{Authorities: []byte("nothing")}); err == nil || !strings.Contains(err.Error(), "no certificate in PEM") {
		t.Errorf("with a file that is none: %v", err)
	}
}

// An authority may grant a stamp "with modifications", of its policy for one, and the stamp says what it is about all the same.
func TestAStampWithModificationsIsOne(t *testing.T) {
	rec, another := run(t, nil), run(t, func(j *Job) { j.Depth = 1 })
	question, err := StampRequest(rec.path)
	if err != nil {
		t.Fatal(err)
	}
	a := newAuthority(t, "Clock Tower", x509.ExtKeyUsageTimeStamping)
	granted := []byte{0x30, 3, 2, 1, 0} // status 0, without a text
	modified := bytes.Replace(a.answer(t, question), granted, []byte{0x30, 3, 2, 1, 1}, 1)
	if err := Stamp(another.path, modified); err == nil || !strings.Contains(err.Error(), "about something else") {
		t.Errorf("the stamp of another record: %v", err)
	}
	if err := Stamp(rec.path, modified); err != nil {
		t.Fatal(err)
	}
	if v, err := VerifyFor(rec.path, Trust{Authorities: a.pem()}); err != nil || v.Stamp == nil || !v.Stamp.Trusted {
		t.Errorf("VerifyFor = %+v, %v", v.Stamp, err)
	}
}

func TestAnswersThatStampNothing(t *testing.T) {
	rec, another := run(t, nil), run(t, func(j *Job) { j.Depth = 1 })
	question, err := StampRequest(rec.path)
	if err != nil {
		t.Fatal(err)
	}
	a := newAuthority(t, "Clock Tower", x509.ExtKeyUsageTimeStamping)
	good := a.answer(t, question)
	web := newAuthority(t, "shop.example", x509.ExtKeyUsageServerAuth)
	both := newAuthority(t, "shop.example", x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageServerAuth)
	refusal, err := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadRequest)
	if err != nil {
		t.Fatal(err)
	}
	for name, answer := range map[string][]byte{
		"nothing": {}, "no ASN.1": []byte("<html>"), "cut off": good[:len(good)/2], "a refusal": refusal, "by a web server": web.answer(t, question),
		"by a web server that stamps, too": both.answer(t, question),
	} {
		if err := Stamp(rec.path, answer); err == nil || exists(filepath.Join(rec.path, stampFile)) {
			t.Errorf("%s is kept as a time-stamp: %v", name, err)
		}
	}
	if err := Stamp(another.path, good); err == nil || !strings.Contains(err.Error(), "about something else") {
		t.Errorf("the stamp of another record: %v", err)
	}
	changed := bytes.Clone(good)
	changed[len(changed)-3] ^= 1 // in the signature
	writeTo(t, filepath.Join(rec.path, stampFile), changed)
	var differs *ErrDiffers
	if err := Verify(rec.path); !errors.As(err, &differs) || !strings.Contains(err.Error(), stampFile) {
		t.Errorf("a stamp that was changed: %v", err)
	}
}

// OpenSSL understands our questions, and we understand its answers.
func TestStampsAreThoseOfOpenSSL(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not there to compare with")
	}
	rec := run(t, nil)
	question, err := StampRequest(rec.path)
	if err != nil {
		t.Fatal(err)
	}
	a := newAuthority(t, "Clock Tower", x509.ExtKeyUsageTimeStamping)
	folder := t.TempDir()
	key, err := x509.MarshalPKCS8PrivateKey(a.key)
	if err != nil {
		t.Fatal(err)
	}
	writeTo(t, filepath.Join(folder, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
	writeTo(t, filepath.Join(folder, "roots.pem"), a.pem())
	writeTo(t, filepath.Join(folder, "shop.tsq"), question)
	writeTo(t, filepath.Join(folder, "serial"), []byte("01\n"))
	writeTo(t, filepath.Join(folder, "tsa.cnf"), []byte(`[tsa]
default_tsa = one
[one]
serial = serial
signer_digest = sha256
default_policy = 1.2.3
digests = sha256
ess_cert_id_alg = sha256
`))
	ask := func(args ...string) {
		t.Helper()
		c := exec.Command(openssl, args...)
		c.Dir = folder
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("openssl %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	ask("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "shop.tsq", "-signer", "roots.pem", "-inkey", "key.pem", "-out", "shop.tsr")
	if err := Stamp(rec.path, readFile(t, filepath.Join(folder, "shop.tsr"))); err != nil {
		t.Fatal(err)
	}
	if v, err := VerifyFor(rec.path, Trust{Authorities: a.pem()}); err != nil || !v.Stamp.Trusted {
		t.Errorf("VerifyFor = %+v, %v", v.Stamp, err)
	}
	ask("ts", "-verify", "-in", filepath.Join(rec.path, stampFile), "-data", filepath.Join(rec.path, manifestFile), "-CAfile", "roots.pem")
}

// A record that somebody made up must not end the program that looks at it, as a stack does that overflows.
func TestAnAnswerThatIsNestedWithoutEndIsNone(t *testing.T) {
	for _, levels := range []int{longestAnswer/2 - 20, 8 << 20} {
		answer, err := asn1.Marshal(struct {
			Status struct{ Code int }
			Token  asn1.RawValue
		}{Token: asn1.RawValue{Tag: asn1.TagSequence, IsCompound: true, Bytes: bytes.Repeat([]byte{0x30, 0x80}, levels)}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := stampOf(answer, nil, nil); err == nil || !strings.Contains(err.Error(), "is no answer of a time-stamping authority") {
			t.Errorf("%d levels: %v", levels, err)
		}
	}
}

// FuzzStamp holds that no answer makes reading it panic, or is taken for a stamp of what it is not about.
func FuzzStamp(f *testing.F) {
	f.Add([]byte{0x30, 0x03, 0x02, 0x01, 0x02})
	f.Add([]byte{0x30, 0x80, 0x30, 0x03, 0x02, 0x01, 0x00, 0x30, 0x80})
	f.Fuzz(func(t *testing.T, answer []byte) {
		if stamp, err := stampOf(answer, []byte("a manifest that nobody has stamped"), nil); err == nil {
			t.Errorf("taken for a stamp: %+v", stamp)
		}
	})
}
