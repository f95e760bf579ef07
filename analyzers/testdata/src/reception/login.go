package reception

import (
	"log"
	"net/http"
)

// Login has a name and a password in one header.
func Login(r *http.Request) {
	username, password, ok := r.BasicAuth()
	log.Print(username) // want `identity\.username`
	log.Print(password) // want `account\.password`
	log.Print(ok)
}
