// Package flow follows personal data through Go code in SSA form, from where a
// person's data come in to where they leave: a log, a request to somebody else, an error that a client reads.
//
// It takes SSA packages, not passes, so that one engine serves a whole module ([Program.Analyze] with
// all its packages) and one package at a time (with the summaries of the others as facts).
//
// Sources need no configuration: struct fields, parameters, local variables, keys and request values are
// classified by their names ([practice.Classify]), their types, tags and owners. What functions of other
// modules do is data: models.txt says how data move through them, sinks.txt where they leave.
// Functions of the standard library move data as their signatures say, but for those that library.txt and models_std.txt tell apart.
//
// A function is analysed once, forward, over its SSA form, with a small memory of abstract objects and access
// paths of at most three steps. What it does for its callers is its [Summary]. Calls of function values and of
// interfaces are resolved where their target is known, or else to the implementers in the analysed packages.
//
// The engine reads no file, prints nothing, and gives the same findings in the same order every time.
package flow

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/candor-privacy/candor/practice"
)

// A Program is the packages that are analysed together, and what is known of the others.
type Program struct {
	// Imported returns the summary of a function outside the analysed packages, nil if there is none.
	Imported func(*types.Func) *Summary

	// Aside reports whether nobody acts on findings at a place, as in generated code; nil for nowhere. Functions there are
	// followed only where others call them.
	Aside func(token.Pos) bool

	// Models is what the maker of the module says of functions, before the tables; nil for nothing.
	Models *Models

	prog        *ssa.Program
	folder      func(*types.Package) string // see NewProgram
	files       map[string]string           // name in the file set -> name relative to the module
	inScope     map[*types.Package]bool
	named       []*types.Named // types of the analysed packages, in order: the implementers of interfaces
	results     map[context]*result
	findings    map[findingKey]Finding
	collected   map[Source]bool
	gaps        []practice.Gap
	labels      map[label]*label
	parts       map[labelPart]*label // nil where the part has none
	sources     map[Source]*Source
	types       typeutil.Map // canonical dynamic types
	fields      typeutil.Map // type -> []classified
	owners      map[fieldOf]meaning
	hosts       map[*types.Var][]string // field -> constant endpoints that are stored in it anywhere
	queries     map[types.Object]string // field or package variable -> the query that it holds, "" for several
	globals     map[*ssa.Global]tree    // what package variables hold anywhere, of what is not peculiar to one function
	shelves     map[string]*shelf       // what is kept under the keys of contexts and sessions
	variables   map[string]*ssa.Global  // of the analysed packages, by the name under which summaries know them
	readers     map[*ssa.Global]map[*result]bool
	used        map[*ssa.Function][]*ssa.Global // package variables that a function names
	settled     int                             // functions that were analysed again
	outdated    []*result                       // that are stale
	made        int                             // summaries so far
	drafts      []*Summary                      // to be used again
	stack       []*result                       // being computed
	branches    map[*ssa.Function]*feasible
	guards      map[*ssa.Function]*guards
	blanks      map[*ssa.Function]map[*ssa.BasicBlock][]blank // see blanksOf
	predicates  map[*ssa.Function]kindOfError                 // functions that ask of what kind an error is; zero for others
	interfaces  map[string]types.Type                         // by name: see interfaceNamed
	deciding    map[*ssa.Parameter]bool
	roles       map[*types.Func]roles
	rendering   map[string]*typeutil.Map // rendering -> type -> whether parts of its values decide themselves how they are written
	callables   typeutil.Map             // type -> whether its values can hold functions or types that matter
	contexts    map[*ssa.Function]int    // how often a function was analysed with what is known of its arguments
	effects     map[*types.Func]effects  // what the tables say
	unfollowed  unfollowedCalls
	texts       map[*ssa.Function]texts
	functions   map[*types.Var]*putThere           // field -> functions that are put there anywhere
	handedTo    map[*ssa.Parameter][]*ssa.Function // functions that stand for a parameter in some call
	answering   map[*ssa.Function][]answer         // functions whose results others write to a client
	implementer typeutil.Map                       // interface -> []types.Type of the analysed packages
	methodNames map[*types.Named]map[string]bool
}

// A Finding is personal data that reach a sink.
type Finding struct {
	Family  string          // of the sink: "vendor", or one that the head of sinks.txt explains
	Source  Source          // what the data are and where they come from
	Sink    Step            // where they leave
	Callee  string          // the function that takes them, as written: "slog.Info"
	Package string          // import path of that function's package
	Text    string          // the constant message beside them, if there is one
	Arg     string          // the expression that is handed over
	Owner   string          // the type whose field the data are or were put into; "" if there is none
	Where   string          // part of a request: "url", "header", "body", or ""
	To      string          // endpoint: "https://host", "stdout", "stderr", "response", "file", "mail"; "" when not known
	Kept    practice.Period // how long, where the call says it
	Hashed  bool            // the data went through a hash
	Errored bool            // the data are part of an error
	Steps   []Step          // how they came there, source first, sink last
	Line    Step            // where to look: the sink, or the call of a function of the code's own that logs for its callers
	Call    token.Pos       // where the analysed package completes the flow
}

