package crawler

import (
	"net"
	"slices"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer answers on loopback from a map of aliases.
func nameServer(t *testing.T, aliases map[string]string) DNS {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil {
				continue
			}
			m.Response = true
			at := m.Questions[0].Name.String()
			for range len(aliases) {
				to, ok := aliases[at]
				if !ok {
					break
				}
				m.Answers = append(m.Answers, dnsmessage.Resource{
					Header: dnsmessage.ResourceHeader{Name: dnsmessage.MustNewName(at), Class: dnsmessage.ClassINET, TTL: 60},
					Body:   &dnsmessage.CNAMEResource{CNAME: dnsmessage.MustNewName(to)},
				})
				at = to
			}
			if answer, err := m.Pack(); err == nil {
				conn.WriteTo(answer, from)
			}
		}
	}()
	return DNS{conn.LocalAddr().String()}
}

func TestTheWholeChainOfAliasesIsTold(t *testing.T) {
	server := nameServer(t, map[string]string{
		"metrics.shop.example.": "shop.sc.omtrdc.net.", "shop.sc.omtrdc.net.": "edge.cdn.example.", "loop.shop.example.": "pool.shop.example.", "pool.shop.example.": "loop.shop.example.",
	})
	for host, want := range map[string][]string{
		"metrics.shop.example": {"shop.sc.omtrdc.net", "edge.cdn.example"},
		"www.shop.example":     nil,
		"loop.shop.example":    {"pool.shop.example", "loop.shop.example"},
	} {
		got, err := server.Aliases(t.Context(), host)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("aliases of %s = %v, %v, want %v", host, got, err, want)
		}
	}
	if _, err := server.Aliases(t.Context(), "..bad.."); err == nil {
		t.Error("a name that is none was looked up")
	}
}

// An answer that says nothing of the host is no answer that the host has no alias.
func TestAnAnswerThatDoesNotTellIsAnError(t *testing.T) {
	query, id, err := aliasQuery("shop.example")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(*dnsmessage.Message)
		fails  bool
	}{
		{"no alias", func(*dnsmessage.Message) {}, false},
		{"no such name", func(m *dnsmessage.Message) { m.RCode = dnsmessage.RCodeNameError }, false},
		{"letters in another case", func(m *dnsmessage.Message) { m.Questions[0].Name = dnsmessage.MustNewName("ShOp.example.") }, false},
		{"the server failed", func(m *dnsmessage.Message) { m.RCode = dnsmessage.RCodeServerFailure }, true},
		{"the server refuses", func(m *dnsmessage.Message) { m.RCode = dnsmessage.RCodeRefused }, true},
		{"cut off", func(m *dnsmessage.Message) { m.Truncated = true }, true},
		{"another host", func(m *dnsmessage.Message) { m.Questions[0].Name = dnsmessage.MustNewName("other.example.") }, true},
		{"another type", func(m *dnsmessage.Message) { m.Questions[0].Type = dnsmessage.TypeAAAA }, true},
		{"no question", func(m *dnsmessage.Message) { m.Questions = nil }, true},
		{"another number", func(m *dnsmessage.Message) { m.ID++ }, true},
		{"no answer", func(m *dnsmessage.Message) { m.Response = false }, true},
	}
	for _, tt := range tests {
		var m dnsmessage.Message
		if err := m.Unpack(query); err != nil {
			t.Fatal(err)
		}
		m.Response = true
		tt.change(&m)
		packet, err := m.Pack()
		if err != nil {
			t.Fatal(err)
		}
		if names, err := aliasesIn(packet, id, "shop.example"); (err != nil) != tt.fails || len(names) > 0 {
			t.Errorf("%s: %v, %v; want an error: %t", tt.name, names, err, tt.fails)
		}
	}
}

func FuzzAliasesIn(f *testing.F) {
	query, id, err := aliasQuery("shop.example")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(query, id)
	f.Fuzz(func(t *testing.T, packet []byte, id uint16) {
		if names, err := aliasesIn(packet, id, "shop.example"); err == nil && len(names) > len(packet) {
			t.Errorf("%d names in %d bytes", len(names), len(packet))
		}
	})
}

// A host of the site that is somebody else's by its alias is theirs, if their business is to track: a hosting company's is not.
func TestCloakedHostsAreTheirVendors(t *testing.T) {
	scope, err := NewScope("https://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	scope = scope.WithAliases([]Alias{
		{"metrics.shop.example", []string{"shop.example.sc.omtrdc.net"}},
		{"www.shop.example", []string{"d111.cloudfront.net"}},
	})
	for host, want := range map[string]string{"metrics.shop.example": "Adobe Analytics", "www.shop.example": "", "shop.example": ""} {
		if got := string(scope.Owner(host)); got != want || scope.FirstParty(host) != (want == "") {
			t.Errorf("%s belongs to %q (first party: %t), want %q", host, got, scope.FirstParty(host), want)
		}
	}
}
