// Package redis is a stub of the module of that name.
package redis

import (
	"context"
	"time"
)

type cmdable func(ctx context.Context) error

type Client struct{ cmdable }

func (c cmdable) Set(ctx context.Context, key string, value any, expiration time.Duration) error {
	return nil
}
func (c cmdable) HSet(ctx context.Context, key string, values ...any) error { return nil }