// A Source is the origin of personal data in the code.
type Source struct {
	Data  practice.Data
	Name  string // of the field, parameter, variable or key
	Owner string // the type that has the field; "" for other kinds
	Kind  Kind
	Expr  string // as written: `r.FormValue("email")`
	At    Step
	Why   string // what tells that it is personal data: "the word email; a person's type"
}

// A Kind says what names a source.
type Kind string

// The kinds of sources.
const (
	Field     Kind = "field"
	Parameter Kind = "parameter"
	Local     Kind = "local"
	Column    Kind = "column"  // of a database query
	Key       Kind = "key"     // of a map or of a log attribute
	Request   Kind = "request" // a value of an incoming request
	Getter    Kind = "getter"  // a method named after the data, whose body is not at hand
)

// A Step is one place on the way of the data.
type Step struct {
	File   string // relative to the module, with slashes
	Line   int
	Column int
	What   string // the expression or the call, in one line
}

type findingKey struct {
	family, file, to, where, owner, name string
	line, column                         int
	data                                 practice.Data
	call                                 token.Pos
}

// NewProgram prepares the analysis of packages of one SSA program. All of them must be built, with debug information.
// Files are named by the folder of their package, as folder says it: relative to the module, with slashes, "" for its root.
func NewProgram(prog *ssa.Program, folder func(*types.Package) string, pkgs []*ssa.Package) *Program {
	p := &Program{
		prog: prog, folder: folder, files: map[string]string{}, inScope: map[*types.Package]bool{}, results: map[context]*result{},
		findings: map[findingKey]Finding{}, collected: map[Source]bool{}, labels: map[label]*label{}, parts: map[labelPart]*label{},
		sources: map[Source]*Source{}, owners: map[fieldOf]meaning{}, hosts: map[*types.Var][]string{},
		texts: map[*ssa.Function]texts{}, roles: map[*types.Func]roles{}, methodNames: map[*types.Named]map[string]bool{}, rendering: map[string]*typeutil.Map{}, globals: map[*ssa.Global]tree{}, queries: map[types.Object]string{}, shelves: map[string]*shelf{}, variables: map[string]*ssa.Global{}, readers: map[*ssa.Global]map[*result]bool{},
		used: map[*ssa.Function][]*ssa.Global{}, branches: map[*ssa.Function]*feasible{}, guards: map[*ssa.Function]*guards{}, blanks: map[*ssa.Function]map[*ssa.BasicBlock][]blank{}, predicates: map[*ssa.Function]kindOfError{}, interfaces: map[string]types.Type{}, deciding: map[*ssa.Parameter]bool{}, contexts: map[*ssa.Function]int{}, effects: map[*types.Func]effects{}, answering: map[*ssa.Function][]answer{}, functions: map[*types.Var]*putThere{}, handedTo: map[*ssa.Parameter][]*ssa.Function{}, unfollowed: unfollowedCalls{},
	}
	pkgs = slices.Clone(pkgs)
	slices.SortFunc(pkgs, func(a, b *ssa.Package) int { return cmp.Compare(a.Pkg.Path(), b.Pkg.Path()) })
	for _, pkg := range pkgs {
		p.inScope[pkg.Pkg] = true
		p.named = append(p.named, namedTypes(pkg.Pkg)...)
		for _, member := range pkg.Members {
			if g, ok := member.(*ssa.Global); ok {
				p.variables[variableName(g)] = g
			}
		}
	}
	for _, pkg := range pkgs {
		for _, fn := range Functions(pkg) {
			p.nameFile(pkg.Pkg, fn.Pos())
			p.noteConstants(fn)
		}
		if init := pkg.Func("init"); init != nil {
			p.noteConstants(init)
		}
	}
	return p
}

// FolderIn returns the folder of a package in the module with the given path: its import path where it is outside of it.
func FolderIn(module string) func(*types.Package) string {
	return func(pkg *types.Package) string {
		return strings.TrimPrefix(strings.TrimPrefix(pkg.Path(), module), "/")
	}
}

// Analyze finds the flows of one of the packages.
func (p *Program) Analyze(pkg *ssa.Package) {
	if init := pkg.Func("init"); init != nil {
		p.summarise(context{fn: init}, bindings{})
	}
	for _, fn := range Functions(pkg) {
		if p.Aside == nil || !p.Aside(fn.Pos()) {
			p.summarise(context{fn: fn}, bindings{})
			p.received(fn)
		}
	}
	p.settle()
}

