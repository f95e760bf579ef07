package account

import (
	"errors"
	"testing"
)

func TestOnlyTheRightPasswordOpens(t *testing.T) {
	salt := []byte("sixteen bytes ..")
	key, err := derive("rain on the roof", salt)
	if err != nil {
		t.Fatal(err)
	}
	if err := check("rain on the roof", salt, key); err != nil {
		t.Errorf("the right password: %v", err)
	}
	if err := check("sun on the roof", salt, key); !errors.Is(err, errWrong) {
		t.Errorf("a wrong password: %v, want %v", err, errWrong)
	}
}

func TestAFingerprintHoldsNoAddress(t *testing.T) {
	if got := fingerprint("ada@reader.example"); len(got) != 12 {
		t.Errorf("fingerprint %q, want 12 digits", got)
	}
}
