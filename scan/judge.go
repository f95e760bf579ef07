package scan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

// Observations judges the record: what the detectors of this Candor see on its pages, and what the analyzers saw in the
// code when the record was made, sorted; with the gaps, among them the consent states that the site did not let itself be seen in.
func (r *Record) Observations() practice.Observations {
	o := practice.Observations{
		Seen:     slices.Clone(r.code),
		States:   r.states(),
		Pages:    r.countPages(),
		Packages: r.packages,
		Gaps:     r.allGaps(),
	}
	if claim := r.claimOfGPC(); claim != nil && claim.Claims {
		o.ClaimsGPC = claim.URL
	}
	if site, ok := r.site(); ok {
		o.Seen = slices.DeleteFunc(o.Seen, func(seen practice.Observation) bool { return toOwnHost(site.Scope, seen.Practice) })
		o.Seen = append(o.Seen, detect.Run(site)...)
		o.Choices, o.Declared = choices(site), declared(site)
	}
	slices.SortStableFunc(o.Seen, func(a, b practice.Observation) int {
		return cmp.Or(cmp.Compare(a.Practice.String(), b.Practice.String()), cmp.Compare(a.By, b.By), cmp.Compare(a.Name, b.Name))
	})
	return o
}

// toOwnHost reports whether code gives data to a host of the site's own company, which is no sharing. The code alone does not tell whose a host is.
func toOwnHost(scope crawler.Scope, p practice.Practice) bool {
	return practice.Covers(practice.Share, p.Action) && strings.Contains(string(p.Recipient), ".") && scope.FirstParty(string(p.Recipient))
}

// choices is what the consent dialogs offered, for the rules.
func choices(site *detect.Site) []practice.Choice {
	var made []practice.Choice
	for _, c := range site.Choices {
		made = append(made, practice.Choice{
			Page: c.Page, State: c.State, Platform: c.Platform, Offered: c.Offered, Scripted: c.Scripted(), Clicks: c.Clicks, Clicked: c.Clicked, Blob: c.ScreenshotHash,
		})
	}
	return made
}

// declared is what the consent platforms say that the site keeps, for the rules; each line where it was first told.
func declared(site *detect.Site) []practice.DeclaredTracer {
	var lines []practice.DeclaredTracer
	told := map[crawler.DeclaredTracer]bool{}
	for _, page := range site.Pages {
		for _, d := range page.Declared {
			if told[d] {
				continue
			}
			told[d] = true
			lines = append(lines, practice.DeclaredTracer{
				Page: page.URL, Platform: d.Platform, Name: d.Name, Service: d.Service, Vendor: d.Vendor, Category: d.Category, Duration: d.Duration, Necessary: d.Necessary,
			})
		}
	}
	return lines
}

// site is what detectors look at; there is none in a record of code alone.
func (r *Record) site() (*detect.Site, bool) {
	scope, err := crawler.NewScope(r.job.Site, r.job.FirstParty...)
	if err != nil {
		return nil, false
	}
	r.searchLeaks()
	return &detect.Site{Scope: scope.WithAliases(r.aliases), Pages: r.pages, Choices: r.choices}, true
}

// states are those in which a page was seen, in the order of the visits.
func (r *Record) states() []practice.Condition {
	var states []practice.Condition
	for _, p := range r.pages {
		if unseen(p) == "" && !slices.Contains(states, p.State) {
			states = append(states, p.State)
		}
	}
	return states
}

// countPages counts the pages that were seen, each once over all states.
func (r *Record) countPages() int {
	urls := map[string]bool{}
	for _, p := range r.pages {
		if unseen(p) == "" {
			urls[p.URL] = true
		}
	}
	return len(urls)
}

// unseen says why a visit showed no page of the site, "" if it did. What the visit requested and set is evidence all the same.
func unseen(p *crawler.Page) string {
	switch {
	case p.Status >= 400:
		return fmt.Sprintf("answered %d", p.Status)
	case p.MIME != "" && p.MIME != "text/html" && p.MIME != "application/xhtml+xml":
		return "is no HTML but " + p.MIME
	}
	return ""
}

// unseenGap tells it. What followed a submission stands under the address of the page of the form, which was seen.
func unseenGap(p *crawler.Page, why string) practice.Gap {
	if p.Submitted == "" {
		return practice.Gap{Source: p.URL, Reason: why}
	}
	return practice.Gap{Source: p.Submitted, Reason: why + " when a form of " + p.URL + " was submitted"}
}

// allGaps are the gaps of the record and of its pages, each once, and the choices that could not be made.
func (r *Record) allGaps() []practice.Gap {
	all := slices.Clone(r.gaps)
	for _, p := range r.pages {
		all = append(all, p.Gaps...)
		if why := unseen(p); why != "" {
			all = append(all, unseenGap(p, why))
		}
	}
	for _, c := range r.choices {
		if !c.Offered {
			all = append(all, practice.Gap{Source: c.Page, Reason: notOffered(c)})
		}
	}
	told := map[practice.Gap]bool{}
	return slices.DeleteFunc(all, func(g practice.Gap) bool {
		known := told[g]
		told[g] = true
		return known
	})
}

func notOffered(c crawler.Choice) string {
	what := "the consent dialog does not offer it"
	if c.Platform == "" {
		what = "no consent dialog was found"
	}
	return fmt.Sprintf("pages %s were not seen: %s", c.State, what)
}

// Summary says in a few figures what was looked at.
func (r *Record) Summary() practice.RecordSummary {
	return practice.RecordSummary{
		Path:     r.path,
		Site:     r.job.Site,
		Pages:    r.countPages(),
		States:   r.states(),
		Packages: r.packages,
		Gaps:     r.allGaps(),
	}
}
