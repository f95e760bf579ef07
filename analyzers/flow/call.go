package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// A site is one call that is being followed.
type site struct {
	instr   ssa.CallInstruction
	fn      *types.Func // the function or interface method as declared; nil for a function value
	vals    []ssa.Value // arguments, the receiver first; nil where none is at hand
	args    []tree
	results []tree
}

// call follows a call, a go or a defer statement: a deferred call is taken where it is written.
func (a *analysis) call(i ssa.CallInstruction) {
	c := i.Common()
	if b, ok := c.Value.(*ssa.Builtin); ok {
		a.builtin(i, b)
		return
	}
	s := &site{instr: i, results: make([]tree, c.Signature().Results().Len())}
	if c.IsInvoke() {
		s.fn = c.Method
		s.vals = append(s.vals, c.Value)
	}
	s.vals = append(s.vals, c.Args...)
	for _, v := range s.vals {
		s.args = append(s.args, a.value(v))
	}
	a.follow(s)
	a.finish(s)
}

// finish gives the results of a call to the value that stands for them.
func (a *analysis) finish(s *site) {
	v := s.instr.Value()
	if v == nil {
		return
	}
	for r, t := range s.results {
		if t == nil {
			s.results[r] = leaf(cell{opaque: true})
		}
	}
	switch len(s.results) {
	case 0:
		a.env[v] = nothing
	case 1:
		a.set(v, a.localName(v, s.results[0]))
	default:
		a.tuples[v] = s.results
		a.env[v] = nothing
	}
}

// follow finds out what is called, and applies what it does.
func (a *analysis) follow(s *site) {
	c := s.instr.Common()
	if c.IsInvoke() {
		a.followInvoke(s)
		return
	}
	callee := c.StaticCallee()
	if callee == nil {
		a.followValue(s)
		return
	}
	if origin := callee.Origin(); origin != nil {
		callee = origin
	}
	if closure, ok := c.Value.(*ssa.MakeClosure); ok {
		a.bindings(s, closure)
	}
	if fn, ok := callee.Object().(*types.Func); ok {
		s.fn = fn.Origin()
	}
	a.followStatic(s, callee)
}

func (a *analysis) followStatic(s *site, callee *ssa.Function) {
	if a.knownEffect(s) {
		return
	}
	if callee.Blocks != nil && a.mine(callee) {
		a.apply(s, a.specialise(s, callee))
		return
	}
	if s.fn != nil && a.p.Imported != nil {
		if summary := a.p.Imported(s.fn); summary != nil {
			a.apply(s, summary)
			return
		}
	}
	a.foreign(s)
}

// mine reports whether the body of fn may be followed: it, or what it was made from, is in the analysed packages.
func (a *analysis) mine(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if fn.Pkg != nil {
		return a.p.inScope[fn.Pkg.Pkg]
	}
	obj := fn.Object()
	return obj != nil && a.p.inScope[obj.Pkg()] // a wrapper
}

// knownEffect applies what the tables, or the function's name, say about it.
func (a *analysis) knownEffect(s *site) bool {
	if s.fn == nil {
		return false
	}
	models, sinks := modelsOf(s.fn), sinksOf(s.fn)
	for _, sink := range sinks {
		a.sinkCall(s, sink)
	}
	for _, m := range models {
		a.modelCall(s, m)
	}
	if len(models)+len(sinks) > 0 {
		return true
	}
	how := transform(s.fn.Name())
	if how == "" || len(s.results) == 0 || !standsForData(s.results, s.fn) {
		return false
	}
	t := nothing
	if how == "hash" {
		var c cell
		for _, arg := range s.args {
			c = c.merge(all(a.content(arg)))
		}
		t = leaf(cell{labels: a.p.transformed(c.labels, true, false), opaque: c.opaque})
	}
	s.results[0] = t
	return true
}

