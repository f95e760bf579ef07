package flow

import (
	"embed"
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

// modelFiles are the tables of models: the standard library, and modules of others.
//
//go:embed models*.txt
var modelFiles embed.FS

// sinkFiles are the tables of sinks: logs, the browser and others who receive, and where data are kept.
//
//go:embed sinks*.txt
var sinkFiles embed.FS

//go:embed verbs.txt
var verbsText string

//go:embed keys.txt
var keysText string

// A model is one line of models.txt: what a function does with data.
type model struct {
	effect   string // flow, data, key, decode, clean, end, collect
	from, to operand
	how      string // of a flow: raw, alias, json, fmt, printf; of data: the category
	hash     bool
	error    bool
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

type modelTables struct {
	models map[string][]model
	sinks  map[string][]sinkModel
	verbs  map[string]string        // word in a function's name -> mask, hash
	keys   map[string]practice.Data // header name, in lower case -> data
}

var tables = sync.OnceValue(func() modelTables {
	t := modelTables{map[string][]model{}, map[string][]sinkModel{}, map[string]string{}, map[string]practice.Data{}}
	eachFile(modelFiles, func(file, text string) error { return t.readModels(file, text) })
	eachFile(sinkFiles, func(file, text string) error { return t.readSinks(file, text) })
	for _, row := range practice.MustTable("verbs.txt", verbsText, 2) {
		t.verbs[row.Columns[0]] = row.Columns[1]
	}
	for _, row := range practice.MustTable("keys.txt", keysText, 2) {
		t.keys[strings.ToLower(row.Columns[0])] = practice.Data(row.Columns[1])
	}
	return t
})

// eachFile reads the tables of a folder that is compiled in; one that does not parse is our fault, which a test finds.
func eachFile(folder embed.FS, read func(file, text string) error) {
	files, err := folder.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, file := range files {
		text, err := folder.ReadFile(file.Name())
		if err == nil {
			err = read(file.Name(), string(text))
		}
		if err != nil {
			panic(err)
		}
	}
}

func (t modelTables) readModels(file, text string) error {
	rows, err := practice.ParseTable(file, text, modelColumns)
	if err != nil {
		return err
	}
	for _, row := range rows {
		m, err := parseModel(row.Columns)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file, row.Line, err)
		}
		for _, name := range SpelledOut(row.Columns[0]) {
			t.models[name] = append(t.models[name], m)
		}
	}
	return nil
}

func (t modelTables) readSinks(file, text string) error {
	rows, err := practice.ParseTable(file, text, sinkColumns)
	if err != nil {
		return err
	}
	for _, row := range rows {
		s, err := parseSink(row.Columns)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file, row.Line, err)
		}
		for _, name := range SpelledOut(row.Columns[0]) {
			t.sinks[name] = append(t.sinks[name], s)
		}
	}
	return nil
}

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
		case "hash":
			m.hash = true
		case "error":
			m.error = true
		case "request":
			m.request = true
		default:
			m.how = word
		}
	}
	switch m.effect {
	case "flow", "data", "key", "decode", "clean", "end", "collect":
		return m, nil
	}
	return m, fmt.Errorf("unknown effect %q; want flow, data, key, decode, clean, end or collect", m.effect)
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
	switch s.render {
	case "raw", "fmt", "printf", "json", "kv", "request", "all":
		return s, nil
	}
	return s, fmt.Errorf("unknown rendering %q; want raw, fmt, printf, json, kv, request or all", s.render)
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

// calleeNames are the names under which the tables may know a function: its own, then its type's or package's.
func calleeNames(fn *types.Func) []string {
	full := CalleeName(fn)
	dot := strings.LastIndexByte(full, '.')
	return []string{full, full[:dot+1] + "*"}
}

func modelsOf(fn *types.Func) []model {
	for _, name := range calleeNames(fn) {
		if m := tables().models[name]; m != nil {
			return m
		}
	}
	return nil
}

func sinksOf(fn *types.Func) []sinkModel {
	for _, name := range calleeNames(fn) {
		if s := tables().sinks[name]; s != nil {
			return s
		}
	}
	if entSetter(fn) {
		return []sinkModel{{family: "database", args: []operand{{index: 1}}, render: "all", to: operand{index: absent}, kept: operand{index: absent}}}
	}
	return tables().sinks[alike(fn)]
}

// transform says what a function does to the data by its name: "mask", "hash", or "".
func transform(name string) string {
	for _, word := range split(name) {
		if t := tables().verbs[word]; t != "" {
			return t
		}
	}
	return ""
}

// standard reports whether a package belongs to the standard library.
func standard(pkg *types.Package) bool {
	return pkg != nil && StandardPath(pkg.Path())
}

// StandardPath reports whether an import path belongs to the standard library: its first part is one of those in std.txt.
func StandardPath(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return stdNames()[first]
}

//go:embed std.txt
var stdText string

var stdNames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, row := range practice.MustTable("std.txt", stdText, 1) {
		names[row.Columns[0]] = true
	}
	return names
})
