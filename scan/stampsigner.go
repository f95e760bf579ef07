package scan

import (
	"bytes"
	"crypto"
	_ "crypto/sha1" // the older attribute knows no other
	_ "crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"slices"

	"github.com/digitorus/pkcs7"
)

// signerAttributes are those in which a time-stamp says, under its signature, whose that is, each with the hash that it means unless it says another
// (RFC 2634, section 5.4, and RFC 5035, section 3; RFC 3161 wants one of them, as RFC 5816 has it).
var signerAttributes = []struct {
	id    asn1.ObjectIdentifier
	usual crypto.Hash
}{
	{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}, crypto.SHA1},
	{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}, crypto.SHA256},
}

// A signerName is what a time-stamp says of one certificate: of the signer's first, and then of those that are to vouch for it.
type signerName struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	Sum       []byte
	Issued    struct {
		Issuer asn1.RawValue
		Serial *big.Int
	} `asn1:"optional"`
}

// means says whether a certificate is the one that is named.
func (n signerName) means(c *x509.Certificate, usual crypto.Hash) bool {
	hash := usual
	if id := n.Algorithm.Algorithm; len(id) > 0 {
		hash = hashes[id.String()]
	}
	if !hash.Available() {
		return false
	}
	h := hash.New()
	h.Write(c.Raw)
	if serial := n.Issued.Serial; serial != nil && (serial.Cmp(c.SerialNumber) != 0 || !bytes.Contains(n.Issued.Issuer.Bytes, c.RawIssuer)) {
		return false
	}
	return bytes.Equal(h.Sum(nil), n.Sum)
}

// hashes are those by which a certificate may be named, by their identifiers (RFC 5754, section 2).
var hashes = map[string]crypto.Hash{
	"1.3.14.3.2.26":          crypto.SHA1,
	"2.16.840.1.101.3.4.2.1": crypto.SHA256,
	"2.16.840.1.101.3.4.2.2": crypto.SHA384,
	"2.16.840.1.101.3.4.2.3": crypto.SHA512,
}

// between returns the certificates of a time-stamp that may vouch for its signer's. It errs unless the signature covers which certificate that is:
// otherwise another for the same key, of another name, could be put in its place.
func between(token *pkcs7.PKCS7, signer *x509.Certificate) (*x509.CertPool, error) {
	may, told := token.Certificates, false
	for _, attribute := range signerAttributes {
		var named struct {
			Certificates []signerName
			Policies     asn1.RawValue `asn1:"optional"`
		}
		if token.UnmarshalSignedAttribute(attribute.id, &named) != nil {
			continue
		}
		if told = true; len(named.Certificates) == 0 || !named.Certificates[0].means(signer, attribute.usual) {
			return nil, errors.New("was signed for another certificate than the one that it brings")
		}
		if others := named.Certificates[1:]; len(others) > 0 {
			may = slices.DeleteFunc(slices.Clone(may), func(c *x509.Certificate) bool {
				return !slices.ContainsFunc(others, func(n signerName) bool { return n.means(c, attribute.usual) })
			})
		}
	}
	if !told {
		return nil, errors.New("does not say which certificate it was signed for")
	}
	pool := x509.NewCertPool()
	for _, c := range may {
		pool.AddCert(c)
	}
	return pool, nil
}

// isForStamping says whether a certificate is for time-stamping and for nothing else (RFC 3161, section 2.3).
func isForStamping(c *x509.Certificate) bool {
	critical := slices.ContainsFunc(c.Extensions, func(e pkix.Extension) bool { return e.Critical && e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 37}) })
	return critical && len(c.UnknownExtKeyUsage) == 0 && slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping})
}
