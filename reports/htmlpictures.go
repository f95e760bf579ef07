package reports

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A pictureView is a screenshot at the end of the page.
type pictureView struct {
	Anchor, Caption string
	Data            template.URL
}

// What a report shows of pictures at most, so that it can be opened and sent.
const (
	maxPictures     = 40
	maxPictureBytes = 12 << 20
)

// A gallery gathers the screenshots of pages on which something was seen that the report tells: each once.
type gallery struct {
	words phrases
	all   []Picture
	shown []pictureView
	by    map[int]string // anchors, by index in all; "" for one that is too much
	bytes int
}

// of is the anchor of the screenshot of a page in a consent state, or else in any; "" if there is none.
func (g *gallery) of(page string, state practice.Condition) string {
	i := slices.IndexFunc(g.all, func(p Picture) bool { return p.Page == page && p.State == state })
	if i < 0 {
		i = slices.IndexFunc(g.all, func(p Picture) bool { return p.Page == page })
	}
	if i < 0 {
		return ""
	}
	anchor, known := g.by[i]
	if !known {
		anchor = g.show(g.all[i])
		if g.by == nil {
			g.by = map[int]string{}
		}
		g.by[i] = anchor
	}
	return anchor
}

// show adds a picture, if there is room, and if it is one: what a record calls a picture may be anything.
func (g *gallery) show(p Picture) string {
	g.bytes += len(p.Data)
	if len(g.shown) >= maxPictures || g.bytes > maxPictureBytes || http.DetectContentType(p.Data) != "image/jpeg" {
		return ""
	}
	view := pictureView{
		Anchor:  fmt.Sprintf("picture-%d", len(g.shown)+1),
		Caption: Clean(p.Page),
		Data:    template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(p.Data)), //nolint:gosec // a picture, in an img alone
	}
	if key, ok := stateKeys[p.State]; ok {
		view.Caption += ", " + g.words.of(key)
	}
	g.shown = append(g.shown, view)
	return view.Anchor
}
