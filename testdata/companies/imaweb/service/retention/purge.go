// Package retention deletes what is no longer needed.
package retention

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"
)

// what is deleted, and when.
var what = []struct{ name, statement string }{
	{"requests", `DELETE FROM requests WHERE received_at < now() - interval '3 years'`},
	{"applications", `DELETE FROM applications WHERE received_at < now() - interval '2 years'`},
}

// Daily deletes once a day until the context ends.
func Daily(ctx context.Context, db *sql.DB, log *slog.Logger) {
	for tick := time.Tick(24 * time.Hour); ; {
		if err := purge(ctx, db, log); err != nil {
			log.Error("not everything was deleted", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick:
		}
	}
}

func purge(ctx context.Context, db *sql.DB, log *slog.Logger) error {
	for _, w := range what {
		gone, err := db.ExecContext(ctx, w.statement)
		if err != nil {
			return fmt.Errorf("retention: %s: %w", w.name, err)
		}
		n, _ := gone.RowsAffected()
		log.Info("deleted", "what", w.name, "rows", n)
	}
	return nil
}