// standsForData reports whether the first result of a transforming function is the transformed data: text, bytes or a struct.
func standsForData(_ []tree, fn *types.Func) bool {
	switch u := fn.Signature().Results().At(0).Type().Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsBoolean == 0
	case *types.Interface:
		return !isError(fn.Signature().Results().At(0).Type())
	case *types.Slice, *types.Struct, *types.Array, *types.Pointer, *types.Map:
		return true
	}
	return false
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// followValue follows the call of a function value to the functions that it may be.
func (a *analysis) followValue(s *site) {
	c := s.instr.Common()
	for _, l := range a.content(a.value(c.Value))[""].labels {
		if l.kind != function {
			continue
		}
		one := *s
		one.results = make([]tree, len(s.results))
		if l.closure != nil && l.closure.Parent() == a.fn {
			a.bindings(&one, l.closure)
		}
		if fn, ok := l.fn.Object().(*types.Func); ok {
			one.fn = fn.Origin()
		}
		a.followStatic(&one, l.fn)
		a.either(s, one.results)
	}
}

// either merges the results of one possible callee.
func (a *analysis) either(s *site, results []tree) {
	for r, t := range results {
		s.results[r] = a.p.merge(s.results[r], t)
	}
}

// bindings appends what a closure has captured to the arguments.
func (a *analysis) bindings(s *site, closure *ssa.MakeClosure) {
	params := len(closure.Fn.(*ssa.Function).Params)
	s.vals, s.args = s.vals[:len(s.vals):len(s.vals)], s.args[:len(s.args):len(s.args)]
	for len(s.vals) < params {
		s.vals, s.args = append(s.vals, nil), append(s.args, nil)
	}
	for _, v := range closure.Bindings {
		s.vals = append(s.vals, v)
		s.args = append(s.args, a.value(v))
	}
}

// closure makes a function value. What the function does with captured variables is taken to happen here.
func (a *analysis) closure(i *ssa.MakeClosure) {
	fn := i.Fn.(*ssa.Function)
	a.env[i] = leaf(cell{labels: labels{a.p.intern(label{kind: function, fn: fn, closure: i})}})
	s := &site{results: make([]tree, fn.Signature.Results().Len())}
	a.bindings(s, i)
	a.apply(s, a.p.summarise(context{fn: fn, depth: a.ctx.depth}))
}

// followInvoke follows the call of an interface method: by the tables, to the type that is known to be behind
// the interface, to the implementers in the analysed packages, or nowhere.
func (a *analysis) followInvoke(s *site) {
	if a.knownEffect(s) && !isError(s.vals[0].Type()) {
		return
	}
	targets := a.dynamicTargets(s)
	if targets == nil {
		targets = a.p.implementers(s.vals[0].Type(), s.fn)
	}
	if len(targets) == 0 {
		if s.results == nil || len(s.results) == 0 || s.results[0] == nil {
			a.foreign(s)
		}
		return
	}
	for _, target := range targets {
		one := *s
		one.results = make([]tree, len(s.results))
		if fn, ok := target.Object().(*types.Func); ok {
			one.fn = fn.Origin()
		}
		a.followStatic(&one, target)
		a.either(s, one.results)
	}
}

// dynamicTargets are the methods of the types that are known to be behind an interface value.
func (a *analysis) dynamicTargets(s *site) []*ssa.Function {
	var out []*ssa.Function
	for _, l := range s.args[0][""].labels {
		if l.kind == dynamicType {
			if fn := a.p.method(l.typ, s.fn.Name(), s.fn.Pkg()); fn != nil {
				out = append(out, fn)
			}
		}
	}
	return out
}

// foreign is a call of something whose body is not at hand.
func (a *analysis) foreign(s *site) {
	a.vendorCall(s)
	for i, v := range s.vals {
		if v == nil {
			continue
		}
		a.overwrite(v, s.args[i])
		if values, ok := elements(v); ok {
			for _, e := range values {
				a.overwrite(e, a.value(e))
			}
		}
	}
	if s.fn != nil && len(s.results) > 0 && len(s.vals) <= 2 {
		a.getter(s)
	}
}

