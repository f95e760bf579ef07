package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// What a program makes by chance, or signs, is what lets somebody in: a value that is called token is one then, where its name alone would say too
// little.

// chance is what such a value is marked with, as if it led somewhere.
const chance = "chance"

// anew is a value that was made by chance.
func (p *Program) anew() tree {
	return leaf(cell{labels: labels{p.endpointLabel(chance)}, opaque: true})
}

// letsIn is what a name says of a value with some labels if that was made by chance: the weak names of tokens count.
func letsIn(name string, ls labels) meaning {
	if !ls.hasEndpoint(chance) {
		return meaning{}
	}
	said := read(name)
	if said.Data != "account.token" || said.Strength != practice.Strong && said.Strength != practice.Weak {
		return meaning{}
	}
	return meaning{Data: said.Data, Name: name, Why: said.by + "; made by chance"}
}

// fieldLetsIn is the same for a field of a type.
func fieldLetsIn(owner types.Type, field *types.Var, ls labels) meaning {
	m := letsIn(field.Name(), ls)
	if m.Data == "" || ofOperator(owner) {
		return meaning{}
	}
	m.Owner = typeName(owner)
	return m
}

// picked is an element of a list or a text: of letters that are written in the code, one that is picked by chance is made so.
func (a *analysis) picked(from, by ssa.Value, t tree) tree {
	if index := all(a.value(by)).labels; index.hasEndpoint(chance) && len(t.root().labels) == 0 {
		return a.p.anew()
	}
	return t
}
