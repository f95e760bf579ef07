package harmless

import (
	"log"
	"strings"
)

// The domain of an address is nobody's, whatever the variable is called.

func behindSign(email string) string {
	_, behind, _ := strings.Cut(email, "@")
	return behind
}

// Halves cuts addresses in two.
func Halves(u User) {
	before, behind, _ := strings.Cut(u.Email, "@")
	log.Print(behind, behindSign(u.Email))
	log.Print(before) // want `contact\.email`
	parts := strings.Split(u.Email, "@")
	log.Print(parts[1], parts[len(parts)-1])
	log.Print(parts[0])                   // want `contact\.email`
	log.Print(parts)                      // want `contact\.email`
	log.Print(parts[len(parts)-len("@")]) // the same, in other words
	i := strings.LastIndexByte(u.Email, '@')
	log.Print(u.Email[i+1:], u.Email[strings.Index(u.Email, "@")+1:])
	log.Print(u.Email[:i])                    // want `contact\.email`
	log.Print(u.Email[i-1:])                  // want `contact\.email`
	log.Print(strings.Split(u.Email, ".")[1]) // want `contact\.email`
	_, plus, _ := strings.Cut(u.Email, "+")
	log.Print(plus) // want `contact\.email`
}
