package harmless

import (
	"fmt"
	"log"
	"net/http"

	"github.com/golang-jwt/jwt"
)

// Signed reads a token, whose header says how it is signed, and is no token.
func Signed(r *http.Request) error {
	token := r.Header.Get("Authorization")
	_, err := jwt.ParseWithClaims(token, jwt.MapClaims{}, func(t *jwt.Token) (any, error) {
		log.Printf("signed by %v", t.Header["alg"])
		return nil, fmt.Errorf("unexpected key %v", t.Header["kid"])
	})
	log.Print(token) // want `account\.credentials`
	return err
}

// Programs tell their ids where persons tell their user names.
func Programs(r *http.Request) {
	clientID, _, _ := r.BasicAuth()
	log.Print(clientID)
	name, _, _ := r.BasicAuth()
	log.Print(name) // want `identity\.username`
}
