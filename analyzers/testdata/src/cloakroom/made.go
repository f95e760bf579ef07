package cloakroom

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"math/big"
	"strings"
)

// What is made by chance is a token where it is called one: no name alone is as sure.

// A Ticket lets somebody in.
type Ticket struct {
	GuestID int64
	UserID  int64
	Token   string
	Colour  string
}

// A Robe is a thing, and what it is called after is its own.
type Robe struct{ Token, Colour string }

func letters(n int) string {
	const all = "abcdefghijk"
	out := make([]byte, n)
	for i := range out {
		k, err := rand.Int(rand.Reader, big.NewInt(int64(len(all))))
		if err != nil {
			return ""
		}
		out[i] = all[k.Int64()]
	}
	return string(out)
}

func newToken() (string, error) {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", b), nil
}

func handOut(user int64) *Ticket {
	b := make([]byte, 16)
	if _, err := io.ReadFull(rand.Reader, b); err != nil {
		return nil
	}
	return &Ticket{UserID: user, Token: strings.TrimRight(base64.URLEncoding.EncodeToString(b), "="), Colour: hex.EncodeToString(b)}
}

// Tickets are handed out.
func Tickets() {
	t := handOut(1)
	log.Print(t.Token) // want `account\.token`
	log.Print(t.Colour)
	token, _ := newToken()
	log.Print(token) // want `account\.token`
	colour, _ := newToken()
	log.Print(colour)
	r := &Robe{Token: letters(8), Colour: letters(8)}
	log.Print(r.Token) // want `account\.token`
	log.Print(r.Colour)
	log.Print(map[string]string{"token": letters(4)}) // want `account\.token`
	log.Print(map[string]string{"colour": letters(4)})
	r.Token = "***"
	log.Print(r.Token)
}

// Robes are called as they like.
func Robes(r *Robe, token string) {
	log.Print(r.Token)
	log.Print(token)
	r.Token = token
	log.Print(r.Token)
}

// Seen tells a ticket by whom it lets in.
func Seen(t *Ticket) {
	log.Print(t.Token) // want `account\.token`
}
