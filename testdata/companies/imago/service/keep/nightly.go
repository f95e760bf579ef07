// Package keep deletes, every night, what has been kept for long enough.
package keep

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
)

// jobs delete what is too old.
var jobs = []string{
	`DELETE FROM job_applications WHERE created_at < now() - interval '3 years'`,
	`DELETE FROM sessions WHERE created_at < now() - interval '1 day'`,
}

// Nightly runs all jobs, and says how many rows are gone.
func Nightly(ctx context.Context, db *sql.DB, log *slog.Logger) error {
	for _, job := range jobs {
		done, err := db.ExecContext(ctx, job)
		if err != nil {
			return fmt.Errorf("keep: %w", err)
		}
		rows, err := done.RowsAffected()
		if err != nil {
			return fmt.Errorf("keep: %w", err)
		}
		log.Info("old rows are gone", "rows", rows)
	}
	return nil
}
