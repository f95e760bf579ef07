package analyzers

import (
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// Each fixture is a package that could be real; its want-comments are the truth.
func TestSuiteReportsWhatTheFixturesWant(t *testing.T) {
	for _, tt := range []struct {
		pkg string
		by  []*analysis.Analyzer
	}{
		{"signup", []*analysis.Analyzer{Logs}},
		{"orders", []*analysis.Analyzer{Logs}},
		{"newsletter", []*analysis.Analyzer{Logs}},
		{"support", []*analysis.Analyzer{Sharing}},
		{"desk", []*analysis.Analyzer{Errors, Logs, Ignores}},
		{"reception", []*analysis.Analyzer{Logs, Errors}},
		{"gateway", []*analysis.Analyzer{Logs}},
		{"harmless", Suite},
	} {
		t.Run(tt.pkg, func(t *testing.T) {
			analysistest.Run(t, analysistest.TestData(), allOf(tt.by), tt.pkg)
		})
	}
}

// allOf is one analyzer that reports what several do, as want-comments are read once.
func allOf(list []*analysis.Analyzer) *analysis.Analyzer {
	if len(list) == 1 {
		return list[0]
	}
	return &analysis.Analyzer{
		Name: "suite", Doc: "all of the suite", Requires: []*analysis.Analyzer{flows, Logs, Sharing, Errors, Ignores},
		Run: func(pass *analysis.Pass) (any, error) {
			for _, a := range list {
				one := *pass
				one.Analyzer = a
				if _, err := a.Run(&one); err != nil {
					return nil, err
				}
			}
			return nil, nil
		},
	}
}
