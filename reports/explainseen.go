package reports

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// evidenceShown is how many of anything that is alike are spelled out, such as names of cookies or pages.
const evidenceShown = 4

// A group is one practice, with all that saw it, in whatever consent state.
type group struct {
	practice   practice.Practice // without its condition
	by         string
	period     practice.Period
	country    string // in which it lies; "" where that does not apply
	names      []string
	conditions []string
	evidence   []practice.Evidence
	states     []practice.Condition // of each evidence
}

// groups gathers observations that differ in name and consent state alone, in their order.
func groups(observed []practice.Observation) []*group {
	return gather(observed, func(*group, practice.Observation) bool { return true })
}

// groupsByName gathers observations that differ in consent state alone, in their order.
func groupsByName(observed []practice.Observation) []*group {
	return gather(observed, func(s *group, o practice.Observation) bool { return slices.Equal(s.names, namesOf(o)) })
}

// namesOf is the name of what was seen, if it has one.
func namesOf(o practice.Observation) []string {
	if o.Name == "" {
		return nil
	}
	return []string{o.Name}
}

// gather gathers observations of one practice, seer and period, in their order, as far as they belong together.
func gather(observed []practice.Observation, belongs func(*group, practice.Observation) bool) []*group {
	var list []*group
	for _, o := range observed {
		p := o.Practice
		p.Condition = practice.Always
		i := slices.IndexFunc(list, func(s *group) bool {
			return s.practice == p && s.by == o.By && s.period == o.Period && s.country == o.Place && belongs(s, o)
		})
		if i < 0 {
			i = len(list)
			list = append(list, &group{practice: p, by: o.By, period: o.Period, country: o.Place, names: namesOf(o)})
		}
		s := list[i]
		if o.Name != "" && !slices.Contains(s.names, o.Name) {
			s.names = append(s.names, o.Name)
		}
		if c := string(o.Practice.Condition); c != "" && !slices.Contains(s.conditions, c) {
			s.conditions = append(s.conditions, c)
		}
		s.evidence = append(s.evidence, o.Evidence...)
		s.states = append(s.states, slices.Repeat([]practice.Condition{o.Practice.Condition}, len(o.Evidence))...)
	}
	return list
}

func (p *page) observations(d practice.Discrepancy) {
	if len(d.Observed) == 0 {
		nothing := "nothing: it is the text that is at fault"
		if d.Verdict == practice.Stale {
			nothing = "nothing, where it would show"
		}
		p.paragraph("Seen", nothing)
	}
	shown, rest := p.fold(groups(d.Observed))
	p.told = shown
	for i, s := range shown {
		where := "on the site"
		if s.practice.Actor == practice.Code {
			where = "in the code"
		}
		p.entry(first(i, "Seen"), where, s.subject(p.most(evidenceShown)))
		alike := alikes(s.evidence)
		told := min(len(alike), p.places(s))
		for _, a := range alike[:told] {
			p.seenThere(a)
		}
		if more := len(alike) - told; more > 0 {
			p.entry("", "", fmt.Sprintf("and %d more", more))
			p.folded = true
		}
	}
	if len(rest) > 0 {
		p.entry("", fmt.Sprintf("and %d more", len(rest)), strings.Join(briefly(rest), ", "))
	}
}

// subject says what was seen: the names of the cookies, the first most of them, or fields, the practice, the consent states, the lifetime, the country, and who saw it.
func (s *group) subject(most int) string {
	text := s.done()
	if len(s.names) > 0 {
		text = few(practice.NamesOnce(s.names), most) + ": " + text
	}
	if s.period != "" {
		text += ", lives " + life(s.period)
	}
	if s.country != "" {
		text += ", in " + Clean(practice.PlaceName(s.country, "en"))
	}
	return text + " [" + Clean(s.by) + "]"
}

// done is the practice with the consent states in which it was seen.
func (s *group) done() string {
	text := Clean(s.practice.String())
	if len(s.conditions) > 0 {
		text += " " + Clean(strings.Join(inOrder(s.conditions), ", "))
	}
	return text
}

// moments are the consent states in the order in which a visitor comes to them.
var moments = []practice.Condition{practice.BeforeConsent, practice.Accepted, practice.Refused, practice.Withdrawn, practice.UnderGPC}

// inOrder sorts consent states as a visitor comes to them; any other condition stands behind.
func inOrder(states []string) []string {
	at := func(state string) int {
		if i := slices.Index(moments, practice.Condition(state)); i >= 0 {
			return i
		}
		return len(moments)
	}
	return slices.SortedStableFunc(slices.Values(states), func(a, b string) int { return at(a) - at(b) })
}

