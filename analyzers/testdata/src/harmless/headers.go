package harmless

import (
	"log"
	"net/http"
)

// Headers of whoever asks are logged as a whole, or one after the other.
func Headers(r *http.Request, name string) {
	log.Print(r.Header) // want `account\.credentials` `device\.browser`
	for one, values := range r.Header {
		log.Print(one, values) // want `account\.credentials` `device\.browser`
	}
	log.Print(r.Header.Clone()) // want `account\.credentials` `device\.browser`
	log.Print(r.Header.Get("Accept"), r.Header["Accept"], len(r.Header))
	log.Print(r.Header.Get(name), r.Header[name])
	log.Print(r.Header.Get("User-Agent")) // want `device\.browser`
}

type courierClient struct{ http.Client }

// Send asks another, whose headers are its own, as are those of the answer.
func (c *courierClient) Send(req *http.Request) error {
	log.Print(req.Header)
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	log.Print(res.Header)
	other, err := http.NewRequest(http.MethodGet, "https://other.example", nil)
	if err != nil {
		return err
	}
	log.Print(other.Header)
	return nil
}

// Relay sends on what came in, which tells nobody more.
func Relay(r *http.Request) (*http.Response, error) {
	other, err := http.NewRequest(r.Method, "https://inner.example", r.Body)
	if err != nil {
		return nil, err
	}
	other.Header = r.Header
	return http.DefaultClient.Do(other)
}
