package chrome

import (
	"strings"

	"github.com/candor-privacy/candor/crawler"
)

// addLate adds to the forms of a page what a document shows of them since others were filled in, such as a password that is asked for once the
// e-mail address is known. A field that was hidden before is judged as it stands now.
func (d document) addLate(p *crawler.Page) {
	taken := map[int]bool{} // of two forms alike each is the one that stands in its place
	for _, now := range d.Forms {
		now.FrameURL = d.URL
		at := len(p.Forms)
		for i := range p.Forms {
			if !taken[i] && sameForm(&p.Forms[i], &now.Form) {
				at = i
				break
			}
		}
		if at == len(p.Forms) {
			p.Forms = append(p.Forms, now.Form)
			p.Forms[at].Fields = nil
		}
		taken[at] = true
		p.Forms[at].Fields = withLate(p.Forms[at].Fields, now.Fields)
	}
}

// sameForm says whether two forms that were read one after the other in one document can be the same.
func sameForm(a, b *crawler.Form) bool {
	in, _, _ := strings.Cut(a.FrameURL, "#")
	now, _, _ := strings.Cut(b.FrameURL, "#")
	return in == now && a.Name == b.Name && a.Method == b.Method && a.Action == b.Action
}

// withLate joins the fields that a form had with those that it has now. What has gone stays: it was asked for.
func withLate(fields, now []crawler.Field) []crawler.Field {
	known := len(fields)
	taken := map[int]bool{}
	for _, f := range now {
		at := known
		for i := range fields[:known] {
			if x := &fields[i]; !taken[i] && x.Type == f.Type && x.Name == f.Name && x.ID == f.ID {
				at = i
				break
			}
		}
		taken[at] = true
		switch {
		case at == known:
			f.Late = true
			fields = append(fields, f)
		case fields[at].Hidden && !f.Hidden:
			fields[at] = f
		}
	}
	return fields
}
