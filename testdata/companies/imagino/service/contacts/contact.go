// Package contacts keeps the customers and prospects of our users, as they bring them.
package contacts

import (
	"errors"
	"strings"
	"sync"
)

// A Contact is a customer or a prospect of a user.
type Contact struct {
	Email     string
	LastName  string
	FirstName string
	Phone     string
	Consents  []string // channels that the contact has agreed to
}

// ErrUnknown is returned for an address that is not there.
var ErrUnknown = errors.New("contacts: no such contact")

// Memory keeps contacts in one process.
type Memory struct {
	mu      sync.Mutex
	byEmail map[string]Contact
}

// Put keeps c.
func (m *Memory) Put(c Contact) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byEmail == nil {
		m.byEmail = map[string]Contact{}
	}
	m.byEmail[strings.ToLower(c.Email)] = c
	return nil
}

// Get finds a contact, or returns ErrUnknown.
func (m *Memory) Get(email string) (Contact, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.byEmail[strings.ToLower(email)]
	if !ok {
		return Contact{}, ErrUnknown
	}
	return c, nil
}

// Delete forgets a contact.
func (m *Memory) Delete(email string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.byEmail, strings.ToLower(email))
}

// Len returns how many contacts there are.
func (m *Memory) Len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.byEmail)
}
