// Package rest is a stub of the module of that name.
package rest

import "net/http"

func RespondWithError(w http.ResponseWriter, code int, message string) error { return nil }

func RespondWithJSON(w http.ResponseWriter, code int, payload any) error { return nil }
