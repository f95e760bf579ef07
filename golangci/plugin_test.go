package golangci

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/candor-privacy/candor/analyzers"
)

// built is what golangci-lint is given for some settings.
func built(t *testing.T, settings any) []*analysis.Analyzer {
	t.Helper()
	make, err := register.GetPlugin(Name)
	if err != nil {
		t.Fatal(err)
	}
	linter, err := make(settings)
	if err != nil {
		t.Fatal(err)
	}
	if mode := linter.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("load mode %q, want %q", mode, register.LoadModeTypesInfo)
	}
	list, err := linter.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestThePluginIsTheSuite(t *testing.T) {
	list := built(t, nil)
	if len(list) != len(analyzers.Suite) {
		t.Errorf("%d analyzers, want the %d of the suite", len(list), len(analyzers.Suite))
	}
	if err := analysis.Validate(list); err != nil {
		t.Error(err)
	}
}

func TestSettingsChooseAnalyzers(t *testing.T) {
	list := built(t, map[string]any{"analyzers": []string{"logs"}})
	if len(list) != 1 || list[0].Name != "logs" {
		t.Errorf("%v, want logs alone", list)
	}
}

func TestAnalyzersThatAreNoneAreRefused(t *testing.T) {
	for _, settings := range []any{map[string]any{"analyzers": []string{"logos"}}, map[string]any{"analyser": []string{"logs"}}} {
		if _, err := New(settings); err == nil || !strings.Contains(err.Error(), ".golangci.yml") {
			t.Errorf("%v: error %v, want one that names the file", settings, err)
		}
	}
}
