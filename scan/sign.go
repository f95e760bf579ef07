package scan

import (
	"bytes"
	"crypto/rand"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Files that vouch for a manifest, and so cannot stand in it.
const (
	signatureFile = manifestFile + ".sig"
	stampFile     = manifestFile + ".tsr"
)

// SignatureNamespace is what a signature of a manifest is for: one that was given for anything else vouches for no record.
const SignatureNamespace = "candor-record"

// A signed is an SSH signature as OpenSSH keeps it in a file, before its armor. Source: PROTOCOL.sshsig of OpenSSH 9.
type signed struct {
	Magic     [6]byte
	Version   uint32
	PublicKey []byte
	Namespace string
	Reserved  string
	Hash      string
	Signature []byte
}

// What is signed: not the message, but this about it.
type toSign struct {
	Magic     [6]byte
	Namespace string
	Reserved  string
	Hash      string
	Message   []byte // its hash
}

var sshsig = [6]byte([]byte("SSHSIG"))

const sha512Name = "sha512"

// Sign signs the manifest of a finished record with an SSH key, which may be one of OpenSSH or PEM; passphrase is nil for one that is not locked.
// `ssh-keygen -Y verify` accepts the signature, and Verify accepts one that `ssh-keygen -Y sign` made. Sign errs for a record that is not what
// its manifest says, or is signed.
func Sign(path string, key, passphrase []byte) error {
	signer, err := parseKey(key, passphrase)
	if err != nil {
		return err
	}
	if err := Verify(path); err != nil {
		return err
	}
	to := filepath.Join(path, signatureFile)
	if exists(to) {
		return fmt.Errorf("record %s is signed already: remove %s to sign it anew", path, signatureFile)
	}
	text, err := os.ReadFile(filepath.Join(path, manifestFile))
	if err != nil {
		return fmt.Errorf("signing record %s: %w", path, err)
	}
	sum := sha512.Sum512(text)
	algorithm := signer.PublicKey().Type()
	if algorithm == ssh.KeyAlgoRSA {
		algorithm = ssh.KeyAlgoRSASHA512 // the name of the key stands for SHA-1 as well
	}
	many, ok := signer.(ssh.AlgorithmSigner)
	if !ok {
		return fmt.Errorf("signing record %s: a key of type %s cannot", path, signer.PublicKey().Type())
	}
	signature, err := many.SignWithAlgorithm(rand.Reader, ssh.Marshal(toSign{sshsig, SignatureNamespace, "", sha512Name, sum[:]}), algorithm)
	if err != nil {
		return fmt.Errorf("signing record %s: %w", path, err)
	}
	s := signed{sshsig, 1, signer.PublicKey().Marshal(), SignatureNamespace, "", sha512Name, ssh.Marshal(signature)}
	if err := errors.Join(writeFile(to, armored(ssh.Marshal(s))), syncFolder(path)); err != nil {
		return fmt.Errorf("signing record %s: %w", path, err)
	}
	return nil
}

func parseKey(key, passphrase []byte) (ssh.Signer, error) {
	var signer ssh.Signer
	var err error
	if passphrase == nil {
		signer, err = ssh.ParsePrivateKey(key)
	} else {
		signer, err = ssh.ParsePrivateKeyWithPassphrase(key, passphrase)
	}
	var locked *ssh.PassphraseMissingError
	if errors.As(err, &locked) {
		return nil, errors.New("the key is locked: give its passphrase")
	}
	if err != nil {
		return nil, fmt.Errorf("the key cannot be read: %w", err)
	}
	return signer, nil
}

const (
	armorBegin = "-----BEGIN SSH SIGNATURE-----\n"
	armorEnd   = "\n-----END SSH SIGNATURE-----\n"
	armorWidth = 70 // as ssh-keygen breaks lines: one signature has one form, of which no byte can be another
)

func armored(blob []byte) []byte {
	var lines []string
	for chunk := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(blob)), armorWidth) {
		lines = append(lines, string(chunk))
	}
	return []byte(armorBegin + strings.Join(lines, "\n") + armorEnd)
}

func unarmored(text []byte) (s signed, err error) {
	body, ok := strings.CutPrefix(string(text), armorBegin)
	body, end := strings.CutSuffix(body, armorEnd)
	blob, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(body, "\n", ""))
	if !ok || !end || err != nil || !bytes.Equal(armored(blob), text) {
		return s, errors.New("is no SSH signature")
	}
	if err := ssh.Unmarshal(blob, &s); err != nil || s.Magic != sshsig || s.Version != 1 {
		return s, errors.New("is no SSH signature of version 1")
	}
	return s, nil
}

// signerOf returns the key with which the manifest was signed, nil if it was not. It errs if there is a signature of anything else.
func signerOf(root *os.Root, text []byte) (ssh.PublicKey, error) {
	armor, err := read(root, signatureFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s, err := unarmored(armor)
	if err != nil {
		return nil, err
	}
	if s.Namespace != SignatureNamespace || s.Hash != sha512Name {
		return nil, fmt.Errorf("is a signature for %q by %q, not for %q by %q", s.Namespace, s.Hash, SignatureNamespace, sha512Name)
	}
	key, err := ssh.ParsePublicKey(s.PublicKey)
	if err != nil {
		return nil, errors.New("names no key")
	}
	var signature ssh.Signature
	if err := ssh.Unmarshal(s.Signature, &signature); err != nil {
		return nil, errors.New("is no SSH signature")
	}
	if slices.Contains([]string{ssh.KeyAlgoRSA, "ssh-dss"}, signature.Format) {
		return nil, errors.New("was made with SHA-1, which proves nothing")
	}
	sum := sha512.Sum512(text)
	if err := key.Verify(ssh.Marshal(toSign{sshsig, s.Namespace, s.Reserved, s.Hash, sum[:]}), &signature); err != nil {
		return nil, errors.New("is no signature of this manifest")
	}
	return key, nil
}

// principal returns whose key it is by a file of allowed signers, as ssh-keygen(1) describes it: "who[,who...] [options] type key [comment]".
// "" is nobody there.
func principal(signers []byte, key ssh.PublicKey) (string, error) {
	number := 0
	var elsewhere error // why a line with the key does not count; another may have it for this purpose
lines:
	for text := range strings.Lines(string(signers)) {
		number++
		text = strings.TrimSpace(text)
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		who, rest, _ := strings.Cut(text, " ")
		allowed, _, options, _, err := ssh.ParseAuthorizedKey([]byte(rest))
		if err != nil {
			return "", fmt.Errorf("line %d: want whose key it is, options, its type and the key; see ssh-keygen(1), allowed signers", number)
		}
		if !bytes.Equal(allowed.Marshal(), key.Marshal()) {
			continue
		}
		for _, o := range options {
			name, value, _ := strings.Cut(o, "=")
			if !strings.EqualFold(name, "namespaces") {
				return "", fmt.Errorf("line %d: option %s is not understood here; ask ssh-keygen -Y verify -n %s -s %s", number, name, SignatureNamespace, signatureFile)
			}
			if !slices.Contains(strings.Split(strings.Trim(value, `"`), ","), SignatureNamespace) {
				elsewhere = fmt.Errorf("line %d: the key of %s is not for namespace %s", number, who, SignatureNamespace)
				continue lines
			}
		}
		return who, nil
	}
	return "", elsewhere
}
