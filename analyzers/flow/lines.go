package flow

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A model is one line of models.txt: what a function does with data.
type model struct {
	effect   string // flow, data, collect, key, decode, end, make, call, yield, clean
	from, to operand
	how      string // of a flow: raw, alias, json, fmt, printf; of data: the category
	keyed    bool   // of the part that the constant in argument 1 names
	kept     bool   // under that name, all functions find it
	hash     bool
	error    bool
	parsed   bool // it is read for what is said in it
	request  bool // the value comes from an incoming request
	wide     bool // the line is about a whole package or type
}

// A sinkModel is one line of a table of sinks: where data leave.
type sinkModel struct {
	family string
	args   []operand
	render string
	to     operand
	where  string
	kept   operand // how long
}

// Models is what is known of functions: how data move through them, and where they leave. The zero value knows none.
type Models struct {
	models map[string][]model
	sinks  map[string][]sinkModel
}

// ReadModels adds the lines of a table in the form of models.txt. An error names the file, the line and what is wanted.
func (t *Models) ReadModels(file, text string) error {
	if t.models == nil {
		t.models = map[string][]model{}
	}
	return eachLine(file, text, modelColumns, func(callee string, columns []string) error {
		m, err := parseModel(columns)
		t.models[callee] = append(t.models[callee], m)
		return err
	})
}

// ReadSinks adds the lines of a table in the form of sinks.txt. An error names the file, the line and what is wanted.
func (t *Models) ReadSinks(file, text string) error {
	if t.sinks == nil {
		t.sinks = map[string][]sinkModel{}
	}
	return eachLine(file, text, sinkColumns, func(callee string, columns []string) error {
		s, err := parseSink(columns)
		t.sinks[callee] = append(t.sinks[callee], s)
		return err
	})
}

// eachLine hands the lines of a table to read, once for each callee that it spells out.
func eachLine(file, text string, columns int, read func(callee string, columns []string) error) error {
	rows, err := practice.ParseTable(file, text, columns)
	if err != nil {
		return err
	}
	for _, row := range rows {
		for _, callee := range SpelledOut(row.Columns[0]) {
			if !strings.Contains(callee, ".") {
				return fmt.Errorf("%s:%d: %q names no function; write it as go doc does, with its import path: example.com/shop/mail.Send, (*example.com/shop/mail.Client).Send", file, row.Line, callee)
			}
			if err := read(callee, row.Columns); err != nil {
				return fmt.Errorf("%s:%d: %w", file, row.Line, err)
			}
		}
	}
	return nil
}

// effects are those under the first name that is known. It is false if none is.
func (t *Models) effects(names []string) (e effects, ok bool) {
	if t == nil {
		return e, false
	}
	for _, name := range names {
		if e.models == nil {
			e.models = t.models[name]
		}
		if e.sinks == nil {
			e.sinks = t.sinks[name]
		}
	}
	return e, len(e.models)+len(e.sinks) > 0
}

// An operand is an argument (0 is the receiver of a method), a result (-1 is the first) or
// all arguments (allArgs), and a part of it.
type operand struct {
	index int
	path  path
}

// modelColumns and sinkColumns are how many columns a line of models.txt and of a table of sinks has at most.
const (
	modelColumns = 5
	sinkColumns  = 7
)

const (
	allArgs    = 1000
	allResults = -1000
	absent     = -2000
)

// renderings are the ways in which data are written out, which lines name; the heads of models.txt and sinks.txt say what each is.
var (
	sinkRenderings = []string{"raw", "fmt", "printf", "json", "shown", "kv", "request", "all"}
	flowRenderings = []string{"raw", "stream", "alias", "json", "shown", "zap", "fmt", "printf", "kv", "parts", "field", "template", "replaced"}
)

