package harmless

import (
	"encoding/base64"
	"encoding/json"
	"log"
	"net"
	"net/http"
	"strings"
)

// Ports and zones are parts of an address that tell nobody.
func Ports(r *http.Request) {
	host, port, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return
	}
	zoneID := ""
	if strings.Contains(host, "%") {
		zoneID = strings.Split(host, "%")[1]
	}
	log.Print(port, zoneID)
	log.Print(host) // want `device\.ip_address`
}

// Domains are what is behind the at sign.
func Domains(u User) {
	_, domain, _ := strings.Cut(u.Email, "@")
	log.Printf("no mail goes to %s", domain)
	local, _, _ := strings.Cut(u.Email, "@")
	log.Print(local) // want `contact\.email`
}

type Grant struct{ AccessToken string }

// Claims are said in a token, and are no token.
func Claims(g Grant) {
	parts := strings.Split(g.AccessToken, ".")
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return
	}
	var claims map[string]any
	if err := json.Unmarshal(payload, &claims); err != nil {
		return
	}
	log.Print(claims["scope"])
	log.Print(parts) // want `account\.token`
}

// Routed lets a request carry an address as a part of its path; how it was routed does not tell it.
func Routed(r *http.Request, u User) {
	r.SetPathValue("email", u.Email)
	log.Print(r.Pattern, r.Method)
}
