package harmless

import (
	"context"
	"log"
	"net/http"
)

type origin struct{}

type seen struct{ Address string }

// Copies of a request are not what their context keeps.
func Copies(r *http.Request) {
	ctx := context.WithValue(r.Context(), origin{}, seen{r.RemoteAddr})
	r = r.WithContext(ctx)
	kept := r.Clone(r.Context())
	log.Print(r.Method, r.Host, kept.Method)
	headers := r.Header.Clone()
	for name := range headers {
		log.Print(name)
	}
}