// overwrite makes what a pointer leads to opaque: a function that nobody knows may have filled it.
func (a *analysis) overwrite(v ssa.Value, t tree) {
	if t == nil {
		return
	}
	pointer := isPointer(v.Type())
	for _, l := range t[""].labels {
		pointer = pointer || l.kind == dynamicType && isPointer(l.typ)
	}
	if !pointer {
		return
	}
	for _, r := range t[""].refs {
		old := all(a.read(r))
		root := cell{labels: old.labels, opaque: true}
		if r.obj.name != "" && r.at == "" {
			root = root.plus(a.variableLabel(r.obj, v))
		}
		if old := a.read(r)[""]; len(old.refs) > 0 {
			root.refs = old.refs
		}
		a.write([]loc{r}, "", leaf(root))
	}
}

// variableLabel names the content of a local variable that was filled through a pointer.
func (a *analysis) variableLabel(obj *object, v ssa.Value) labels {
	data := variable(obj.name, deref(obj.typ))
	if data == "" {
		return nil
	}
	return labels{a.p.sourceLabel(Source{Data: data, Name: obj.name, Kind: Local, Expr: obj.name, At: a.p.step(v.Pos(), obj.name)})}
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// getter classifies the result of a method without arguments by its name, when the body is not at hand: GetEmail().
func (a *analysis) getter(s *site) {
	sig := s.fn.Signature()
	if sig.Recv() == nil || standard(s.fn.Pkg()) || sig.Params().Len() > 0 || s.results[0] != nil {
		return
	}
	if ownerOf(typeName(sig.Recv().Type())) == "operator" {
		return
	}
	data := variable(strings.TrimPrefix(s.fn.Name(), "Get"), sig.Results().At(0).Type())
	if data == "" {
		return
	}
	expr := a.callExpr(s)
	src := Source{Data: data, Name: s.fn.Name(), Owner: typeName(sig.Recv().Type()), Kind: Getter, Expr: expr, At: a.p.step(s.instr.Pos(), expr)}
	s.results[0] = leaf(cell{labels: labels{a.p.sourceLabel(src)}, opaque: true})
}

// callExpr is a call as it is written, or the name of its function.
func (a *analysis) callExpr(s *site) string {
	if v := s.instr.Value(); v != nil {
		if text := a.exprs[v]; text != "" {
			return text
		}
	}
	return calleeText(s.fn) + "(...)"
}

// localName adds what the name of the variable says that a call's result is put into, when nothing else is known of it.
func (a *analysis) localName(v ssa.Value, t tree) tree {
	root := t[""]
	if !root.opaque || len(root.labels.data()) > 0 {
		return t
	}
	name := a.variables[v]
	data := variable(name, v.Type())
	if data == "" {
		return t
	}
	return withRoot(t, root.plus(labels{a.p.sourceLabel(Source{Data: data, Name: name, Kind: Local, Expr: name, At: a.p.step(v.Pos(), name)})}))
}

// maxContexts bounds how often one function is analysed with different arguments.
const maxContexts = 16

// specialise is the summary of a callee, made with what is known of the functions and types that it is handed.
func (a *analysis) specialise(s *site, callee *ssa.Function) *Summary {
	ctx := context{fn: callee, depth: a.ctx.depth + 1}
	if a.ctx.depth >= maxBound {
		ctx.depth = maxBound
		return a.p.summarise(ctx)
	}
	bound := map[int]labels{}
	var key strings.Builder
	for i, param := range callee.Params {
		if i >= len(s.args) || !callable(param.Type()) {
			continue
		}
		known := s.args[i][""].labels.only(func(l *label) bool { return l.kind == function || l.kind == dynamicType })
		if len(known) == 0 || len(known) > 2 {
			continue
		}
		bound[i] = known
		for _, l := range known {
			key.WriteString(strings.Join([]string{itoa(i), itoa(l.id), ""}, ","))
		}
	}
	ctx.bound = key.String()
	if _, known := a.p.results[context{fn: callee, bound: ctx.bound}]; !known && ctx.bound != "" {
		if a.p.contexts[callee]++; a.p.contexts[callee] > maxContexts {
			return a.p.summarise(context{fn: callee, depth: maxBound})
		}
	}
	return a.p.summarise(ctx, bound)
}

// callable reports whether a parameter of type t is something that the function can call: a function, or an interface of the analysed code.
func callable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		named, ok := types.Unalias(t).(*types.Named)
		return ok && u.NumMethods() > 0 && named.Obj().Pkg() != nil && !standard(named.Obj().Pkg())
	}
	return false
}

