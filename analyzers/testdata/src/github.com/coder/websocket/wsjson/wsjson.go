// Package wsjson is a stub of the package of that name.
package wsjson

import (
	"context"

	"github.com/coder/websocket"
)

func Read(ctx context.Context, c *websocket.Conn, v any) error  { return nil }
func Write(ctx context.Context, c *websocket.Conn, v any) error { return nil }
