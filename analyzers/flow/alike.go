package flow

import (
	_ "embed"
	"go/types"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed alike.txt
var alikeText string

var alikes = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, row := range practice.MustTable("alike.txt", alikeText, 2) {
		m[row.Columns[0]] = row.Columns[1]
	}
	return m
})

// alike is the callee of the tables that a method of a program's own interface stands for, "" if it stands for none.
func alike(fn *types.Func) string {
	sig := fn.Signature()
	if sig.Recv() == nil || !types.IsInterface(sig.Recv().Type()) || sig.Results().Len() == 0 {
		return ""
	}
	receiver := alikes()[majorVersion.ReplaceAllString(types.TypeString(sig.Results().At(0).Type(), nil), "$1")]
	if receiver == "" {
		return ""
	}
	return "(" + receiver + ")." + fn.Name()
}

// entSetter reports whether a method sets a field of an entity that is written by ent: (*UserCreate).SetEmail.
func entSetter(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil || !strings.HasPrefix(fn.Name(), "Set") || sig.Params().Len() != 1 {
		return false
	}
	owner := typeName(sig.Recv().Type())
	for _, suffix := range []string{"Create", "Update", "UpdateOne"} {
		if entity, ok := strings.CutSuffix(owner, suffix); ok {
			mutation := fieldNamed(structOf(sig.Recv().Type()), "mutation")
			return mutation != nil && typeName(mutation.Type()) == entity+"Mutation"
		}
	}
	return false
}
