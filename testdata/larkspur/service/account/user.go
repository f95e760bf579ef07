// Package account creates accounts and signs their owners in.
package account

import (
	"errors"
	"sync"
)

// A User is a customer with an account.
type User struct {
	Name         string `json:"name"`
	Email        string `json:"email"`
	BirthDate    string `json:"birth_date,omitempty"` // 2006-01-02
	PasswordHash []byte `json:"-"`
	Salt         []byte `json:"-"`
}

// Errors of a Store.
var (
	ErrTaken   = errors.New("account: there is one with this e-mail address already")
	ErrUnknown = errors.New("account: no such account")
)

// A Store keeps users.
type Store interface {
	Add(User) error
	ByEmail(email string) (User, error)
	Count() int
}

// Memory is a Store for one process.
type Memory struct {
	mu    sync.Mutex
	users map[string]User
}

// NewMemory returns an empty store.
func NewMemory() *Memory { return &Memory{users: make(map[string]User)} }

// Add keeps u, or returns ErrTaken.
func (m *Memory) Add(u User) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.users[u.Email]; ok {
		return ErrTaken
	}
	m.users[u.Email] = u
	return nil
}

// ByEmail finds a user, or returns ErrUnknown.
func (m *Memory) ByEmail(email string) (User, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	u, ok := m.users[email]
	if !ok {
		return User{}, ErrUnknown
	}
	return u, nil
}

// Count returns how many users there are.
func (m *Memory) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.users)
}
