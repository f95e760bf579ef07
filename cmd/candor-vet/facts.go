package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A section is what is known of the functions of one package. It is decoded only when somebody asks for one of them.
type section struct {
	Package   string
	Functions []byte // of package level, of which only the packages that import this one can know
	Methods   []byte // which others meet in values that they are handed
}

// entry is one function and what is known of it.
type entry struct {
	Name string
	Fact analysis.Fact
}

// facts are what the analyzers say of functions, in this package and in those that it imports.
type facts struct {
	read    map[string]section // of packages that are imported, perhaps by others
	decoded map[string]map[string]analysis.Fact
	made    map[*types.Func]analysis.Fact
}

// readFacts reads what this program wrote of the packages that one imports.
func readFacts(files map[string]string) (*facts, error) {
	out := &facts{read: map[string]section{}, decoded: map[string]map[string]analysis.Fact{}, made: map[*types.Func]analysis.Fact{}}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		text, err := os.ReadFile(filepath.Clean(files[path]))
		if err != nil {
			return nil, err
		}
		if len(text) == 0 {
			continue
		}
		var list []section
		if err := gob.NewDecoder(bytes.NewReader(text)).Decode(&list); err != nil {
			return nil, fmt.Errorf("what is known of %s: %w", path, err)
		}
		for _, s := range list {
			if old := out.read[s.Package]; len(s.Functions) == 0 {
				s.Functions = old.Functions
			}
			out.read[s.Package] = s
		}
	}
	return out, nil
}

// registerFacts makes the types of what analyzers say known to the encoding.
func registerFacts(list []*analysis.Analyzer) {
	for _, a := range list {
		for _, f := range a.FactTypes {
			gob.Register(f)
		}
		registerFacts(a.Requires)
	}
}

// thoseWithFacts are the analyzers, of a list or required there, that tell others something.
func thoseWithFacts(list []*analysis.Analyzer) []*analysis.Analyzer {
	var out []*analysis.Analyzer
	for _, a := range list {
		found := thoseWithFacts(a.Requires)
		if len(a.FactTypes) > 0 {
			found = append(found, a)
		}
		for _, one := range found {
			if !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out
}

// of tells what is known of a function: analysis.Pass.ImportObjectFact.
func (f *facts) of(obj types.Object, to analysis.Fact) bool {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Origin() != fn {
		return false
	}
	known, ok := f.made[fn]
	if !ok {
		known, ok = f.section(fn.Pkg().Path())[nameOf(fn)]
	}
	if !ok || reflect.TypeOf(known) != reflect.TypeOf(to) {
		return false
	}
	reflect.ValueOf(to).Elem().Set(reflect.ValueOf(known).Elem())
	return true
}

// export notes what is known of a function: analysis.Pass.ExportObjectFact.
func (f *facts) export(obj types.Object, fact analysis.Fact) {
	if fn, ok := obj.(*types.Func); ok {
		f.made[fn] = fact
	}
}

// section decodes what is known of a package, once. What this program did not write whole is as if it were not there: the go command asks again.
func (f *facts) section(path string) map[string]analysis.Fact {
	if known, ok := f.decoded[path]; ok {
		return known
	}
	known := map[string]analysis.Fact{}
	for _, text := range [][]byte{f.read[path].Functions, f.read[path].Methods} {
		var list []entry
		if len(text) > 0 && gob.NewDecoder(bytes.NewReader(text)).Decode(&list) == nil {
			for _, e := range list {
				known[e.Name] = e.Fact
			}
		}
	}
	f.decoded[path] = known
	return known
}

// encode is what the packages that import this one will read: the same for the same facts, whatever order they came in.
func (f *facts) encode(pkg *types.Package) ([]byte, error) {
	var functions, methods []entry
	for fn, fact := range f.made {
		e := entry{nameOf(fn), fact}
		if fn.Signature().Recv() == nil {
			functions = append(functions, e)
		} else {
			methods = append(methods, e)
		}
	}
	own := section{Package: pkg.Path()}
	var err error
	if own.Functions, err = encodeEntries(functions); err != nil {
		return nil, err
	}
	if own.Methods, err = encodeEntries(methods); err != nil {
		return nil, err
	}
	list := []section{own}
	for _, path := range slices.Sorted(maps.Keys(f.read)) {
		if s := f.read[path]; len(s.Methods) > 0 && path != own.Package {
			list = append(list, section{Package: path, Methods: s.Methods})
		}
	}
	if len(list) == 1 && len(own.Functions)+len(own.Methods) == 0 {
		return nil, nil
	}
	var out bytes.Buffer
	err = gob.NewEncoder(&out).Encode(list)
	return out.Bytes(), err
}

func encodeEntries(list []entry) ([]byte, error) {
	if len(list) == 0 {
		return nil, nil
	}
	slices.SortFunc(list, func(a, b entry) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
	var out bytes.Buffer
	err := gob.NewEncoder(&out).Encode(list)
	return out.Bytes(), err
}

// nameOf is how a function is called in its package: "Open", "DB.Close".
func nameOf(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name() + "." + fn.Name()
	}
	return fn.Name() // of an interface: nothing is exported of those
}
