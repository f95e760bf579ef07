package flow

import (
	"embed"
	"go/types"
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

type modelTables struct {
	Models
	verbs map[string]string        // word in a function's name -> mask, hash
	keys  map[string]practice.Data // header name, in lower case -> data
}

var tables = sync.OnceValue(func() *modelTables {
	t := &modelTables{verbs: map[string]string{}, keys: map[string]practice.Data{}}
	eachFile(modelFiles, t.ReadModels)
	eachFile(sinkFiles, t.ReadSinks)
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

// calleeNames are the names under which the tables may know a function: its own, then its type's or package's.
func calleeNames(fn *types.Func) []string {
	full := CalleeName(fn)
	dot := strings.LastIndexByte(full, '.')
	return []string{full, full[:dot+1] + "*"}
}

// effects is what the tables say of a function: how data move through it, and where they leave.
type effects struct {
	models []model
	sinks  []sinkModel
}

// effectsOf looks a function up: in what the module says of itself, then in the tables.
func (p *Program) effectsOf(fn *types.Func) effects {
	if known, ok := p.effects[fn]; ok {
		return known
	}
	names := calleeNames(fn)
	e, ok := p.Models.effects(names)
	if !ok {
		e, ok = tables().effects(names)
	}
	switch {
	case ok:
	case entSetter(fn):
		e.sinks = []sinkModel{{family: "database", args: []operand{{index: 1}}, render: "all", to: operand{index: absent}, kept: operand{index: absent}}}
	default:
		e.sinks = tables().sinks[alike(fn)]
	}
	p.effects[fn] = e
	return e
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
