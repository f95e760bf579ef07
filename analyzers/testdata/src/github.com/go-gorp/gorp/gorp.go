// Package gorp is a stub of the module of that name.
package gorp

type DbMap struct{ Dialect any }

func (m *DbMap) Insert(list ...any) error                               { return nil }
func (m *DbMap) Update(list ...any) (int64, error)                      { return 0, nil }
func (m *DbMap) Select(i any, query string, args ...any) ([]any, error) { return nil, nil }
func (m *DbMap) SelectOne(holder any, query string, args ...any) error  { return nil }
