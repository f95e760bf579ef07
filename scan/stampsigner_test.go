package scan

import (
	"crypto"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"
	"testing"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// names is a value of one of the attributes that name certificates.
type names struct{ Certificates []signerName }

// nameOf names a certificate by its SHA-256, which need not be said.
func nameOf(c *x509.Certificate) signerName {
	sum := sha256.Sum256(c.Raw)
	return nameBy(nil, sum[:])
}

// nameBy names a certificate by a hash, and without its issuer.
func nameBy(hash asn1.ObjectIdentifier, sum []byte) signerName {
	return signerName{Algorithm: pkix.AlgorithmIdentifier{Algorithm: hash}, Sum: sum}
}

// signedAnew is an answer with the same content, signed by a, whose signature covers these attributes.
func (a authority) signedAnew(t *testing.T, answer []byte, attributes ...pkcs7.Attribute) []byte {
	t.Helper()
	told, err := timestamp.ParseResponse(answer)
	if err != nil {
		t.Fatal(err)
	}
	old, err := pkcs7.Parse(told.RawToken)
	if err != nil {
		t.Fatal(err)
	}
	token, err := pkcs7.NewSignedData(old.Content)
	if err != nil {
		t.Fatal(err)
	}
	token.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	token.SetContentType(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4})
	if err := token.AddSigner(a.certificate, a.key, pkcs7.SignerInfoConfig{ExtraSignedAttributes: attributes}); err != nil {
		t.Fatal(err)
	}
	text, err := token.Finish()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := asn1.Marshal(struct {
		Status struct{ Code int }
		Token  asn1.RawValue
	}{Token: asn1.RawValue{FullBytes: text}})
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

func TestAStampIsSignedForTheCertificateThatItBrings(t *testing.T) {
	a, other := newAuthority(t, "Clock Tower", x509.ExtKeyUsageTimeStamping), newAuthority(t, "Clock Tower", x509.ExtKeyUsageTimeStamping)
	text := []byte("a manifest")
	sum := sha256.Sum256(text)
	question, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Certificates: true}).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	answer := a.answer(t, question)
	older, newer := signerAttributes[0].id, signerAttributes[1].id
	short, long := sha1.Sum(a.certificate.Raw), sha512.Sum512(a.certificate.Raw)
	sha512ID, unknownID := asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}, asn1.ObjectIdentifier{1, 2, 3}
	anotherSerial := nameOf(a.certificate)
	anotherSerial.Issued.Issuer = asn1.RawValue{Tag: asn1.TagSequence, IsCompound: true, Bytes: a.certificate.RawIssuer}
	anotherSerial.Issued.Serial = big.NewInt(99)
	saying := func(id asn1.ObjectIdentifier, certificates ...signerName) pkcs7.Attribute {
		return pkcs7.Attribute{Type: id, Value: names{certificates}}
	}
	const isAnother, saysNothing = "signed for another certificate", "does not say which certificate"
	for _, tt := range []struct {
		says       string
		attributes []pkcs7.Attribute
		want       string // part of the error; "" for none
	}{
		{"its certificate", []pkcs7.Attribute{saying(newer, nameOf(a.certificate))}, ""},
		{"its certificate, by SHA-512", []pkcs7.Attribute{saying(newer, nameBy(sha512ID, long[:]))}, ""},
		{"its certificate, by SHA-1, as it was done before", []pkcs7.Attribute{saying(older, nameBy(nil, short[:]))}, ""},
		{"its certificate in both ways", []pkcs7.Attribute{saying(older, nameBy(nil, short[:])), saying(newer, nameOf(a.certificate))}, ""},
		{"nothing", nil, saysNothing},
		{"what is no such thing", []pkcs7.Attribute{{Type: newer, Value: 7}}, saysNothing},
		{"no certificate at all", []pkcs7.Attribute{saying(newer)}, isAnother},
		{"another certificate", []pkcs7.Attribute{saying(newer, nameOf(other.certificate))}, isAnother},
		{"another first", []pkcs7.Attribute{saying(newer, nameOf(other.certificate), nameOf(a.certificate))}, isAnother},
		{"another in the older way", []pkcs7.Attribute{saying(older, nameOf(other.certificate)), saying(newer, nameOf(a.certificate))}, isAnother},
		{"a hash that nobody knows", []pkcs7.Attribute{saying(newer, nameBy(unknownID, long[:]))}, isAnother},
		{"another serial number", []pkcs7.Attribute{saying(newer, anotherSerial)}, isAnother},
	} {
		_, err := stampOf(a.signedAnew(t, answer, tt.attributes...), text, nil)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("a stamp whose signature says %s: %v, want %q", tt.says, err, tt.want)
		}
	}
}
