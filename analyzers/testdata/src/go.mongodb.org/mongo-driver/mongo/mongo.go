// Package mongo is a stub of the module of that name.
package mongo

import "context"

type Collection struct{}

func (*Collection) InsertOne(ctx context.Context, document any, opts ...any) (any, error) {
	return nil, nil
}
func (*Collection) FindOne(ctx context.Context, filter any, opts ...any) any { return nil }
