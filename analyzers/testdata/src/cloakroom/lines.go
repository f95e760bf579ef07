package cloakroom

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
)

type lineKey struct{}

// A line is written with what is said of all lines.
type line struct{ head string }

func (l *line) add(kv []any) *line {
	for i := 0; i+1 < len(kv); i += 2 {
		l.head += fmt.Sprintf(" %v=%v", kv[i], kv[i+1])
	}
	return l
}

func lineOf(from any) (*line, error) {
	switch from := from.(type) {
	case context.Context:
		if l := from.Value(lineKey{}); l != nil {
			return l.(*line), nil
		}
		return &line{}, nil
	case *http.Request:
		return lineOf(from.Context())
	}
	return nil, errors.New("no line")
}

// write may be handed a context, or a request, before what it writes.
func write(args ...any) {
	l, err := lineOf(args[0])
	if err == nil {
		args = args[1:]
	}
	if len(args) > 1 {
		l = l.add(args[1:])
	}
	log.Print(l.head, args[0])
}

// Fetching logs beside a context that keeps a guest.
func Fetching(r *http.Request, g *Guest) {
	ctx := withGuest(r.Context(), g)
	write(ctx, "nothing to fetch", "guests", 3)
	write(r.WithContext(ctx), "nothing to fetch", "guests", 3)
	write(ctx, "nothing to fetch", "mail", g.Mail) // want `contact\.email.*is written to a log`
	log.Print(ctx)
}
