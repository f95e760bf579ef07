package flow

import (
	"go/types"
	"slices"
)

// A function of another module that is handed the answer to a request and a value of any type writes the value into the answer: render.JSON(w, r, v).

// responderLike is the sink that a function is by its parameters, if it is one.
func responderLike(fn *types.Func) (sinkModel, bool) {
	if fn == nil || fn.Pkg() == nil || standard(fn.Pkg()) || startsWith(fn.Name(), fillingVerbs) {
		return sinkModel{}, false
	}
	m := sinkModel{family: "response", render: "json", to: operand{index: absent}, kept: operand{index: absent}}
	params, answers, shift := fn.Signature().Params(), false, 0
	if fn.Signature().Recv() != nil {
		shift = 1
	}
	for i := range params.Len() {
		t := params.At(i).Type()
		answers = answers || isResponseWriter(t) || isFrameworkContext(t)
		if anything(t) || types.IsInterface(t) && packageOf(t) == fn.Pkg() && !isFrameworkContext(t) {
			m.args = append(m.args, operand{index: i + shift})
		}
	}
	return m, answers && len(m.args) > 0
}

// fillingVerbs begin the names of functions that read a request, and fill what they are handed with it.
var fillingVerbs = []string{"Bind", "Check", "Decode", "Fill", "Get", "Log", "Parse", "Read", "Scan", "Set", "Unmarshal", "Validate", "With"}

// frameworks are packages whose contexts stand for a request and its answer.
var frameworks = []string{"echo", "fasthttp", "fiber", "gin", "iris"}

func isFrameworkContext(t types.Type) bool {
	pkg, name := packageOf(t), typeName(t)
	return pkg != nil && slices.Contains(frameworks, pkg.Name()) && (name == "Context" || name == "Ctx" || name == "RequestCtx")
}

// calledLikeAResponder reports what is handed to a function that answers by its parameters, if it is one.
func (a *analysis) calledLikeAResponder(s *site) bool {
	m, ok := responderLike(s.fn)
	if !ok {
		return false
	}
	a.sinkCall(s, m)
	return true
}
