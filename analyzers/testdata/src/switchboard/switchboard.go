// Package switchboard has functions of its own that log for many callers: each call of them is a line of the log.
package switchboard

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"text/template"
)

// A Caller is a person.
type Caller struct {
	ID    int
	Email string
	Phone string
}

// logf logs for others.
func logf(format string, args ...any) {
	log.Print(fmt.Sprintf(format, args...))
}

// Logged calls it.
func Logged(c *Caller) {
	logf("call of %s", c.Email) // want `contact\.email.*is written to a log`
	logf("call %d", c.ID)
}

// A level says how grave a line is.
type level int

const (
	info level = iota
	warning
)

// A board logs with levels, to what it was made with.
type board struct {
	out   io.Writer
	least level
}

var std = &board{out: os.Stderr}

func (b *board) put(l level, msg string) {
	if l < b.least {
		return
	}
	switch l {
	case warning:
		fmt.Fprintln(b.out, "warning:", msg)
	default:
		fmt.Fprintln(b.out, msg)
	}
}

// Infof logs what nobody must act on.
func Infof(format string, args ...any) { std.put(info, fmt.Sprintf(format, args...)) }

// Warnf logs what somebody should look at.
func Warnf(format string, args ...any) { std.put(warning, fmt.Sprintf(format, args...)) }

// Levelled calls both.
func Levelled(c *Caller) {
	Infof("call of %s", c.Email)        // want `contact\.email.*is written to a log`
	Warnf("no answer from %s", c.Phone) // want `contact\.phone.*is written to a log`
	Warnf("no answer to %d", c.ID)
}

// An attempt is one line of the log of those who sign in.
type attempt struct{ Client, Username, Message string }

type gate struct {
	out    io.Writer
	line   *template.Template
	client func(*http.Request) string
}

var front = &gate{
	out:    os.Stdout,
	line:   template.Must(template.New("attempt").Parse("{{.Client}} {{.Username}}: {{.Message}}\n")),
	client: func(r *http.Request) string { return r.RemoteAddr },
}

func (g *gate) attemptf(username string, r *http.Request, format string, args ...any) {
	if username == "" {
		username = "-"
	}
	g.line.Execute(g.out, attempt{Client: g.client(r), Username: username, Message: fmt.Sprintf(format, args...)})
}

// Attemptf logs that somebody tries to sign in: who that is, its callers know.
func Attemptf(username string, r *http.Request, format string, args ...any) {
	front.attemptf(username, r, format, args...) // want `device\.ip_address.*is written to a log`
}

// Enter calls it with names of several kinds.
func Enter(r *http.Request, c *Caller, who string) {
	Attemptf(r.FormValue("username"), r, "came in") // want `identity\.username.*is written to a log`
	Attemptf(c.Email, r, "stayed out")              // want `contact\.email.*is written to a log`
	Attemptf(who, r, "nobody knows")                // want `identity\.username.*is written to a log`
	Attemptf("", r, "nobody: %s", r.FormValue("theme"))
	Attemptf("", r, "wrong address %s", c.Email) // want `contact\.email.*is written to a log`
}

// arrived logs words of its own: it is told once, where it logs.
func arrived(email string) {
	log.Printf("%s has arrived", email) // want `contact\.email.*is written to a log`
}

// Arrive calls it.
func Arrive(c *Caller) {
	arrived(c.Email)
}

// noted logs what it asks itself, and what it is told.
func noted(r *http.Request, msg string) {
	log.Printf("%s: %s", r.RemoteAddr, msg) // want `device\.ip_address.*is written to a log`
}

// Note calls it.
func Note(r *http.Request) {
	noted(r, "no account for "+r.FormValue("email")) // want `contact\.email.*is written to a log`
	noted(r, "no account")
}

// own takes keys and values in turn.
func own(msg string, fields ...any) {
	fmt.Fprintln(os.Stderr, append([]any{msg}, fields...)...)
}

// Keyed calls it: the key says what the value is.
func Keyed(to, tone string) {
	own("called", "email", to) // want `contact\.email.*is written to a log`
	own("called", "tone", tone, "email", "nobody")
	own("called", tone, "email")
}

// Mapped says it with a map.
func Mapped(to string) {
	m := map[string]any{"email": to, "tone": "high"}
	log.Print(m) // want `contact\.email.*is written to a log`
	log.Print(m["tone"])
}

// A fault tells more of itself.
type fault interface{ Fields() map[string]any }

type lineFault struct {
	Code                           int
	Line, Exchange, Reason, Target string
	Cause                          error
	More                           map[string]any
}

func (f *lineFault) Error() string { return f.Reason }

func (f *lineFault) Fields() map[string]any {
	out := map[string]any{"code": f.Code, "line": f.Line, "exchange": f.Exchange}
	for k, v := range f.More {
		out[k] = v
	}
	if f.Target != "" {
		out["target"] = f.Target
	}
	if f.Reason != "" {
		out["reason"] = f.Reason
	} else if f.Cause != nil {
		out["reason"] = f.Cause.Error()
	}
	return out
}

func told(err error) map[string]any {
	out := map[string]any{}
	for err != nil {
		if f, ok := err.(fault); ok {
			for k, v := range f.Fields() {
				out[k] = v
			}
		}
		next, ok := err.(interface{ Unwrap() error })
		if !ok {
			break
		}
		err = next.Unwrap()
	}
	return out
}

// failed logs all that an error tells, and what its callers add.
func (b *board) failed(msg string, err error, fields ...any) {
	out := told(err)
	if out["reason"] == nil {
		out["reason"] = err.Error()
	}
	key := ""
	for i, v := range fields {
		if i%2 == 0 {
			key, _ = v.(string)
		} else {
			out[key] = v
		}
	}
	fmt.Fprintln(b.out, msg, out)
}

// Cut calls it.
func Cut(c *Caller, err error) {
	std.failed("cut off", err, "address", c.Email) // want `contact\.email.*is written to a log`
	std.failed("cut off", err, "number", c.ID)
}

// A lineLog tells a line's writer what went wrong there, if it asks for that: neither the writer nor the request is written out.
type lineLog struct{}

func (lineLog) Error(w http.ResponseWriter, r *http.Request, err error) {
	if line, ok := w.(interface{ WithFields(map[string]any) }); ok {
		line.WithFields(map[string]any{"error": err})
	}
}

func (lineLog) Warn(w http.ResponseWriter, caller string) {
	if line, ok := w.(interface{ WithFields(map[string]any) }); ok {
		line.WithFields(map[string]any{"caller": caller})
	}
}

// Shown answers with what it was asked for: the log tells what went wrong there, not what was answered.
func Shown(w http.ResponseWriter, r *http.Request, c *Caller) {
	if err := json.NewEncoder(w).Encode(c); err != nil {
		lineLog{}.Error(w, r, errors.New("not shown"))
	}
	lineLog{}.Warn(w, r.FormValue("email")) // want `contact\.email.*is written to a log`
}
