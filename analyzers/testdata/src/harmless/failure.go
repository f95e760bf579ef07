package harmless

import (
	"fmt"
	"log"
)

// A NotFound error tells what was looked for: a number, or an address.
type NotFound struct {
	UserID int
	Email  string
}

func (e NotFound) Error() string { return fmt.Sprintf("no user %d %s", e.UserID, e.Email) }

// A Lookup is done elsewhere, which nobody can see.
type Lookup interface{ ByID(int) error }

// Missing logs an error of which nobody knows that it was made with an address.
func Missing(l Lookup, email string) {
	err := l.ByID(1)
	if missing, ok := err.(NotFound); ok {
		log.Print(missing)
	}
	log.Print(NotFound{UserID: 1})
	log.Print(NotFound{Email: email}) // want `contact\.email`
}
