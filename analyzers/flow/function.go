package flow

import (
	"fmt"
	"go/token"
	"go/types"
	gopath "path"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// A context is a function together with what is known of its parameters: the functions, types and constants they are.
type context struct {
	fn    *ssa.Function
	bound string // key of the bindings, "" when nothing is known
	depth int    // how many calls with bindings lead here
}

// maxBound limits how deep calls are followed with what is known of their arguments.
const maxBound = 3

// maxInstructions bounds the size of a function that is followed; larger ones become a gap.
const maxInstructions = 30_000

// maxWork bounds the effort on one function, counted in parts of values that calls read and write.
const maxWork = 60_000

// maxRounds limits how often a function that calls itself is analysed again.
const maxRounds = 3

// bindings are what is known of the arguments of a function.
type bindings struct {
	known map[int]tree // the functions and types that parts of them are
	fixed constantArgs
}

type result struct {
	summary   *Summary
	ctx       context
	bound     bindings
	users     map[*result]bool // whose summaries were made with this one
	busy      bool             // being computed further up
	reached   bool             // was asked for while busy: it is recursive
	stale     bool             // something that it was made with has changed
	made      int              // when it was: how many were made before
	answering bool             // what it returns was found to be an answer: it is analysed again in any case
	early     bool             // it was made with the summary of a function that had not been analysed to the end
}

// An analysis is the work on one function.
type analysis struct {
	p        *Program
	fn       *ssa.Function
	ctx      context
	bound    bindings
	self     *result
	env      map[ssa.Value]tree
	tuples   map[ssa.Value][]tree
	in       map[*ssa.BasicBlock]*memory
	mem      *memory
	objects  map[ssa.Value]*object
	made     int   // objects so far
	written  texts // see texts
	person   *bool // see asksForAPerson; nil before it was found out
	once     bool  // there are no loops: each block is visited once
	emit     bool  // the last pass, which reports
	results  []tree
	returned [][]loc // what the results refer to
	exits    *memory
	deferred map[*ssa.Defer]*site
	spawned  map[*ssa.Go]*site
	panicked tree           // what panic statements of this function carry
	thrown   labels         // what panics of this function carry to its callers
	handed   map[Place]tree // what functions in parameters are called with
	feasible *feasible      // nil when every branch may be taken
	guards   *guards        // nil when branches tell nothing of values
	now      *ssa.BasicBlock
	nested   int           // calls of functions that others hand on
	writing  []*types.Func // methods by which a value is being written out
	logged   bool          // what is being rendered is handed to a function that writes logs
	spelt    bool          // the fields of what is being rendered were named where it is written
	inside   int           // how deep in a value is being rendered
	work     int           // done so far; see maxWork
	out      *Summary
}

// summarise analyses a function once and returns what it does for its callers.
func (p *Program) summarise(ctx context, bound bindings) *Summary {
	key := context{fn: ctx.fn, bound: ctx.bound}
	r, ok := p.results[key]
	switch {
	case ok && r.early && !r.busy:
		r.early = false
		p.compute(r)
	case ok:
		r.reached = r.reached || r.busy
	default:
		r = &result{summary: &Summary{}, ctx: ctx, bound: bound, users: map[*result]bool{}}
		p.results[key] = r
		p.compute(r)
	}
	if len(p.stack) > 0 {
		r.users[p.stack[len(p.stack)-1]] = true
	}
	return r.summary
}

// compute analyses the function of r until its summary is stable.
func (p *Program) compute(r *result) {
	ctx, began := r.ctx, p.made
	r.busy = true
	p.stack = append(p.stack, r)
	defer func() {
		p.made++
		r.busy, r.made = false, p.made
		p.stack = p.stack[:len(p.stack)-1]
	}()
	if n := instructions(ctx.fn); n > maxInstructions {
		p.gaps = append(p.gaps, practice.Gap{
			Source: p.home(ctx.fn),
			Reason: fmt.Sprintf("function %s has %d instructions, more than are followed (%d); split it", ctx.fn.Name(), n, maxInstructions),
		})
		return
	}
	for range maxRounds {
		r.reached = false
		a := &analysis{p: p, fn: ctx.fn, ctx: ctx, bound: r.bound, self: r, objects: map[ssa.Value]*object{}}
		next := a.run()
		stable := next.equal(r.summary)
		r.summary = next
		if !r.reached || stable {
			break
		}
		p.again(r, began)
	}
}

// again has the functions analysed again that call each other and were made, since r began, with what was known of r so far. Of
// functions that do so within others that do, only the outermost is looked at.
func (p *Program) again(r *result, began int) {
	for _, over := range p.stack {
		if over == r {
			break
		}
		if over.reached {
			return
		}
	}
	var mark func(*result)
	mark = func(r *result) {
		for user := range r.users {
			if !user.busy && !user.early && user.made > began {
				user.early = true
				mark(user)
			}
		}
	}
	mark(r)
}

func instructions(fn *ssa.Function) (n int) {
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
	}
	return n
}