// builtin follows the calls of the language's own functions.
func (a *analysis) builtin(i ssa.CallInstruction, b *ssa.Builtin) {
	args := i.Common().Args
	v := i.Value()
	switch b.Name() {
	case "append":
		a.appends(v, args)
	case "copy":
		a.write(a.refs(args[0]), anyElement, leaf(all(a.content(a.value(args[1])))))
	case "print", "println":
		s := &site{instr: i, vals: args}
		for _, arg := range args {
			s.args = append(s.args, a.value(arg))
			a.report(s, len(s.args)-1, a.rendered(arg, a.value(arg), "fmt"), sinkInfo{family: "log", callee: b.Name(), render: "fmt"})
		}
	case "min", "max", "ssa:wrapnilchk":
		var t tree
		for _, arg := range args {
			if isText(arg.Type()) || b.Name() == "ssa:wrapnilchk" && arg == args[0] {
				t = a.p.merge(t, a.value(arg))
			}
		}
		if t != nil && v != nil {
			a.set(v, t)
			return
		}
	}
	if v != nil && a.env[v] == nil {
		a.env[v] = nothing
	}
}

// appends makes a slice of the elements of another and of more.
func (a *analysis) appends(v *ssa.Call, args []ssa.Value) {
	if v == nil {
		return
	}
	var element tree
	var text cell
	for _, arg := range args {
		t := a.value(arg)
		if t == nil {
			continue
		}
		text = text.merge(cell{labels: t[""].labels.data(), opaque: t[""].opaque})
		for _, r := range t[""].refs {
			at, _ := r.at.join(anyElement)
			element = a.p.merge(element, a.load2(loc{r.obj, at}))
		}
	}
	obj := a.object(v, "")
	content := leaf(cell{labels: text.labels, cut: true, opaque: text.opaque})
	if element != nil {
		content = put(content, anyElement, element)
	}
	a.mem[obj] = a.p.merge(a.mem[obj], content)
	a.env[v] = leaf(cell{labels: text.labels, refs: []loc{{obj: obj}}, opaque: text.opaque})
}

// elements are the values that a call gives to a variadic parameter, when they are written in the call.
func elements(v ssa.Value) ([]ssa.Value, bool) {
	slice, ok := v.(*ssa.Slice)
	if !ok {
		return nil, false
	}
	array, ok := slice.X.(*ssa.Alloc)
	if !ok || array.Comment != "varargs" {
		return nil, false
	}
	n := int(array.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array).Len())
	out := make([]ssa.Value, n)
	for _, use := range *array.Referrers() {
		at, ok := use.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		index, ok := at.Index.(*ssa.Const)
		if !ok {
			return nil, false
		}
		for _, use := range *at.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == at {
				out[index.Int64()] = store.Val
			}
		}
	}
	for _, e := range out {
		if e == nil {
			return nil, false
		}
	}
	return out, true
}

// vendorOf is the vendor whose package fn belongs to.
func vendorOf(fn *types.Func) (practice.Vendor, bool) {
	if fn == nil || fn.Pkg() == nil || standard(fn.Pkg()) {
		return practice.Vendor{}, false
	}
	return practice.VendorByImport(fn.Pkg().Path())
}
