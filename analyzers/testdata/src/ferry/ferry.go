// Package ferry logs with loggers of its own, of which nobody knows where they write: their names tell what they are.
package ferry

import (
	"fmt"
	"io"
	"net"
	"strings"
)

// A Passenger crosses.
type Passenger struct {
	Email string
	Berth string
}

// Logger is somebody else's.
type Logger interface {
	Infof(format string, args ...any)
	Warn(args ...any)
	Debug(msg string, keysAndValues ...any)
	Flush()
	Errorf(format string, args ...any) error
}

// Board says who boards.
func Board(l Logger, p Passenger) error {
	l.Infof("boarded: %s %s", p.Email, p.Berth) // want `contact\.email.*is written to a log: ferry\.Logger\.Infof`
	l.Infof("boarded: %T %s", p.Email, p.Berth)
	l.Warn("late", p.Email)                          // want `contact\.email.*is written to a log`
	l.Debug("boarded", "to", p.Email, "in", p.Berth) // want `contact\.email.*is written to a log`
	l.Debug("boarded", "in", p.Berth)
	return l.Errorf("no berth for %s", p.Email) // an error is made
}

// A deckLogger writes to whatever it is given.
type deckLogger struct{ out io.Writer }

func (d *deckLogger) Printf(format string, args ...any) {
	d.write(fmt.Sprintf(format, args...))
}

func (d *deckLogger) write(line string) { io.WriteString(d.out, line) }

// A blankLogger writes nothing.
type blankLogger struct{}

func (blankLogger) Printf(format string, args ...any) {}

// A catalog is no log.
type catalog struct{ out io.Writer }

func (c *catalog) Print(args ...any) { fmt.Fprint(c.out, args...) }

// Depart says who has left.
func Depart(d *deckLogger, c *catalog, p Passenger) {
	d.Printf("departed: %s", p.Email) // want `contact\.email.*is written to a log`
	d.Printf("departed: %s", p.Berth)
	blankLogger{}.Printf("departed: %s", p.Email)
	c.Print(p.Email)
}

// Signal says where from it was called.
func Signal(l Logger, remoteAddr, own net.Addr) {
	l.Infof("called from %s", host(remoteAddr)) // want `device\.ip_address.*is written to a log`
	l.Infof("listening on %s", host(own))
}

func host(a net.Addr) string { return strings.Split(a.String(), ":")[0] }
