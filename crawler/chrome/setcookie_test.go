package chrome

import (
	"fmt"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestParseCookie(t *testing.T) {
	tests := []struct{ line, want string }{
		{"id=1", "id=1 shop.example host-only /a session"},
		{"id=1; Path=/; Domain=.Shop.Example", "id=1 shop.example / session"},
		{"id=1; path=relative", "id=1 shop.example host-only /a session"},
		{"id=1; Max-Age=60", "id=1 shop.example host-only /a 1m0s"},
		{"id=1; Max-Age=0", "id=1 shop.example host-only /a -1ns"},
		{"id=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "id=1 shop.example host-only /a 1m0s"},
		{"id=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "id=1 shop.example host-only /a 1m0s"},
		{"id=1; Expires=Sun, 22-Nov-2026 12:00:00 GMT", "id=1 shop.example host-only /a 24h0m0s"},
		{"id=1; Expires=Sun Nov 22 2026 12:00:00 GMT+0000", "id=1 shop.example host-only /a 24h0m0s"},
		{"id=1; Expires=22 Nov 26 12:00:00", "id=1 shop.example host-only /a 24h0m0s"},
		{"id=1; Expires=soon", "id=1 shop.example host-only /a session"},
		{"id=1; Max-Age=99999999999999", "id=1 shop.example host-only /a 2562047h47m16.854775807s"},
		{`id={"a":"b, c"}; SECURE; httponly; samesite=none`, `id={"a":"b, c"} shop.example host-only /a session secure http-only None`},
		{"naïve=é", "naïve=é shop.example host-only /a session"},
		{"id=a=b", "id=a=b shop.example host-only /a session"},
		{"nameless", "=nameless shop.example host-only /a session"},
		{"id=1; Partitioned; Secure", "id=1 shop.example host-only /a session secure partitioned"},
		{"", "none"},
		{"=", "none"},
		{" ; path=/", "none"},
	}
	for _, tt := range tests {
		c, ok := parseCookie(tt.line, "Shop.Example", "/a/b", noon)
		got := "none"
		if ok {
			got = tell(c)
		}
		if got != tt.want {
			t.Errorf("parseCookie(%q) = %s, want %s", tt.line, got, tt.want)
		}
	}
}

func tell(c crawler.Cookie) string {
	line := fmt.Sprintf("%s=%s %s", c.Name, c.Value, c.Domain)
	if c.HostOnly {
		line += " host-only"
	}
	line += " " + c.Path
	if c.Session {
		line += " session"
	} else {
		line += " " + c.Lifetime.String()
	}
	for _, flag := range []struct {
		on   bool
		word string
	}{{c.Secure, " secure"}, {c.HTTPOnly, " http-only"}, {c.Partition != "", " partitioned"}} {
		if flag.on {
			line += flag.word
		}
	}
	if c.SameSite != "" {
		line += " " + c.SameSite
	}
	return line
}

func FuzzParseCookie(f *testing.F) {
	f.Add("id=1; Path=/; Domain=.shop.example; Max-Age=60; Expires=Sun, 22 Nov 2026 12:00:00 GMT; SameSite=Lax")
	f.Add("=;=;=")
	f.Fuzz(func(t *testing.T, line string) {
		c, ok := parseCookie(line, "shop.example", "/", noon)
		if ok && c.Name == "" && c.Value == "" {
			t.Errorf("parseCookie(%q) gives a cookie without name and value", line)
		}
		if ok && c.Session && c.Lifetime != 0 {
			t.Errorf("parseCookie(%q) gives a session cookie that lives for %s", line, c.Lifetime)
		}
	})
}
