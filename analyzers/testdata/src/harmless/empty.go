package harmless

import (
	"fmt"
	"log"
)

// Empty tells that something is missing: nothing of it can be in the message.
func Empty(u User, email string) error {
	if email == "" {
		log.Printf("no address: %q", email)
		return fmt.Errorf("bad address %q", email)
	}
	if len(u.Email) == 0 {
		log.Printf("no address of %+v", u.Email)
	}
	if u.Password == "" {
		log.Printf("no password: %+v", u) // want `contact\.email` `contact\.phone`
	}
	if u.Email != "" {
		log.Print(u.Email) // want `contact\.email`
	}
	if u.Phone == "" {
		u.Phone = email
		log.Print(u.Phone) // want `contact\.email`
	}
	log.Print(email) // want `contact\.email`
	return nil
}

// Chosen is one of a few constants where it is logged.
func Chosen(name string, u *User) {
	switch u.Email {
	case "root@localhost":
		log.Print(u.Email)
	case "", "nobody@localhost":
		log.Print(u.Email) // want `contact\.email`
	}
}