// Findings returns what was found so far, in order of position.
func (p *Program) Findings() []Finding {
	p.meet()
	out := make([]Finding, 0, len(p.findings))
	told, traced := p.hostsTold(), p.traced()
	for _, f := range p.findings {
		if f.Source.Expr == f.Arg && traced[f.argument()] {
			continue // it was named before it was known where it comes from
		}
		if f.Family == "request" && f.To == "" && told[sentData{f.Sink, f.Source}] {
			continue // a caller names the host
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Finding) int { return compareFindings(p.prog.Fset, a, b) })
	return out
}

// sentData is data that are sent in a request, whoever named the host.
type sentData struct {
	sink   Step
	source Source
}

// An argument is data of a category in one expression that is handed to a sink.
type argument struct {
	family, arg, to, where string
	sink                   Step
	call                   token.Pos
	data                   practice.Data
}

func (f Finding) argument() argument {
	return argument{f.Family, f.Arg, f.To, f.Where, f.Sink, f.Call, f.Source.Data}
}

// traced are the arguments of which it is known where their data come from.
func (p *Program) traced() map[argument]bool {
	known := map[argument]bool{}
	for _, f := range p.findings {
		if f.Source.Expr != f.Arg {
			known[f.argument()] = true
		}
	}
	return known
}

// hostsTold is the data that are sent to a host that somebody names.
func (p *Program) hostsTold() map[sentData]bool {
	told := map[sentData]bool{}
	for _, f := range p.findings {
		if f.Family == "request" && f.To != "" {
			told[sentData{f.Sink, f.Source}] = true
		}
	}
	return told
}

// Collected returns the values of requests that the code takes in, in order of position.
func (p *Program) Collected() []Source {
	out := make([]Source, 0, len(p.collected))
	for s := range p.collected {
		out = append(out, s)
	}
	slices.SortFunc(out, compareSources)
	return out
}

// Gaps returns the functions that could not be followed, and why.
func (p *Program) Gaps() []practice.Gap { return p.gaps }

// Summary returns what fn does for its callers, nil when it is not in the analysed packages.
func (p *Program) Summary(fn *types.Func) *Summary {
	f := p.prog.FuncValue(fn)
	if f == nil || f.Blocks == nil || !p.inScope[fn.Pkg()] {
		return nil
	}
	return p.summarise(context{fn: f}, bindings{})
}

// Functions lists the functions of a package that have a body, with their literals, in order of position.
func Functions(pkg *ssa.Package) []*ssa.Function {
	var out []*ssa.Function
	var add func(*ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		out = append(out, fn)
		for _, literal := range fn.AnonFuncs {
			add(literal)
		}
	}
	for _, member := range pkg.Members {
		if fn, ok := member.(*ssa.Function); ok && fn.Synthetic == "" {
			add(fn)
		}
	}
	for _, named := range namedTypes(pkg.Pkg) {
		for i := range named.NumMethods() {
			add(pkg.Prog.FuncValue(named.Method(i)))
		}
	}
	if init := pkg.Func("init"); init != nil { // package variables whose values are function literals
		for _, literal := range init.AnonFuncs {
			add(literal)
		}
	}
	slices.SortStableFunc(out, func(a, b *ssa.Function) int { return comparePositions(pkg.Prog.Fset, a.Pos(), b.Pos()) })
	return slices.Compact(out)
}

func namedTypes(pkg *types.Package) []*types.Named {
	var out []*types.Named
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if named, ok := tn.Type().(*types.Named); ok {
			out = append(out, named)
		}
	}
	return out
}

func compareFindings(fset *token.FileSet, a, b Finding) int {
	return cmp.Or(compareSteps(a.Sink, b.Sink), comparePositions(fset, a.Call, b.Call), cmp.Compare(a.Family, b.Family),
		compareSources(a.Source, b.Source), cmp.Compare(a.To, b.To), cmp.Compare(a.Where, b.Where))
}

// comparePositions puts places in the order of their files' names. Loaders read files at once: their order in a set of files is
// another in every run.
func comparePositions(fset *token.FileSet, a, b token.Pos) int {
	if f, g := fset.File(a), fset.File(b); f != g && f != nil && g != nil {
		return cmp.Compare(f.Name(), g.Name())
	}
	return cmp.Compare(a, b)
}

func compareSources(a, b Source) int {
	return cmp.Or(cmp.Compare(a.Data, b.Data), compareSteps(a.At, b.At), cmp.Compare(a.Owner, b.Owner),
		cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Expr, b.Expr))
}

func compareSteps(a, b Step) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.What, b.What))
}
