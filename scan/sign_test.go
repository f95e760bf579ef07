package scan

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// newKey makes an SSH key and returns it as its file holds it, and its public half as a line of authorized keys.
func newKey(t *testing.T, of crypto.PrivateKey, passphrase string) (private []byte, public string) {
	t.Helper()
	signer, err := ssh.NewSignerFromKey(of)
	if err != nil {
		t.Fatal(err)
	}
	var block *pem.Block
	if passphrase == "" {
		block, err = ssh.MarshalPrivateKey(of, "")
	} else {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(of, "", []byte(passphrase))
	}
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(block), strings.TrimSpace(string(ssh.MarshalAuthorizedKey(signer.PublicKey())))
}

func newEd25519(t *testing.T) crypto.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// kindsOfKeys are those that people have.
func kindsOfKeys(t *testing.T) map[string]crypto.PrivateKey {
	t.Helper()
	onCurve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	primes, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]crypto.PrivateKey{"ed25519": newEd25519(t), "ecdsa": onCurve, "rsa": primes}
}

func TestASignedRecordTellsBySomebodyWhoIsAllowed(t *testing.T) {
	for kind, of := range kindsOfKeys(t) {
		t.Run(kind, func(t *testing.T) {
			rec := run(t, nil)
			key, public := newKey(t, of, "")
			if err := Sign(rec.path, key, nil); err != nil {
				t.Fatal(err)
			}
			v, err := VerifyFor(rec.path, Trust{Signers: []byte("# ours\n\njane@example.com namespaces=\"file,candor-record\" " + public + " laptop\n")})
			if err != nil || v.Signer != "jane@example.com" || !strings.HasPrefix(v.Key, "SHA256:") {
				t.Errorf("VerifyFor = %+v, %v, want jane@example.com", v, err)
			}
			if err := Verify(rec.path); err != nil {
				t.Errorf("for somebody who knows no signers: %v", err)
			}
			if err := Sign(rec.path, key, nil); err == nil || !strings.Contains(err.Error(), "signed already") {
				t.Errorf("signed again: %v", err)
			}
		})
	}
}

func TestWhoseSignatureDoesNotCount(t *testing.T) {
	rec := run(t, nil)
	_, other := newKey(t, newEd25519(t), "")
	key, public := newKey(t, newEd25519(t), "")
	wantBut := func(signers, want string) {
		t.Helper()
		if _, err := VerifyFor(rec.path, Trust{Signers: []byte(signers)}); err == nil || !strings.Contains(err.Error(), "whole and unchanged, but "+want) {
			t.Errorf("VerifyFor = %v, want an error that says %q", err, want)
		}
	}
	wantBut("jane "+public, "nobody has signed it")
	if err := Sign(rec.path, key, nil); err != nil {
		t.Fatal(err)
	}
	wantBut("", "it is signed by SHA256:")
	wantBut("jane "+other, "it is signed by SHA256:")
	wantBut("jane namespaces=\"file\" "+public, "of the allowed signers, line 1: the key of jane is not for namespace candor-record")
	wantBut("\njane valid-before=\"20200101\" "+public, "of the allowed signers, line 2: option valid-before is not understood here")
	if v, err := VerifyFor(rec.path, Trust{Signers: []byte("jane namespaces=\"git\" " + public + "\njane@work namespaces=\"candor-record\" " + public)}); err != nil || v.Signer != "jane@work" {
		t.Errorf("with a line for each purpose of the key: %+v, %v, want jane@work", v, err)
	}
	wantBut("jane nonsense", "of the allowed signers, line 1: want")
}

