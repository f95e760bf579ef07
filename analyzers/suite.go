// Package analyzers follows personal data through Go code and says where they leave it: into logs, to others, to clients in errors.
//
// There are two drivers of one engine (package flow). [Run] loads a whole module and returns observations, each with the way
// that the data took. [Suite] is the same as go/analysis passes, for `go vet -vettool=candor-vet` and every other driver of such passes:
// it sees one package at a time, knows the others by facts, and reports a subset of what Run reports.
//
// Nothing needs to be configured. `//candor:ignore RULE reason`, on a line or above it, keeps an analyzer quiet there.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

// A family is one kind of sink, seen by one analyzer.
type family struct {
	Name string
	Doc  string // title, blank line, explanation with an example

	// Practice is what a finding says that the code does; false if it is none of this family's business.
	Practice func(flow.Finding) (practice.Practice, bool)

	// Told is the middle of the message: "is written to a log".
	Told func(flow.Finding, practice.Practice) string
}

// families lists the families of sinks in the order in which Run reports them.
// Not listed: metrics labels, trace attributes, queues, caches, databases, files, cookies, templates and mail, whose sinks have no table yet.
var families = []*family{logsFamily, sharingFamily, errorsFamily}

// Suite lists the analyzers of candor-vet.
// Not listed: collect, which notes what requests bring in: that is an observation for Run and no fault, so it has no place in vet.
var Suite = []*analysis.Analyzer{Logs, Sharing, Errors, Ignores}

// newAnalyzer makes the pass of a family. It returns the directives that kept it quiet.
func newAnalyzer(f *family) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       f.Name,
		Doc:        f.Doc,
		Requires:   []*analysis.Analyzer{flows},
		ResultType: usedType,
		Run: func(pass *analysis.Pass) (any, error) {
			found := pass.ResultOf[flows].(*packageFlows)
			return found.report(pass, f), nil
		},
	}
}
