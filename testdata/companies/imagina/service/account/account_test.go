package account

import (
	"testing"
	"time"
)

func TestWhoIsFifteenMaySignUp(t *testing.T) {
	today := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for born, want := range map[string]bool{"2011-11-20": true, "2011-11-21": false, "20 November 2011": false} {
		if got := oldEnough(born, today); got != want {
			t.Errorf("born %s: %v, want %v", born, got, want)
		}
	}
}

func TestOnlyTheRightPasswordIsRight(t *testing.T) {
	salt := []byte("sixteen bytes ..")
	key, err := derive("nine brown hares", salt)
	if err != nil {
		t.Fatal(err)
	}
	if !right("nine brown hares", salt, key) || right("ten brown hares", salt, key) {
		t.Error("the passwords were mixed up")
	}
}
