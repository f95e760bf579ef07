package detect

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

//go:embed boxes.txt
var boxesText string

// boxes are the phrases of boxes.txt with what they mean.
var boxes = practice.MustTable("boxes.txt", boxesText, 3)

// BoxKinds says what a box to tick asks for: "consent", "marketing", "notice" (that it was read), "terms"; several, in this
// order, where its label speaks of several; none for a field that is no box, or a box that asks for something else.
func BoxKinds(f *crawler.Field) []string {
	kinds := []string{}
	if f.Type != "checkbox" {
		return kinds
	}
	label := f.Label
	if label == "" {
		label = f.Near
	}
	for _, fold := range []func(string) string{foldGerman, fold} {
		text := " " + strings.Join(wordsOf(fold(label)), " ") + " "
		for _, row := range boxes {
			if kind := row.Columns[0]; strings.Contains(text, " "+row.Columns[2]+" ") && !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	slices.Sort(kinds)
	return kinds
}