func parseModel(columns []string) (model, error) {
	m := model{effect: columns[1], how: "raw", wide: strings.HasSuffix(columns[0], "*")}
	var err error
	if m.from, err = parseOperand(columns[2]); err != nil {
		return m, err
	}
	if m.to, err = parseOperand(columns[3]); err != nil {
		return m, err
	}
	for _, word := range strings.Fields(columns[4]) {
		switch word {
		case "keyed":
			m.keyed = true
		case "kept":
			m.keyed, m.kept = true, true
		case "hash":
			m.hash = true
		case "error":
			m.error = true
		case "parsed":
			m.parsed = true
		case "request":
			m.request = true
		default:
			m.how = word
		}
	}
	return m, m.fault()
}

// fault is what is wrong with the words of a line.
func (m model) fault() error {
	var known []string
	switch m.effect {
	case "anew", "clean", "decode", "make", "call", "yield":
		return nil
	case "key":
		known = []string{"raw", headerKey, "cookie"}
	case "end":
		known = []string{"response", "file", "mail", "stdout", "stderr"}
	case "flow":
		if m.from.index == absent || m.to.index == absent {
			return errors.New("a flow goes from an argument to an argument or a result; name both")
		}
		known = flowRenderings
	case "data", "collect":
		if _, ok := practice.LookupTerm(m.how, practice.DataTerm); !ok {
			return fmt.Errorf("%q is not a known data category; see candor explain terms", m.how)
		}
		return nil
	default:
		return fmt.Errorf("unknown effect %q; want flow, data, collect, key, decode, end, make, call, yield, anew or clean", m.effect)
	}
	if !slices.Contains(known, m.how) {
		return fmt.Errorf("unknown how %q of %s; want one of %s", m.how, m.effect, strings.Join(known, ", "))
	}
	return nil
}

// sinkFamilies are the families of sinks; the head of sinks.txt says what each is.
var sinkFamilies = []string{"answer", "cache", "cookie", "database", "error", "file", "log", "mail", "metric", "panic", "queue", "request", "response", "trace", "url", "write"}

func parseSink(columns []string) (sinkModel, error) {
	s := sinkModel{family: columns[1], render: columns[3], where: columns[5], to: operand{index: absent}, kept: operand{index: absent}}
	if !slices.Contains(sinkFamilies, s.family) {
		return s, fmt.Errorf("unknown family %q; want one of %s", s.family, strings.Join(sinkFamilies, ", "))
	}
	for _, word := range strings.Split(columns[2], ",") {
		arg, err := parseOperand(word)
		if err != nil {
			return s, err
		}
		if arg.index < 0 || arg.index == allArgs && strings.Contains(columns[2], ",") {
			return s, fmt.Errorf("%q are no arguments; want numbers apart by commas, or all", columns[2])
		}
		s.args = append(s.args, arg)
	}
	var err error
	if columns[4] != "" {
		if s.to, err = parseOperand(columns[4]); err != nil {
			return s, err
		}
	}
	if columns[6] != "" {
		if s.kept, err = parseOperand(columns[6]); err != nil {
			return s, err
		}
	}
	if !slices.Contains(sinkRenderings, s.render) {
		return s, fmt.Errorf("unknown rendering %q; want one of %s", s.render, strings.Join(sinkRenderings, ", "))
	}
	return s, nil
}

// parseOperand reads "0", "1/URL", "all", "ret", "ret1", "ret/URL", "rets".
func parseOperand(text string) (operand, error) {
	word, at, _ := strings.Cut(text, "/")
	o := operand{path: path(at)}
	switch {
	case word == "":
		o.index = absent
	case word == "all":
		o.index = allArgs
	case word == "rets":
		o.index = allResults
	case word == "ret":
		o.index = -1
	case strings.HasPrefix(word, "ret"):
		n, err := strconv.Atoi(word[3:])
		if err != nil {
			return o, fmt.Errorf("result %q is no number", word)
		}
		o.index = -1 - n
	default:
		n, err := strconv.Atoi(word)
		if err != nil {
			return o, fmt.Errorf("argument %q is no number", word)
		}
		o.index = n
	}
	return o, nil
}
