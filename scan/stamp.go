package scan

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// StampRequest returns the question for a time-stamping authority (RFC 3161) when the manifest of a finished record was there. Candor asks nobody
// itself: it goes where the audited site is, and nowhere else.
func StampRequest(path string) ([]byte, error) {
	if err := Verify(path); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(path, manifestFile))
	if err != nil {
		return nil, fmt.Errorf("reading record %s: %w", path, err)
	}
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, fmt.Errorf("asking for a time-stamp: %w", err)
	}
	question, err := timestamp.CreateRequest(bytes.NewReader(text), &timestamp.RequestOptions{Hash: crypto.SHA256, Certificates: true, Nonce: nonce})
	if err != nil {
		return nil, fmt.Errorf("asking for a time-stamp: %w", err)
	}
	return question, nil
}

// Stamp keeps an authority's answer with a record. It errs if the answer is not about the record's manifest, or if there is one already: the earlier
// one says more.
func Stamp(path string, answer []byte) error {
	if err := Verify(path); err != nil {
		return err
	}
	to := filepath.Join(path, stampFile)
	if exists(to) {
		return fmt.Errorf("record %s is stamped already: remove %s to have it stamped anew", path, stampFile)
	}
	text, err := os.ReadFile(filepath.Join(path, manifestFile))
	if err != nil {
		return fmt.Errorf("reading record %s: %w", path, err)
	}
	if _, err := stampOf(answer, text, nil); err != nil {
		return fmt.Errorf("the time-stamp %w", err)
	}
	if err := errors.Join(writeFile(to, answer), syncFolder(path)); err != nil {
		return fmt.Errorf("keeping the time-stamp: %w", err)
	}
	return nil
}

// A TimeStamp is what an authority says: the record was there at that time.
type TimeStamp struct {
	Time      time.Time
	Authority string // the subject of its certificate
	Trusted   bool   // by the authorities that Verify's caller named
}

// stampIn is the record's time-stamp; nil if it has none.
func stampIn(root *os.Root, text []byte, authorities *x509.CertPool) (*TimeStamp, error) {
	answer, err := read(root, stampFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return stampOf(answer, text, authorities)
}

// longestAnswer is how many bytes an answer has at most; those of authorities, with all their certificates, have some thousands. The decoder of BER calls
// itself for whatever is nested, two bytes suffice for that, and a stack that overflows ends the program, whoever recovers.
const longestAnswer = 1 << 16

// stampOf reads an answer about a text. Its signature must be good, and its certificate be for time-stamping; authorities, if not nil, must vouch for
// that at the time of the stamp.
func stampOf(answer, text []byte, authorities *x509.CertPool) (stamp *TimeStamp, err error) {
	defer func() {
		if recover() != nil { // the decoder of BER was not written for what means harm
			stamp, err = nil, errors.New("is no answer of a time-stamping authority")
		}
	}()
	if len(answer) > longestAnswer {
		return nil, fmt.Errorf("is no answer of a time-stamping authority: it is longer than %d bytes", longestAnswer)
	}
	told, err := parseAnswer(answer)
	if err != nil {
		return nil, fmt.Errorf("is no answer of a time-stamping authority: %w", err)
	}
	if sum := sha256.Sum256(text); told.HashAlgorithm != crypto.SHA256 || !bytes.Equal(told.HashedMessage, sum[:]) {
		return nil, errors.New("is about something else than this manifest")
	}
	token, err := pkcs7.Parse(told.RawToken)
	if err != nil {
		return nil, fmt.Errorf("is no answer of a time-stamping authority: %w", err)
	}
	by := token.GetOnlySigner()
	if by == nil || !isForStamping(by) {
		return nil, errors.New("brings no certificate for time-stamping alone")
	}
	others, err := between(token, by)
	if err != nil {
		return nil, err
	}
	err = token.VerifyWithOpts(x509.VerifyOptions{Roots: authorities, Intermediates: others, CurrentTime: told.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	if err != nil {
		return nil, fmt.Errorf("is not vouched for: %w", err)
	}
	return &TimeStamp{told.Time.UTC(), by.Subject.String(), authorities != nil}, nil
}

// parseAnswer reads an answer that grants a stamp. RFC 3161 (2.4.2) has two such statuses, of which the library refuses the second, "with modifications":
// what was asked for otherwise is in the stamp itself, which is judged by what it says.
func parseAnswer(answer []byte) (*timestamp.Timestamp, error) {
	var granted struct {
		Status struct {
			Code int
			Text []string       `asn1:"optional,utf8"`
			Why  asn1.BitString `asn1:"optional"`
		}
		Token asn1.RawValue `asn1:"optional"`
	}
	rest, err := asn1.Unmarshal(answer, &granted)
	if err == nil && len(rest) == 0 && timestamp.Status(granted.Status.Code) == timestamp.GrantedWithMods && len(granted.Token.Bytes) > 0 {
		return timestamp.Parse(granted.Token.FullBytes)
	}
	return timestamp.ParseResponse(answer)
}
