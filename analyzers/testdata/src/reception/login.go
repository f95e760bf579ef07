package reception

import (
	"log"
	"net/http"
	"time"
)

// Login has a name and a password in one header.
func Login(r *http.Request) {
	username, password, ok := r.BasicAuth()
	log.Print(username) // want `identity\.username`
	log.Print(password) // want `account\.password`
	log.Print(ok)
}

// A Member was here before.
type Member struct {
	Email       string
	CreatedAt   time.Time
	LastLoginAt *time.Time
}

// Greet tells when that was.
func Greet(m *Member) {
	log.Printf("member since %v", m.CreatedAt)
	log.Printf("back after %v", m.LastLoginAt) // want `account\.login_history.*of Member`
}
