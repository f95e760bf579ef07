// Package bolthold is a stub of the module of that name.
package bolthold

type Query struct{ key int }

type Store struct{ db any }

func (s *Store) Insert(key, data any) error          { return nil }
func (s *Store) Get(key, result any) error           { return nil }
func (s *Store) Find(result any, query *Query) error { return nil }
