package crawler

import (
	"fmt"
	"strings"
)

// Template tells forms apart that are the same on whatever page they stand, such as a search in the head of every page: it is equal for two
// forms with the same name, method, action and fields, those that come only while others are filled in left out.
func (f *Form) Template() string {
	action := f.Action
	if action == f.FrameURL {
		action = "" // it is sent to the page that it stands on
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %q", f.Name, f.Method, action)
	for i := range f.Fields {
		if x := &f.Fields[i]; !x.Late {
			fmt.Fprintf(&b, " %q %q %q", x.Type, x.Name, x.ID)
		}
	}
	return b.String()
}

// oncePictured says yes to the first form of each template that it is asked about, unless a page known before has a picture of it.
func oncePictured(known []*Page) func(*Form) bool {
	seen := map[string]bool{}
	for _, p := range known {
		for i := range p.Forms {
			if f := &p.Forms[i]; f.ScreenshotHash != "" {
				seen[f.Template()] = true
			}
		}
	}
	return func(f *Form) bool {
		template := f.Template()
		if seen[template] {
			return false
		}
		seen[template] = true
		return true
	}
}
