package analyzers

import (
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// noted is the folder of the fixtures about what is only noted.
const noted = "noted"

// language is the folder of fixtures for the forms of the language.
const language = "language"

// Each fixture is a package that could be real; its want-comments are all that the suite has to say about it.
// Folders that are called by a domain hold stubs of the modules of others.
func TestSuiteReportsWhatTheFixturesWant(t *testing.T) {
	fixtures := slices.DeleteFunc(folders(t, "testdata/src"), func(name string) bool { return strings.Contains(name, ".") || name == noted || name == language })
	analysistest.Run(t, analysistest.TestData(), allOf(Suite), fixtures...)
}

func TestFixRemovesTheCommentsThatSilenceNothing(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), Ignores, "housekeeping")
}

func TestNotesAreWhatTheFixturesWant(t *testing.T) {
	var list []*analysis.Analyzer
	for _, f := range families {
		if f.Noted {
			list = append(list, newAnalyzer(f))
		}
	}
	var fixtures []string
	for _, name := range folders(t, "testdata/src/"+noted) {
		fixtures = append(fixtures, noted+"/"+name)
	}
	analysistest.Run(t, analysistest.TestData(), allOf(list), fixtures...)
}

func TestTheSuiteIsSilentAboutWhatIsNoted(t *testing.T) {
	for _, f := range families {
		judged := slices.ContainsFunc(Suite, func(a *analysis.Analyzer) bool { return a.Name == f.Name })
		if judged == f.Noted {
			t.Errorf("%s: in the suite %v, noted %v", f.Name, judged, f.Noted)
		}
	}
}

func folders(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// allOf is one analyzer that reports what all of a list report, as want-comments are read once.
func allOf(list []*analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "suite", Doc: "all of the suite", Requires: append(slices.Clone(Suite), flows),
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

// The packages of testdata/src/language hold what the language can do with data, one function a form of it: what must be
// followed and, beside it, its twin that must not. What the engine is known to miss stands there too, under "missed:".
func TestTheFormsOfTheLanguageAreFollowed(t *testing.T) {
	var packages []string
	for _, name := range folders(t, "testdata/src/"+language) {
		packages = append(packages, language+"/"+name)
	}
	analysistest.Run(t, analysistest.TestData(), Logs, packages...)
}
