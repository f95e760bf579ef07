package courier

import (
	"context"
	"encoding/json"
	"net/http"
	"net/rpc"
	"net/url"
	"strings"

	"github.com/gorilla/schema"
	"github.com/sethgrid/pester"
	"golang.org/x/oauth2"
	"google.golang.org/grpc"
)

// Remote calls a service, as a generated client does: the message is sent whole.
func Remote(ctx context.Context, cc grpc.ClientConnInterface, c *Customer) error {
	return cc.Invoke(ctx, "/courier.Courier/Send", c, new(Customer)) // want `contact\.email.*is sent in a request` `identity\.name.*is sent in a request` `contact\.address\.city.*is sent in a request`
}

// Stream sends one message after the other.
func Stream(s grpc.ClientStream, c Customer) error {
	return s.SendMsg(c.Email) // want `contact\.email.*is sent in a request`
}

// Peer calls a method of another process.
func Peer(conn *rpc.Client, c Customer) error {
	return conn.Call("Courier.Send", c.Email, nil) // want `contact\.email.*is sent in a request`
}

// Again asks until there is an answer.
func Again(client *pester.Client, cfg Config, c Customer) {
	req, _ := http.NewRequest("POST", cfg.Webhook, strings.NewReader(c.Email))
	client.Do(req) // want `contact\.email.*is sent in a request: \(\*pester\.Client\)\.Do \(body\)`
}

// Form sends a struct as a form.
func Form(cfg Config, c Customer) {
	form := url.Values{}
	schema.NewEncoder().Encode(c, form)
	http.PostForm(cfg.Webhook, form) // want `contact\.email.*is sent in a request` `identity\.name.*is sent in a request` `contact\.address\.city.*is sent in a request`
}

// Tokens shows a login at another company.
func Tokens(w http.ResponseWriter, source oauth2.TokenSource) {
	token, _ := source.Token()
	json.NewEncoder(w).Encode(token) // want `account\.token.*is sent back in an answer` `account\.token.*is sent back in an answer`
}
