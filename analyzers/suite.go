// Package analyzers follows personal data through Go code and says where they leave it: into logs and errors, metrics and traces, to others;
// and, so that an audit can compare it with the notice, into databases, caches, queues, files, mails and answers.
//
// There are two drivers of one engine (package flow). [Run] loads a whole module and returns observations, each with the way
// that the data took. [Suite] is the same as go/analysis passes, for `go vet -vettool=candor-vet` and every other driver of such passes:
// it sees one package at a time, knows the others by facts, and reports a subset of what Run reports.
//
// Nothing needs to be configured. `//candor:ignore RULE reason`, on a line or above it, keeps an analyzer quiet there.
package analyzers

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

// A family is one kind of sink, seen by one analyzer.
type family struct {
	Name string
	Doc  string // title, blank line, explanation with an example

	// Noted families are what a company does as it should, such as to keep its customers in its database: Run observes it, so that an audit can
	// compare it with the notice, and candor-vet is silent.
	Noted bool

	// Generated families count in generated code too: generators write most queries, and most clients of other services.
	Generated bool

	// Practice is what a finding says that the code does; false if it is none of this family's business.
	Practice func(flow.Finding) (practice.Practice, bool)

	// Told is the middle of the message: "is written to a log".
	Told func(flow.Finding, practice.Practice) string
}

// families lists the families of sinks in the order in which Run reports them.
// Not listed: prompts to a language model, which are shared with its vendor; templates, whose output is an answer, a mail or a file.
var families = []*family{
	logsFamily, sharingFamily, errorsFamily, cleartextFamily, urlsFamily, cookiesFamily, metricsFamily, tracesFamily, panicsFamily,
	answersFamily, requestsFamily, databasesFamily, cachesFamily, queuesFamily, filesFamily, mailsFamily, identifiersFamily,
}

// observers lists them in the order in which Run asks them.
var observers = []*observer{collectObserver, tracersObserver, accessLogsObserver, deletionsObserver, regionsObserver}

// judges are the analyzers of the families that report faults.
var judges = []*analysis.Analyzer{Logs, Sharing, Errors, Cleartext, URLs, Cookies, Metrics, Traces, Panics}

// Suite lists the analyzers of candor-vet.
// Not listed: what Notes lists, which is observed by Run and no fault.
var Suite = append(slices.Clone(judges), Ignores)

// done is what a finding says that the code does with the data.
func done(f flow.Finding, action practice.Action) practice.Practice {
	return practice.Practice{Actor: practice.Code, Action: action, Data: f.Source.Data}
}

// told is the middle of a message that needs no more than these words.
func told(words string) func(flow.Finding, practice.Practice) string {
	return func(f flow.Finding, _ practice.Practice) string {
		if f.Hashed {
			return ", hashed, " + words
		}
		return words
	}
}

// SuiteUnless lists the analyzers of the Suite, which leave out what is allowed. It is asked only while a pass runs, by several at a time;
// what it is asked about has no evidence. An error of it ends the pass.
func SuiteUnless(allowed func(practice.Observation) (bool, error)) []*analysis.Analyzer {
	var list []*analysis.Analyzer
	for _, f := range families {
		if !f.Noted {
			list = append(list, newAnalyzerUnless(f, allowed))
		}
	}
	return append(list, newIgnores(list))
}

// newAnalyzer makes the pass of a family. It returns the directives that kept it quiet.
func newAnalyzer(f *family) *analysis.Analyzer {
	return newAnalyzerUnless(f, func(practice.Observation) (bool, error) { return false, nil })
}

func newAnalyzerUnless(f *family, allowed func(practice.Observation) (bool, error)) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       f.Name,
		Doc:        f.Doc,
		Requires:   []*analysis.Analyzer{flows},
		ResultType: usedType,
		Run: func(pass *analysis.Pass) (any, error) {
			found := pass.ResultOf[flows].(*packageFlows)
			return found.report(pass, f, allowed)
		},
	}
}
