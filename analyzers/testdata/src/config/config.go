// Package config holds the settings of a program: accounts in them are its own.
package config

import (
	"encoding/json"
	"log"
)

// TURN is a server that the program logs in to.
type TURN struct {
	URIs     []string `yaml:"uris"`
	Username string   `yaml:"username"`
	Password string   `yaml:"password"`
}

// An Administrator is a person in the settings.
type Administrator struct {
	Email string `yaml:"email"`
}

// Print shows what is set.
func Print(t TURN, a Administrator) {
	text, _ := json.Marshal(t)
	log.Print(string(text), t.Username)
	log.Print(a.Email) // want `contact\.email`
}
