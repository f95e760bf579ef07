package harmless

import (
	"fmt"
	"io"
	"log"
	"os"
	"strings"
)

// A fileLogger asks whoever is logged how, and writes to a stream.
type fileLogger struct{ lines []string }

func (l *fileLogger) Warn(format string, args ...any) {
	for i, v := range args {
		if of, ok := v.(logStringer); ok {
			args[i] = of.LogString()
		}
	}
	l.write(fmt.Sprintf(format, args...))
}

func (l *fileLogger) write(line string) {
	l.lines = append(l.lines, line)
	fallback("%s", line)
}

func fallback(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// A Guest says itself how it is logged, and logs that it was asked.
type Guest struct {
	ID    int
	Email string
}

func (g *Guest) LogString() string {
	log.Print("asked")
	return fmt.Sprintf("guest %d", g.ID)
}

// A stepLogger is handed in, and nobody knows what it does.
type stepLogger interface {
	Warn(format string, args ...any)
	Steps() int
}

// OwnLoggers ask what is logged how it wants to be.
func OwnLoggers(l *fileLogger, step stepLogger, m *Member, g *Guest) {
	l.Warn("no room for %v", m)
	l.Warn("no room for %v", m.Email) // want `contact\.email`
	l.Warn("no room for %v and %v", g, m)
	step.Warn("no room for %v", m)
	step.Warn("no room for %v", m.Email) // want `contact\.email`
}

// Printed values are asked by nobody.
func Printed(w io.Writer, m *Member) {
	fmt.Fprintf(os.Stderr, "%v", m) // want `contact\.email`
	log.Print(strings.ToUpper(m.LogString()))
}
