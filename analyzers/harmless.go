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

// harmless reports whether a family leaves data out.
func harmless(family string, f flow.Finding) bool {
	if filedUnder(f) {
		return true
	}
	covers := func(d practice.Data) bool { return practice.Covers(d, f.Source.Data) }
	return slices.ContainsFunc(harmlessData["*"], covers) || slices.ContainsFunc(harmlessData[family], covers)
}

// filedUnder reports whether what is told is a hash under which a document or a picture is kept, made of it or of the name of whose it is: it tells
// nobody what is in it, nor, unlike that of an address or a number, the person to others.
func filedUnder(f flow.Finding) bool {
	named := slices.Contains([]practice.Data{"identity.name", "identity.photo", "identity.username"}, f.Source.Data)
	return f.Hashed && (named || practice.Covers("content", f.Source.Data))
}
