// Package sessions stands in for the real one: its names and signatures, nothing else.
package sessions

import "net/http"

type Session struct {
	ID     string
	Values map[any]any
}

func (s *Session) Save(r *http.Request, w http.ResponseWriter) error { return nil }

func (s *Session) AddFlash(value any, vars ...string) {}

type Store interface {
	Get(r *http.Request, name string) (*Session, error)
	Save(r *http.Request, w http.ResponseWriter, s *Session) error
}
