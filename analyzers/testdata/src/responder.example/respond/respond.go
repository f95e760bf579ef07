// Package respond stands for a module that writes answers, and that no table knows.
package respond

import "net/http"

// A View writes itself.
type View interface {
	Show(w http.ResponseWriter) error
}

func Success(w http.ResponseWriter, data any, status int) error   { panic("stub") }
func With(w http.ResponseWriter, r *http.Request, v View) error   { panic("stub") }
func Show(w http.ResponseWriter, r *http.Request, v View) error   { panic("stub") }
func Decode(w http.ResponseWriter, r *http.Request, to any) error { panic("stub") }
func Keep(to any, status int) error                               { panic("stub") }
