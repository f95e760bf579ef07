// Package order takes orders and sees them out of the door.
package order

import (
	"errors"
	"fmt"
	"sync"
)

// A Customer is who an order goes to.
type Customer struct {
	Name    string
	Email   string
	Phone   string
	Address string
}

// An Order is one parcel.
type Order struct {
	Number   int
	Customer Customer
	Titles   []string
	Cents    int64
}

// Total returns the amount as a customer reads it.
func (o Order) Total() string { return fmt.Sprintf("€%d.%02d", o.Cents/100, o.Cents%100) }

// ErrUnknown is returned for an order number that was never given.
var ErrUnknown = errors.New("order: no such order")

// A Store keeps orders.
type Store interface {
	// Add keeps o under a new number, which it returns.
	Add(o Order) (int, error)
	ByNumber(n int) (Order, error)
}

// Memory is a Store for one process.
type Memory struct {
	mu     sync.Mutex
	orders []Order
}

// NewMemory returns an empty store.
func NewMemory() *Memory { return &Memory{} }

// Add implements Store.
func (m *Memory) Add(o Order) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	o.Number = len(m.orders) + 1
	m.orders = append(m.orders, o)
	return o.Number, nil
}

// ByNumber implements Store.
func (m *Memory) ByNumber(n int) (Order, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n < 1 || n > len(m.orders) {
		return Order{}, ErrUnknown
	}
	return m.orders[n-1], nil
}
