package analyzers

import (
	_ "embed"
	"slices"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

//go:embed harmless.txt
var harmlessText string

// harmlessData is, by family, the data that may reach its sinks without being reported; "*" stands for all that ask.
var harmlessData = func() map[string][]practice.Data {
	m := map[string][]practice.Data{}
	for _, row := range practice.MustTable("harmless.txt", harmlessText, 2) {
		m[row.Columns[0]] = append(m[row.Columns[0]], practice.Data(row.Columns[1]))
	}
	return m
}()

// harmless reports whether a family leaves data out. A hash of a document, by which stores name it, tells nobody what is in it.
func harmless(family string, f flow.Finding) bool {
	if f.Hashed && practice.Covers("content", f.Source.Data) {
		return true
	}
	covers := func(d practice.Data) bool { return practice.Covers(d, f.Source.Data) }
	return slices.ContainsFunc(harmlessData["*"], covers) || slices.ContainsFunc(harmlessData[family], covers)
}
