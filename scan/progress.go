package scan

import (
	"fmt"

	"github.com/candor-privacy/candor/crawler"
)

// progressOf says in a short line what was just seen.
func progressOf(seen crawler.Seen) string {
	switch {
	case seen.Page != nil:
		p := seen.Page
		if p.Submitted != "" {
			return fmt.Sprintf("%s: submitted a form of %s, %d requests", p.State, withoutUser(p.URL), len(p.Requests))
		}
		return fmt.Sprintf("%s: %s, %d requests, %d cookies", p.State, withoutUser(p.URL), len(p.Requests), len(p.Cookies))
	case seen.Choice != nil:
		c := seen.Choice
		if !c.Offered {
			return fmt.Sprintf("%s: not offered on %s", c.State, withoutUser(c.Page))
		}
		return fmt.Sprintf("%s: %d clicks in the dialog of %s", c.State, c.Clicks, withoutUser(c.Page))
	case seen.File != nil:
		return "file: " + withoutUser(seen.File.URL)
	default:
		return fmt.Sprintf("not seen: %s", withoutUser(seen.Gap.Source))
	}
}
