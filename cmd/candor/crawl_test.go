package main

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/testdata/company"
	"github.com/candor-privacy/candor/testdata/larkspur"
)

// An inventory must not depend on the moment: two crawls of a whole site, with its consent dialog, its trackers, frames and forms, tell the same.
func TestTwoCrawlsTellTheSame(t *testing.T) {
	needBrowser(t)
	server, err := larkspur.Serve()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	first, second := crawled(t, server), crawled(t, server)
	for _, state := range []string{"before", "accepted", "refused"} {
		in, _ := first["states"].(map[string]any)[state].(map[string]any)
		if requests, _ := in["requests"].([]any); len(requests) < 10 {
			t.Errorf("%s: only %d requests were seen", state, len(requests))
		}
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("two crawls of one site differ (-first +second):\n%s", diff)
	}
}

// crawled is the inventory of a crawl, without what is another in every run by the site's or our own will.
func crawled(t *testing.T, server *company.Server) map[string]any {
	t.Helper()
	var out, progress bytes.Buffer
	args := []string{
		"crawl", server.URL(), "--format", "json", "--out", filepath.Join(t.TempDir(), "twice.candor"), "--no-sandbox", "--ignore-certificate-errors",
		"--host-rules", server.HostRules(), "--max-pages", "4", "--page-timeout", "3m", "--states", "before,accepted,refused",
	}
	if code := run(context.Background(), args, newApp(&out, &progress)); code != 0 {
		t.Fatalf("candor crawl: exit %d\n%s", code, progress.String())
	}
	var inventory map[string]any
	if err := json.Unmarshal(out.Bytes(), &inventory); err != nil {
		t.Fatal(err)
	}
	return settled(inventory).(map[string]any)
}

// drawn are the parameters for which scripts of the site draw numbers or take the time.
var drawn = regexp.MustCompile(`([?&](?:ts|fbp|_p|cid|sid)=)[^&]*`)

// settled replaces what is drawn, and leaves pictures out, which may show a moment. Requests that a page sends at once arrive in any order, and are
// numbered in that.
func settled(value any) any {
	switch v := value.(type) {
	case string:
		return drawn.ReplaceAllString(v, "${1}drawn")
	case []any:
		for i := range v {
			v[i] = settled(v[i])
		}
		slices.SortFunc(v, func(a, b any) int { return bytes.Compare(written(a), written(b)) })
		return v
	case map[string]any:
		maps.DeleteFunc(v, func(key string, _ any) bool { return key == "number" || key == "request" || key == "screenshot_sha256" })
		for key := range v {
			v[key] = settled(v[key])
		}
		return v
	}
	return value
}

func written(value any) []byte {
	text, _ := json.Marshal(value) // which was read from JSON
	return text
}