// A signature has one form: no byte of it can be another.
func TestEveryByteOfASignatureCounts(t *testing.T) {
	rec := run(t, nil)
	key, _ := newKey(t, newEd25519(t), "")
	if err := Sign(rec.path, key, nil); err != nil {
		t.Fatal(err)
	}
	text := readFile(t, filepath.Join(rec.path, signatureFile))
	root, err := os.OpenRoot(rec.path)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	manifest := readFile(t, filepath.Join(rec.path, manifestFile))
	for i := range text {
		for _, by := range []byte{1, 0x20} {
			changed := bytes.Clone(text)
			changed[i] ^= by
			writeTo(t, filepath.Join(rec.path, signatureFile), changed)
			if _, err := signerOf(root, manifest); err == nil {
				t.Errorf("byte %d changed by %#x: the signature is taken for good", i, by)
			}
		}
	}
	for name, changed := range map[string]string{
		"ends of lines of another system": strings.ReplaceAll(string(text), "\n", "\r\n"),
		"a line more":                     strings.Replace(string(text), "\n", "\n\n", 1),
		"one long line":                   armorBegin + strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(string(text), armorBegin), armorEnd), "\n", "") + armorEnd,
	} {
		if _, err := unarmored([]byte(changed)); err == nil {
			t.Errorf("%s: the signature is taken for good", name)
		}
	}
	var differs *ErrDiffers
	if err := Verify(rec.path); !errors.As(err, &differs) || !strings.Contains(err.Error(), signatureFile) {
		t.Errorf("Verify = %v, want an error that names %s", err, signatureFile)
	}
	another := run(t, func(j *Job) { j.Depth = 1 })
	writeTo(t, filepath.Join(another.path, signatureFile), text)
	if err := Verify(another.path); err == nil || !strings.Contains(err.Error(), "manifest.json.sig is no signature of this manifest") {
		t.Errorf("the signature of another record: %v", err)
	}
}

func TestALockedKeyAsksForItsPassphrase(t *testing.T) {
	rec := run(t, nil)
	key, _ := newKey(t, newEd25519(t), "open sesame")
	if err := Sign(rec.path, key, nil); err == nil || !strings.Contains(err.Error(), "give its passphrase") {
		t.Errorf("without: %v", err)
	}
	if err := Sign(rec.path, key, []byte("open barley")); err == nil || strings.Contains(err.Error(), "barley") {
		t.Errorf("with a wrong one: %v", err)
	}
	if err := Sign(rec.path, key, []byte("open sesame")); err != nil {
		t.Error(err)
	}
	if err := Sign(rec.path, []byte("no key"), nil); err == nil {
		t.Error("what is no key signs")
	}
}

func TestARecordThatWasChangedIsNotSigned(t *testing.T) {
	rec := run(t, nil)
	writeTo(t, filepath.Join(rec.path, harFile), []byte("{}"))
	key, _ := newKey(t, newEd25519(t), "")
	if err := Sign(rec.path, key, nil); err == nil || exists(filepath.Join(rec.path, signatureFile)) {
		t.Errorf("Sign = %v, want an error and no signature", err)
	}
}

// OpenSSH takes our signatures for good, and we take its.
func TestSignaturesAreThoseOfOpenSSH(t *testing.T) {
	keygen, err := exec.LookPath("ssh-keygen")
	if err != nil {
		t.Skip("ssh-keygen is not there to compare with")
	}
	for kind, of := range kindsOfKeys(t) {
		t.Run(kind, func(t *testing.T) {
			rec := run(t, nil)
			key, public := newKey(t, of, "")
			folder := t.TempDir()
			keyPath, signers := filepath.Join(folder, "key"), filepath.Join(folder, "allowed_signers")
			manifest, signature := filepath.Join(rec.path, manifestFile), filepath.Join(rec.path, signatureFile)
			writeTo(t, keyPath, key)
			writeTo(t, keyPath+".pub", []byte(public+"\n"))
			writeTo(t, signers, []byte("jane "+public+"\n"))
			if err := Sign(rec.path, key, nil); err != nil {
				t.Fatal(err)
			}
			c := exec.Command(keygen, "-Y", "verify", "-f", signers, "-I", "jane", "-n", SignatureNamespace, "-s", signature)
			c.Stdin = bytes.NewReader(readFile(t, manifest))
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("ssh-keygen -Y verify: %v\n%s", err, out)
			}
			if err := os.Remove(signature); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(keygen, "-Y", "sign", "-f", keyPath, "-n", SignatureNamespace, manifest).CombinedOutput(); err != nil {
				t.Fatalf("ssh-keygen -Y sign: %v\n%s", err, out)
			}
			if v, err := VerifyFor(rec.path, Trust{Signers: readFile(t, signers)}); err != nil || v.Signer != "jane" {
				t.Errorf("what ssh-keygen signed: VerifyFor = %+v, %v", v, err)
			}
			if err := os.Remove(signature); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(keygen, "-Y", "sign", "-f", keyPath, "-n", "file", manifest).CombinedOutput(); err != nil {
				t.Fatalf("ssh-keygen -Y sign: %v\n%s", err, out)
			}
			if err := Verify(rec.path); err == nil || !strings.Contains(err.Error(), `is a signature for "file"`) {
				t.Errorf("what was signed as any other file: Verify = %v", err)
			}
		})
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func writeTo(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, fileMode); err != nil {
		t.Fatal(err)
	}
}
