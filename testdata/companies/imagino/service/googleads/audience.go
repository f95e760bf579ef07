package googleads

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"imagino.example/service/contacts"
)

// Sync adds the contacts of a segment to an audience. Google gets hashes and matches them with its own users.
func (l *Links) Sync(ctx context.Context, workspace, segment, job string, members []contacts.Contact) error {
	client, account, err := l.client(ctx, workspace)
	if err != nil {
		return err
	}
	type operation struct {
		HashedEmail string `json:"hashedEmail"`
	}
	operations := make([]operation, 0, len(members))
	for _, m := range members {
		operations = append(operations, operation{hashed(m.Email)})
	}
	body, err := json.Marshal(map[string]any{"operations": operations})
	if err != nil {
		return fmt.Errorf("googleads: %w", err)
	}
	url := "https://googleads.googleapis.com/v17/customers/" + account + "/offlineUserDataJobs/" + job + ":addOperations"
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("googleads: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(r)
	if err != nil {
		return fmt.Errorf("googleads: %w", err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("googleads: google answered %d", resp.StatusCode)
	}
	l.Log.Info("audience in step", "segment_name", segment, "emails", len(members))
	return nil
}

// hashed is an address as Google wants it: in lower case, as SHA-256.
func hashed(email string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(email))))
	return hex.EncodeToString(sum[:])
}
