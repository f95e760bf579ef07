package analyzers

import (
	_ "embed"
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/candor-privacy/candor/practice"
)

//go:embed regions.txt
var regionsText string

var regionsObserver = &observer{
	Name: "regions",
	Doc: `a region of a cloud is named

Where data are stored stands in constants of the code and in the configuration beside it: the names of the regions of AWS, Google Cloud, Azure
and Scaleway. This is noted for an audit, which compares it with what the notice says of places.

	config.WithRegion("eu-central-1") // data are stored in DE, in region eu-central-1 of Amazon Web Services

Looked at are Go, and in the module's folder Terraform, YAML, TOML, JSON of at most 1 MB, and files of the environment. A list of many regions
says nothing.`,
	Read: regions,
}

// A region is a place where a cloud keeps data.
type region struct {
	name, cloud, country string
}

var knownRegions = func() map[string]region {
	m := map[string]region{}
	for _, row := range practice.MustTable("regions.txt", regionsText, 3) {
		m[row.Columns[0]] = region{row.Columns[0], row.Columns[1], row.Columns[2]}
	}
	return m
}()

func regions(p *program) []practice.Observation {
	var seen []practice.Observation
	p.files(func(pkg *packages.Package, file *ast.File) {
		found := map[string]token.Pos{}
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			switch e.(type) {
			case *ast.BasicLit, *ast.SelectorExpr: // a text, or a constant of a cloud's own package
				text, ok := constantText(pkg.TypesInfo, e)
				if !ok {
					break
				}
				if r, ok := regionNamed(text); ok && found[r.name] == token.NoPos {
					found[r.name] = e.Pos()
				}
			}
			return true
		})
		if len(found) > manyRegions {
			return
		}
		for name, pos := range found {
			at := pkg.Fset.Position(pos)
			seen = append(seen, knownRegions[name].observation(practice.Evidence{Source: p.relative(at.Filename), Line: at.Line, Column: at.Column}))
		}
	})
	return append(seen, configuredRegions(p)...)
}

// manyRegions is how many a file may name before it is taken for a list to choose from.
const manyRegions = 4

// regionNamed is the region that a text names; a zone is a region and a letter: europe-west1-b, eu-central-1a.
func regionNamed(text string) (region, bool) {
	text = strings.ToLower(text)
	if r, ok := knownRegions[text]; ok {
		return r, true
	}
	if n := len(text); n > 2 && text[n-1] >= 'a' && text[n-1] <= 'h' {
		r, ok := knownRegions[strings.TrimSuffix(text[:n-1], "-")]
		return r, ok && text[n-2] != ' '
	}
	return region{}, false
}

func (r region) observation(at practice.Evidence) practice.Observation {
	at.Detail = "data are stored in " + r.country + ", in region " + r.name + " of " + r.cloud
	return practice.Observation{
		Practice: practice.Practice{Actor: practice.Code, Action: practice.Store, Data: practice.Personal, Recipient: practice.Party(r.cloud)},
		Name:     r.name, Place: r.country, Evidence: []practice.Evidence{at},
	}
}
