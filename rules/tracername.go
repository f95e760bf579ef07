package rules

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A tracerName is what a tracer's name tells of it.
type tracerName struct {
	asked     bool
	said      bool // a statement may call the tracer by it
	ofSession bool // it is that of a session, and a statement is about sessions alone
}

func (x *register) nameOfTracer(name string) tracerName {
	t := tracerName{asked: true, said: name != "" && (len(x.withName(name)) > 0 || len(x.naming(name)) > 0)}
	if x.sessions {
		data, sure := practice.Classify(name)
		t.ofSession = data == "tracer.session_id" && sure == practice.Strong
	}
	return t
}

func (x *register) fileTracers(d *practice.Declaration) {
	at := x.place[d]
	for _, name := range d.Tracers {
		if name = strings.ToLower(name); strings.Contains(name, "*") {
			x.shapes = append(x.shapes, shape{name, at})
		} else if known := x.named[name]; len(known) == 0 || known[len(known)-1] != at {
			x.named[name] = append(known, at)
		}
	}
}

// aboutTracer returns where the statements are that may be about a tracer of this name; see gather.
func (x *register) aboutTracer(name string) []int {
	return x.gather([][]int{x.tracers, x.naming(name)})
}

// naming returns where the statements about tracers are that list one by its name, ascending.
func (x *register) naming(tracer string) []int {
	lower := strings.ToLower(tracer)
	var shaped [][]int
	for _, s := range x.shapes {
		if practice.CoversName(s.name, lower) {
			shaped = append(shaped, []int{s.by})
		}
	}
	if shaped == nil {
		return x.named[lower]
	}
	return x.sorted(append(shaped, x.named[lower]))
}

// A shape is a name of tracers in which "*" stands for any run of characters.
type shape struct {
	name string
	by   int // where the statement is that lists it
}
