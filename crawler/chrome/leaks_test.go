package chrome

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// leaksOf visits a page as somebody who types an address into its fields, and tells what of it was sent where: host, channel, how.
func leaksOf(t *testing.T, page, address string) []string {
	t.Helper()
	s, err := running(t).Open(t.Context(), crawler.Visitor{Types: func(f crawler.Field) (string, practice.Data) {
		if f.Type == "email" {
			return address, "contact.email"
		}
		return "", ""
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Visit(t.Context(), "https://shop.example/"+page)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, leak := range detect.Leaks(p) {
		line := crawler.Host(p.Requests[leak.Request-1].URL) + ": " + leak.Channel
		if leak.How != "" {
			line += ", " + leak.How
		}
		if leak.Keys {
			line += ", key by key"
		}
		told = append(told, line)
	}
	slices.Sort(told)
	return slices.Compact(told)
}

func TestATypedAddressIsFoundInEveryChannel(t *testing.T) {
	t.Parallel()
	want := []string{
		"base64-sha256.example: body, base64, sha256",
		"beacon.example: body",
		"form-data.example: body",
		"get-plain.example: address",
		"get-sha256.example: address, sha256",
		"gzip.example: body, compressed",
		"header.example: x-mail header, base64",
		"own.shop.example: cookie header, url",
		"path.example: address, url",
		"post-base64.example: body, base64",
		"post-json.example: body, base64",
		"post-plain.example: body",
		"post-sha1.example: body, sha1",
		"post-sha256.example: body, sha256",
		"referer.example: referer header, url",
		"socket.example: messages",
	}
	got := leaksOf(t, "leaks.html", "qx7k2mv9zd@example.com")
	named := slices.DeleteFunc(slices.Clone(got), func(line string) bool { return !strings.Contains(line, ".host-name.example: host, hex") })
	if len(named) != 1 {
		t.Errorf("leaks in names of hosts = %q, want one", named)
	}
	got = slices.DeleteFunc(got, func(line string) bool {
		return strings.Contains(line, ".host-name.example") || strings.HasPrefix(line, "shop.example: ") // what the browser asks the site itself for, such as its icon, has the address too
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("leaks (-want +got):\n%s", diff)
	}
}
