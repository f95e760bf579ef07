package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Who hands on the headers of an incoming request as a whole hands on what browsers send with every one.

// sentAlways are headers that tell of a person and come with most requests.
var sentAlways = []string{"Authorization", "Cookie", "User-Agent"}

// allHeaders is how the source is called that is one of them, read with all others.
const allHeaders = "Header"

// withHeaders adds to the headers of an incoming request, as far as nobody knows them, what is always among them. One that is asked for by its name says
// itself what it is.
func (a *analysis) withHeaders(t tree, v, request ssa.Value) tree {
	if !t.root().opaque || sendsRequests(a.fn) || !incoming(request) {
		return t
	}
	t = slices.Clone(t)
	expr := a.expr(v)
	for _, name := range sentAlways {
		at := element(name)
		c := a.p.cellAt(t, at)
		if !c.opaque || c.labels.tells("") {
			continue
		}
		src := Source{Data: tables().keys[strings.ToLower(name)], Name: allHeaders, Kind: Request, Expr: expr, At: a.p.step(a.near(v), expr), Why: "the header " + name}
		t.set(at, cell{labels: c.labels.with(a.p.namedLabel(src, c.labels)), refs: c.refs, cut: true, opaque: true})
	}
	return t
}

// ofAllHeaders reports whether a source is a header that was read with all others.
func (s *Source) ofAllHeaders() bool { return s.Kind == Request && s.Name == allHeaders }

// passedOn reports whether a label is a header that is sent on with all others: whoever does that, such as a proxy, hands nobody more than came in.
func (l *label) passedOn(family string) bool {
	return family == "request" && l.kind == fromSource && l.source.ofAllHeaders()
}

// oneHeader is what is asked of headers under a name that nobody knows: hardly one of those that tell.
func oneHeader(t tree) tree {
	root := t.root()
	root.labels = root.labels.only(func(l *label) bool { return l.kind != fromSource || !l.source.ofAllHeaders() })
	return withRoot(t, root)
}

// sendsRequests reports whether a function sends requests to others: it returns what they answer, or is a client's.
func sendsRequests(fn *ssa.Function) bool {
	sig := fn.Signature
	for v := range sig.Results().Variables() {
		if qualified(deref(v.Type())) == "net/http.Response" {
			return true
		}
	}
	return sig.Recv() != nil && slices.ContainsFunc(split(typeName(sig.Recv().Type())), func(w string) bool { return slices.Contains(askers, w) })
}

// incoming reports whether a request is one that the function was handed, or that the context of one holds, and was not made by the program.
func incoming(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		return true
	case *ssa.UnOp:
		at, field := v.X.(*ssa.FieldAddr)
		if !field {
			return incoming(v.X)
		}
		words := split(typeName(at.X.Type()))
		return len(words) > 0 && slices.Contains(holders, words[len(words)-1])
	case *ssa.Call:
		fn := called(v.Common())
		return fn != nil && fn.Name() == "Request" // of a framework's context
	}
	return false
}