// entry is the memory at the start: what parameters and free variables point to.
func (a *analysis) entry() *memory {
	mem := &memory{}
	add := func(i int, v ssa.Value, named meaning) {
		root := cell{labels: labels{a.p.paramLabel(i, "")}, opaque: true}
		if named.Data != "" {
			root.labels = root.labels.with(a.p.sourceLabel(named.source(Parameter, v.Name(), a.p.step(v.Pos(), v.Name()))))
		}
		if isResponseWriter(v.Type()) {
			root.labels = root.labels.with(a.p.endpointLabel("response"))
		}
		known := a.bound.known[i]
		if isReference(v.Type()) {
			obj := a.object(v, "")
			held := root
			if isPointer(v.Type()) { // to a variable that a literal has captured
				held.labels = held.labels.union(known.root().labels)
			}
			mem.set(obj, withKnown(leaf(held), known))
			root.refs = []loc{{obj: obj}}
		}
		root.labels = root.labels.union(known.root().labels)
		if neverData(v.Type()) {
			root = cell{}
		}
		if isNumber(v.Type()) {
			root.labels = root.labels.only(func(l *label) bool { return l.kind != fromParam })
		}
		a.env[v] = leaf(root)
		if !isReference(v.Type()) {
			a.env[v] = withKnown(leaf(root), known)
		}
	}
	for i, v := range a.fn.Params {
		add(i, v, a.parameter(v))
	}
	for i, v := range a.fn.FreeVars {
		add(len(a.fn.Params)+i, v, meaning{})
	}
	if a.fn.Recover != nil && a.in[a.fn.Recover] == nil {
		a.in[a.fn.Recover] = &memory{}
	}
	a.mem = mem
	for _, g := range a.p.variablesOf(a.fn) {
		a.global(g)
	}
	return mem
}

// withKnown adds the functions and types that parts of a parameter are known to be.
func withKnown(t, known tree) tree {
	for _, b := range known {
		if b.at != "" {
			t.set(b.at, cell{labels: b.labels, opaque: true})
		}
	}
	return t
}

// operator reports whether the function is a method of something that holds the company's own data, and is told no other.
func (a *analysis) operator() bool {
	recv := a.fn.Signature.Recv()
	return recv != nil && ownerClass(typeName(recv.Type())) == "operator"
}

func (a *analysis) object(v ssa.Value, name string) *object {
	if obj, ok := a.objects[v]; ok {
		return obj
	}
	obj := a.newObject(name, v.Type())
	a.objects[v] = obj
	return obj
}

func (a *analysis) newObject(name string, t types.Type) *object {
	a.made++
	return &object{id: a.made, name: name, typ: t}
}

// near is the position of v, or of what it is made from: loads have none of their own, nor have conversions that are not written out, and one of
// several results.
func (a *analysis) near(v ssa.Value) token.Pos {
	for v != nil && !v.Pos().IsValid() {
		switch of := v.(type) {
		case *ssa.UnOp, *ssa.Extract, *ssa.MakeInterface, *ssa.ChangeInterface, *ssa.ChangeType, *ssa.Convert, *ssa.Slice, *ssa.Next:
			v = *of.(ssa.Instruction).Operands(nil)[0]
		default:
			return token.NoPos
		}
	}
	if v == nil {
		return token.NoPos
	}
	return v.Pos()
}

// step is a place in the source.
func (p *Program) step(pos token.Pos, what string) Step {
	if !pos.IsValid() {
		return Step{What: what}
	}
	at := p.prog.Fset.Position(pos)
	name, ok := p.files[at.Filename]
	if !ok {
		name = filepath.Base(at.Filename)
	}
	return Step{File: name, Line: at.Line, Column: at.Column, What: what}
}

// fieldStep is where a field stands, also in a file without functions, or in a package that is only used.
func (p *Program) fieldStep(field *types.Var) Step {
	if field.Pkg() != nil {
		p.nameFile(field.Pkg(), field.Pos())
	}
	return p.step(field.Pos(), "")
}

// nameFile notes how the file at pos is called: by the folder of its package.
func (p *Program) nameFile(pkg *types.Package, pos token.Pos) {
	file := p.prog.Fset.Position(pos).Filename
	if _, known := p.files[file]; known || file == "" {
		return
	}
	p.files[file] = gopath.Join(p.folder(pkg), filepath.Base(file))
}

func (p *Program) endpointLabel(name string) *label {
	return p.intern(label{kind: endpoint, endpoint: name})
}

func isReference(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Chan, *types.Interface, *types.Signature:
		return true
	}
	return false
}

// isResponseWriter reports whether a type is http.ResponseWriter, or one of a framework's that does the same: gin.ResponseWriter, *echo.Response.
func isResponseWriter(t types.Type) bool {
	name := qualified(deref(t))
	if name == "net/http.ResponseWriter" {
		return true
	}
	if !strings.Contains(name, "Response") && !strings.HasSuffix(name, "Writer") {
		return false
	}
	for _, method := range []string{"Header", "WriteHeader"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method)
		if _, ok := obj.(*types.Func); !ok {
			return false
		}
	}
	return true
}

// neverData reports whether no value of type t holds data or leads to it.
func neverData(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}
