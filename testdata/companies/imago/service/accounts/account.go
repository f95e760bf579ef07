// Package accounts keeps who has signed up for ImagoFlash.
package accounts

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
)

// ErrTaken is what Add returns for an address that has an account.
var ErrTaken = errors.New("accounts: the address is taken")

// An Account belongs to one user.
type Account struct {
	Name     string
	Email    string
	TimeZone string
	Salt     []byte
	Hash     []byte // of the password
}

// A Store keeps accounts.
type Store interface {
	Add(ctx context.Context, a Account) error
}

// Memory is a Store for tests and trials.
type Memory struct {
	mu      sync.Mutex
	byEmail map[string]Account
}

// Add implements Store.
func (m *Memory) Add(_ context.Context, a Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.byEmail[a.Email]; ok {
		return ErrTaken
	}
	if m.byEmail == nil {
		m.byEmail = map[string]Account{}
	}
	m.byEmail[a.Email] = a
	return nil
}

// seal hashes a password with a salt of its own.
func seal(password string) (salt, hash []byte, err error) {
	salt = make([]byte, 16)
	_, _ = rand.Read(salt) // never fails, as its documentation says
	hash, err = pbkdf2.Key(sha256.New, password, salt, 600_000, 32)
	if err != nil {
		return nil, nil, fmt.Errorf("accounts: %w", err)
	}
	return salt, hash, nil
}

// fingerprint lets us find the lines about one account without writing the address into the log.
func fingerprint(email string) string {
	sum := sha256.Sum256([]byte(email))
	return hex.EncodeToString(sum[:6])
}
