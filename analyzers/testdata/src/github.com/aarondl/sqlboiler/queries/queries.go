// Package queries is a stub of the module of that name.
package queries

import "context"

type Query struct{ from []string }

func Raw(query string, args ...any) *Query { return nil }

func (q *Query) Bind(ctx context.Context, exec any, obj any) error { return nil }
