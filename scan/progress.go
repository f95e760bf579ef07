package scan

import (
	"fmt"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// A Step is what was just done, and how far the work has come. Each consent state is one stage of the work, and the code is the last one.
type Step struct {
	Text string // one short line

	Stage   string // the consent state, or "code"; "" before the first
	Stages  int    // how many were begun, this one included
	Planned int    // how many there will be; 0 when the job leaves that open

	Done int    // pages visited, or packages analysed, in this stage
	Of   int    // how many there will be, of pages at most; 0 when that is not known
	What string // of what: "pages", "packages"
}

// A course counts how far the work has come.
type course struct {
	at    Step
	pages map[practice.Condition]int // visited in each state
}

// plan is the course of a job of which nothing is done yet.
func (job *Job) plan() *course {
	c := &course{pages: map[practice.Condition]int{}}
	if job.Site != "" && len(job.States) == 0 {
		return c // the crawler's default
	}
	if job.Site != "" {
		c.at.Planned = len(job.States)
	}
	if len(job.Packages) > 0 {
		c.at.Planned++
	}
	return c
}

// visited counts a page. What follows the submission of a form is none.
func (c *course) visited(p *crawler.Page, maxPages int) {
	if p.Submitted != "" {
		return
	}
	c.pages[p.State]++
	c.at.Stage, c.at.Stages = string(p.State), len(c.pages)
	c.at.What, c.at.Done, c.at.Of = "pages", c.pages[p.State], max(maxPages, 0)
}

// analysed counts packages.
func (c *course) analysed(done, of int) {
	c.at.Stage, c.at.Stages = "code", max(c.at.Planned, len(c.pages)+1)
	c.at.What, c.at.Done, c.at.Of = "packages", done, of
}

// say tells what was just done.
func (s *session) say(text string) {
	step := s.course.at
	step.Text = text
	s.job.Progress(step)
}

// progressOf says in a short line what was just seen.
func progressOf(seen crawler.Seen) string {
	switch {
	case seen.Page != nil:
		p := seen.Page
		if p.Submitted != "" {
			return fmt.Sprintf("%s: submitted a form of %s, %s", p.State, withoutUser(p.URL), counted(len(p.Requests), "request"))
		}
		return fmt.Sprintf("%s: %s, %s, %s", p.State, withoutUser(p.URL), counted(len(p.Requests), "request"), counted(len(p.Cookies), "cookie"))
	case seen.Choice != nil:
		c := seen.Choice
		if !c.Offered {
			return fmt.Sprintf("%s: not offered on %s", c.State, withoutUser(c.Page))
		}
		return fmt.Sprintf("%s: %s in the dialog of %s", c.State, counted(c.Clicks, "click"), withoutUser(c.Page))
	case seen.File != nil:
		return "file: " + withoutUser(seen.File.URL)
	default:
		return fmt.Sprintf("not seen: %s", withoutUser(seen.Gap.Source))
	}
}

// counted is a number with what it counts: "1 click", "3 clicks".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