var inDays = regexp.MustCompile(`^P(\d+)D$`)

// life is a lifetime in words, as far as it is one in days, as browsers count, or none.
func life(p practice.Period) string {
	switch p {
	case practice.Session:
		return "until the browser is closed"
	case practice.Unlimited:
		return "without end"
	}
	if m := inDays.FindStringSubmatch(string(p)); m != nil {
		if m[1] == "1" {
			return "1 day"
		}
		return m[1] + " days"
	}
	return Clean(string(p))
}

// few lists the first words, most at the most, and counts the rest.
func few(words []string, most int) string {
	text := strings.Join(each(words[:min(len(words), most)], Clean), ", ")
	if more := len(words) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// alike is evidence that says the same of several pages: the first in full, and where else it was seen.
type alike struct {
	practice.Evidence
	at       int // its place among all
	pages    []string
	requests []string
}

var requestNumber = regexp.MustCompile(`\brequest \d+\b`)

// alikes gathers evidence whose detail is the same but for the number of the request. A place in code is like no other.
func alikes(all []practice.Evidence) []*alike {
	var list []*alike
	at := map[string]*alike{}
	for i, e := range all {
		key := requestNumber.ReplaceAllString(e.Detail, "request")
		if e.Line > 0 {
			key += "\n" + spot(e)
		}
		a := at[key]
		if a == nil {
			a = &alike{Evidence: e, at: i}
			at[key] = a
			list = append(list, a)
			continue
		}
		if page := near(a.Source, e.Source); e.Source != a.Source && !slices.Contains(a.pages, page) {
			a.pages = append(a.pages, page)
		}
		if e.Request > 0 && e.Request != a.Request {
			a.requests = append(a.requests, fmt.Sprint(e.Request))
		}
	}
	return list
}

// near writes an address as it is seen from another: its path alone on the same host.
func near(from, to string) string {
	a, errA := url.Parse(from)
	b, errB := url.Parse(to)
	if errA != nil || errB != nil || a.Host == "" || a.Host != b.Host || a.Scheme != b.Scheme {
		return to
	}
	return b.RequestURI()
}

// seenThere writes one place: where it is, what is to be seen there, how the data came there, and where else the same was seen.
func (p *page) seenThere(a *alike) {
	p.entry("", "", evidence(a.Evidence))
	if a.Code != "" {
		p.entry("", "", "line: "+Clean(a.Code))
	}
	if way := steps(a.Evidence); way != "" {
		p.entry("", "", way)
	}
	if a.Why != "" {
		p.entry("", "", "told by: "+Clean(a.Why))
	}
	var also []string
	if len(a.pages) > 0 {
		also = append(also, "on "+few(a.pages, p.most(evidenceShown)))
	}
	if len(a.requests) > 0 {
		also = append(also, "as request "+few(a.requests, p.most(evidenceShown)))
	}
	if len(also) > 0 {
		p.entry("", "", "the same "+strings.Join(also, ", "))
	}
}

// evidence writes one place: where it is, what is to be seen there, and where in the record.
func evidence(e practice.Evidence) string {
	text := spot(e) + ": " + detail(e)
	if e.Blob != "" {
		text += ", blob " + Clean(e.Blob)
	}
	return text
}

// detail says what is to be seen in a place, with the number of the request if it does not say that itself.
func detail(e practice.Evidence) string {
	text, request := Clean(e.Detail), fmt.Sprintf("request %d", e.Request)
	if e.Request == 0 || strings.Contains(text, request) {
		return text
	}
	return text + ", " + request
}

// way returns the steps of the data to a place, source first, without the place itself.
func way(e practice.Evidence) []practice.Evidence {
	last := len(e.Trace) - 1
	if last >= 0 && spot(e.Trace[last]) == spot(e) {
		return e.Trace[:last]
	}
	return e.Trace
}

// steps writes the way of the data to a place: "way: r.FormValue("email") at handler.go:74:11 → u.Email at handler.go:88:14".
func steps(e practice.Evidence) string {
	list := each(way(e), func(t practice.Evidence) string { return Clean(t.Detail) + " at " + spot(t) })
	if len(list) == 0 {
		return ""
	}
	return "way: " + strings.Join(list, " → ")
}

// spot writes SOURCE:LINE:COLUMN, as far as there are any.
func spot(e practice.Evidence) string {
	text := place(e.Source, e.Line)
	if e.Line > 0 && e.Column > 0 {
		text += fmt.Sprintf(":%d", e.Column)
	}
	return text
}
