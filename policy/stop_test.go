//go:build unix

package policy

import (
	"context"
	"errors"
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe that nobody fills is waited for until the context ends, whatever is asked of it.
func TestReadingEndsWithTheContext(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "notice.txt")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no pipe: %v", err)
	}
	for name, read := range map[string]func(context.Context) error{
		"read": func(ctx context.Context) error { _, err := Read(ctx, pipe); return err },
		"text": func(ctx context.Context) error { _, err := Extract(ctx, pipe); return err },
		"lint": func(ctx context.Context) error { _, _, err := Lint(ctx, pipe, today); return err },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			go cancel()
			if err := read(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf("err = %v, want %v", err, context.Canceled)
			}
		})
	}
}
