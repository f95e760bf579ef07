// Package golangci makes the analyzers of candor-vet linters of golangci-lint, as a module plugin. It is a module of its own, so that nothing
// else of Candor depends on golangci-lint's registry.
//
// Beside this file, .custom-gcl.yml is an example of how a golangci-lint with it is built (golangci-lint custom), and .golangci.yml of how it is
// turned on.
package golangci

import (
	"fmt"
	"slices"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/candor-privacy/candor/analyzers"
)

// Name is what the linter is called in .golangci.yml.
const Name = "candor"

func init() { register.Plugin(Name, New) }

// Settings are what .golangci.yml says of the linter.
type Settings struct {
	// Analyzers are the names of those that run; none means all of the suite.
	Analyzers []string `json:"analyzers"`
}

// plugin is the suite, or a choice of it.
type plugin struct{ chosen []*analysis.Analyzer }

// New makes the linter. It is an error to name an analyzer that there is none of.
func New(conf any) (register.LinterPlugin, error) {
	settings, err := register.DecodeSettings[Settings](conf)
	if err != nil {
		return nil, fmt.Errorf("settings of %s in .golangci.yml: %w", Name, err)
	}
	if len(settings.Analyzers) == 0 {
		return plugin{analyzers.Suite}, nil
	}
	var p plugin
	for _, name := range settings.Analyzers {
		i := slices.IndexFunc(analyzers.Suite, func(a *analysis.Analyzer) bool { return a.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("settings of %s in .golangci.yml: there is no analyzer %q; candor explain lists them", Name, name)
		}
		p.chosen = append(p.chosen, analyzers.Suite[i])
	}
	return p, nil
}

// BuildAnalyzers returns the passes.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) { return p.chosen, nil }

// GetLoadMode says that the passes need types.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
