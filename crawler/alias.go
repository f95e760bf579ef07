package crawler

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// An Alias is a host of the audited site whose name the site's DNS points to somebody else's: requests to it, and its cookies, look first-party
// and are not. Known as CNAME cloaking.
type Alias struct {
	Host  string   `json:"host"`
	Names []string `json:"names"` // the chain of canonical names, nearest first
}

// A Resolver looks up the aliases of a host name.
type Resolver interface {
	// Aliases returns the chain of canonical names of host, nearest first; none if it has its own address.
	Aliases(ctx context.Context, host string) ([]string, error)
}

// A DNS asks one name server over UDP. The operating system's look-up tells only the end of a chain, which is often a content network's
// and hides the vendor in the middle.
type DNS struct {
	Server string // address with port
}

// SystemDNS returns the first name server that the system is set up to use. It errs where there is no /etc/resolv.conf, as on Windows.
func SystemDNS() (DNS, error) {
	const file = "/etc/resolv.conf"
	text, err := os.ReadFile(file)
	if err != nil {
		return DNS{}, fmt.Errorf("finding a name server: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) >= 2 && fields[0] == "nameserver" {
			return DNS{net.JoinHostPort(fields[1], "53")}, nil
		}
	}
	return DNS{}, fmt.Errorf("finding a name server: %s names none", file)
}

// dnsTimeout is how long a name server may take; there is one try.
const dnsTimeout = 2 * time.Second

// Aliases implements Resolver.
func (d DNS) Aliases(ctx context.Context, host string) ([]string, error) {
	query, id, err := aliasQuery(host)
	if err != nil {
		return nil, fmt.Errorf("looking up %s: %w", host, err)
	}
	ctx, cancel := context.WithTimeout(ctx, dnsTimeout)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "udp", d.Server)
	if err != nil {
		return nil, fmt.Errorf("looking up %s: %w", host, err)
	}
	defer conn.Close()
	deadline, _ := ctx.Deadline()
	if err := conn.SetDeadline(deadline); err != nil {
		return nil, fmt.Errorf("looking up %s: %w", host, err)
	}
	if _, err := conn.Write(query); err != nil {
		return nil, fmt.Errorf("looking up %s: %w", host, err)
	}
	answer := make([]byte, 4096)
	n, err := conn.Read(answer)
	if err != nil {
		return nil, fmt.Errorf("looking up %s: %w", host, err)
	}
	names, err := aliasesIn(answer[:n], id, host)
	if err != nil {
		return nil, fmt.Errorf("looking up %s: %w", host, err)
	}
	return names, nil
}

// aliasQuery asks for the IPv4 address of host, whose answer holds the aliases on the way.
func aliasQuery(host string) (query []byte, id uint16, err error) {
	name, err := dnsmessage.NewName(strings.TrimSuffix(host, ".") + ".")
	if err != nil {
		return nil, 0, err
	}
	var random [2]byte
	rand.Read(random[:]) // never fails, by its documentation
	id = binary.BigEndian.Uint16(random[:])
	m := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: id, RecursionDesired: true},
		Questions: []dnsmessage.Question{{Name: name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET}},
	}
	query, err = m.Pack()
	return query, id, err
}

var (
	errAnswer    = errors.New("the name server's answer is to another question")
	errTruncated = errors.New("the name server's answer is cut off")
)

// aliasesIn follows the chain from host through the answers.
func aliasesIn(packet []byte, id uint16, host string) ([]string, error) {
	var m dnsmessage.Message
	if err := m.Unpack(packet); err != nil {
		return nil, err
	}
	if m.ID != id || !m.Response || len(m.Questions) != 1 || fold(m.Questions[0].Name.String()) != fold(host) || m.Questions[0].Type != dnsmessage.TypeA {
		return nil, errAnswer
	}
	switch {
	case m.RCode != dnsmessage.RCodeSuccess && m.RCode != dnsmessage.RCodeNameError: // an alias may lead to a name that is not there
		return nil, fmt.Errorf("the name server answers %s", strings.TrimPrefix(m.RCode.String(), "RCode"))
	case m.Truncated:
		return nil, errTruncated
	}
	next := map[string]string{}
	for _, answer := range m.Answers {
		if alias, ok := answer.Body.(*dnsmessage.CNAMEResource); ok {
			next[fold(answer.Header.Name.String())] = fold(alias.CNAME.String())
		}
	}
	var names []string
	for at := fold(host); next[at] != ""; {
		name := next[at]
		delete(next, at) // a chain that bites its tail ends
		names = append(names, name)
		at = name
	}
	return names, nil
}
