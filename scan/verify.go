package scan

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/crypto/ssh"
)

// ErrDiffers is what Verify returns for a record that is not what its manifest says.
type ErrDiffers struct {
	Path  string   // of the record
	Files []string // each with what is wrong with it
}

// Error names every file that differs.
func (e *ErrDiffers) Error() string {
	return fmt.Sprintf("record %s is not what its manifest says: %s", e.Path, strings.Join(e.Files, "; "))
}

// Trust is whom one believes. Its zero value believes nobody: what vouches for a record is checked then, and whose word it is is not known.
type Trust struct {
	Signers     []byte // allowed signers in the form of ssh-keygen(1); nil for none
	Authorities []byte // certificates of time-stamping authorities or of those above them, in PEM; nil for none
}

// A Voucher is what vouches for a record beside its own hashes.
type Voucher struct {
	Key    string     // fingerprint of the SSH key that signed the manifest; "" for none
	Signer string     // whose key it is by Trust.Signers; "" when that is not known
	Stamp  *TimeStamp // nil for none
}

// Verify recomputes all hashes of a record, and checks its signature and its time-stamp if it has them. The error is an *ErrDiffers if a file was changed, added or removed,
// the manifest among them; another one if there is no record, or one that was never finished and so has no manifest.
func Verify(path string) error {
	_, err := VerifyFor(path, Trust{})
	return err
}

// VerifyFor is Verify for somebody who believes others, and tells who vouches for the record. Signers or authorities that are named must: a record that
// is not signed by one of them, or not stamped by one, is an error.
func VerifyFor(path string, trust Trust) (Voucher, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return Voucher{}, fmt.Errorf("record %s cannot be opened: %w", path, err)
	}
	defer root.Close()
	text, err := read(root, manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Voucher{}, fmt.Errorf("record %s has no %s: its scan was never finished; resume it", path, manifestFile)
	}
	if err != nil {
		return Voucher{}, fmt.Errorf("reading record %s: %w", path, err)
	}
	var m manifest
	if json.Unmarshal(text, &m) != nil {
		return Voucher{}, &ErrDiffers{path, []string{manifestFile + " is no manifest any more"}}
	}
	var wrong []string
	if sealed, err := m.sealed(); err != nil || !bytes.Equal(sealed, text) {
		wrong = append(wrong, manifestFile+" was changed")
	}
	found, err := hashFiles(root)
	if err != nil {
		return Voucher{}, fmt.Errorf("reading record %s: %w", path, err)
	}
	wrong = append(wrong, differences(m.Files, found)...)
	if lock, err := root.Lstat(lockFile); err == nil && lock.Size() > 0 { // an empty one was left by a scan that was killed when it had sealed
		wrong = append(wrong, fmt.Sprintf("%q was added", lockFile))
	}
	key, err := signerOf(root, text)
	if err != nil {
		wrong = append(wrong, signatureFile+" "+err.Error())
	}
	stamp, err := stampIn(root, text, nil)
	if err != nil {
		wrong = append(wrong, stampFile+" "+err.Error())
	}
	if len(wrong) > 0 {
		return Voucher{}, &ErrDiffers{path, wrong}
	}
	v, err := trust.vouch(root, text, Voucher{Stamp: stamp}, key)
	if err != nil {
		return Voucher{}, fmt.Errorf("record %s is whole and unchanged, but %w", path, err)
	}
	return v, nil
}

// vouch says whose word the signature and the time-stamp of a manifest are. It errs if those are not there whom one wants to be.
func (t Trust) vouch(root *os.Root, text []byte, v Voucher, key ssh.PublicKey) (Voucher, error) {
	if key != nil {
		v.Key = ssh.FingerprintSHA256(key)
	}
	if t.Signers != nil {
		if key == nil {
			return v, errors.New("nobody has signed it")
		}
		var err error
		if v.Signer, err = principal(t.Signers, key); err != nil {
			return v, fmt.Errorf("of the allowed signers, %w", err)
		}
		if v.Signer == "" {
			return v, fmt.Errorf("it is signed by %s, which is none of the allowed signers", v.Key)
		}
	}
	if t.Authorities != nil {
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(t.Authorities) {
			return v, errors.New("of the authorities there is no certificate in PEM")
		}
		if v.Stamp == nil {
			return v, errors.New("no authority has stamped it")
		}
		var err error
		if v.Stamp, err = stampIn(root, text, pool); err != nil {
			return v, fmt.Errorf("its time-stamp %w", err)
		}
	}
	return v, nil
}

// unchanged returns an error if a finished record's lines are not those that its manifest was written for: nothing is to be judged by
// evidence that somebody changed. A record without a manifest was cut off before it had one.
func unchanged(root *os.Root, lines []byte) error {
	text, err := read(root, manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var m manifest
	if json.Unmarshal(text, &m) != nil {
		return errors.New(manifestFile + " is no manifest any more")
	}
	for _, f := range m.Files {
		if f.Path == linesFile && f.SHA256 != hexHash(lines) {
			return errors.New(linesFile + " was changed since the scan")
		}
	}
	return nil
}

// differences says what became of each file, in the order of the manifest and then of the folder.
func differences(want, found []fileHash) []string {
	there := map[string]fileHash{}
	for _, f := range found {
		there[f.Path] = f
	}
	var wrong []string
	for _, w := range want {
		f, ok := there[w.Path]
		switch {
		case !ok:
			wrong = append(wrong, fmt.Sprintf("%q is missing", w.Path))
		case f != w:
			wrong = append(wrong, fmt.Sprintf("%q was changed", w.Path))
		}
		delete(there, w.Path)
	}
	for _, f := range found {
		if _, extra := there[f.Path]; extra {
			wrong = append(wrong, fmt.Sprintf("%q was added", f.Path))
		}
	}
	return wrong
}
