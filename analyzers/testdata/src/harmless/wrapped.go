package harmless

import (
	"encoding/json"
	"fmt"
	"log"
)

// A Visit writes itself without its token.
type Visit struct {
	UserEmail string
	Token     string
	owner     *User
}

func (s *Visit) String() string { return "visit of " + s.UserEmail }

type journal struct{ lines chan string }

// Printf is handed values whose types it does not know.
func (j journal) Printf(format string, args ...any) {
	j.lines <- fmt.Sprintf(format, args...)
	log.Print(<-j.lines)
}

// problem is an error that is made of what its caller hands it.
func problem(format string, args ...any) error { return fmt.Errorf("problem: "+format, args...) }

func shown(v any) string { return fmt.Sprint(v) }

// Wrapped values are written as their types and the verbs say, wherever that is done.
func Wrapped(j journal, s *Visit, u *User) {
	j.Printf("closed %s", s) // want `contact\.email`
	j.Printf("%T %d", s, u.ID)
	log.Print(problem("%T of %d", u, u.ID))
	log.Print(problem("no %s", s))       // want `contact\.email`
	log.Print(problem("no %s", u.Phone)) // want `contact\.phone`
	log.Print(shown(s))                  // want `contact\.email`
	log.Print(shown(u.Phone))            // want `contact\.phone`
}

// A Member is logged as it says itself.
type Member struct {
	ID    int
	Email string
}

func (m *Member) LogString() string { return fmt.Sprintf("member %d", m.ID) }

type logStringer interface{ LogString() string }

func traced(format string, args ...any) {
	for i, v := range args {
		if s, ok := v.(logStringer); ok {
			args[i] = s.LogString()
		}
	}
	log.Printf(format, args...)
}

// A Chain writes itself with those that it holds.
type Chain struct {
	Email string
	Next  fmt.Stringer
}

func (c *Chain) String() string { return fmt.Sprintf("%s > %v", c.Email, c.Next) }

// Logged values are written as their types say that they are logged.
func Logged(m *Member, c *Chain) {
	traced("new %v", m)
	traced("new %v", m.Email) // want `contact\.email`
	c.Next = &Chain{Next: c}
	log.Print(shown(c)) // want `contact\.email`
}

// Keyed shows its keys, and of the pointers behind them only where they lead.
func Keyed(u *User) {
	failures := map[string]*User{}
	failures[u.Email] = &User{Phone: u.Phone}
	log.Printf("failed: %v", failures) // want `contact\.email`
}

// A Branch holds others of its kind, and one part that writes itself.
type Branch struct {
	Owner    Veiled
	Parent   *Branch
	Children []*Branch
	ByName   map[string]*Branch
}

type Veiled struct{ Email string }

func (Veiled) MarshalJSON() ([]byte, error) { return []byte(`"..."`), nil }

func encoded(v any) []byte {
	text, _ := json.Marshal(v)
	return text
}

// Holding themselves, values are written to an end.
func Holding(b *Branch, email string) {
	b.Owner.Email = email
	log.Print(string(encoded(b)))
	log.Print(string(encoded([]string{email}))) // want `contact\.email`
}

type stringer struct{ of logStringer }

func (s stringer) String() string { return s.of.LogString() }

func wrapping(format string, args ...any) string {
	all := make([]any, len(args))
	copy(all, args)
	for i, v := range all {
		if of, ok := v.(logStringer); ok {
			all[i] = stringer{of}
		}
	}
	return problem(format, all...).Error()
}

// Wrapping some values leaves the others as they are.
func Wrapping(u *User) {
	log.Print(wrapping("new %v", u.Email)) // want `contact\.email`
}
