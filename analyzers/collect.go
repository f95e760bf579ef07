package analyzers

import (
	"path/filepath"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var collectObserver = &observer{
	Name: "collect",
	Doc: `personal data come in with a request

What people hand over in forms, in addresses, in JSON and in headers, and the files that they upload, noted for an audit.

	email := r.FormValue("email") // contact.email comes in with a request`,
	Observe: collected,
}

func collected(p *program, engine *flow.Program) []practice.Observation {
	var seen []practice.Observation
	for _, s := range engine.Collected() {
		if p.left[filepath.Join(p.dir, s.At.File)] != "" {
			continue
		}
		detail := title(s.Data) + " (" + string(s.Data) + ") comes in with a request: " + s.Expr
		if s.Owner != "" && s.Owner != "Request" {
			detail += " into " + s.Owner + "." + s.Name
		}
		seen = append(seen, practice.Observation{
			Practice: practice.Practice{Actor: practice.Code, Action: practice.Collect, Data: s.Data}, Name: s.Name,
			Evidence: []practice.Evidence{{Source: s.At.File, Line: s.At.Line, Column: s.At.Column, Detail: detail}},
		})
	}
	return seen
}
