package reports

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// SARIF is the format for code scanning services and editors.
var SARIF = &Format{
	Name: "sarif",
	Doc: `SARIF 2.1.0, for code scanning

A result a discrepancy. What was seen in code points at the file and line, with the path of the data as a code flow; what
was seen on the site only points at the page's URL; a defect of the text at the line of the notice. The other places are
related locations. The fingerprint is the id of the discrepancy, so that services recognise it when lines move. What has been accepted is
suppressed, with the reason; with a baseline, what it knows is unchanged and the rest new.`,
	Write: writeSARIF,
}

func writeSARIF(w io.Writer, o practice.Outcome, _ Options) error {
	return WriteJSON(w, sarifOf(sarifRules(o), slices.Concat(o.Notice.Gaps, o.Record.Gaps), sarifResults(o)))
}

// sarifOf is a log of one run.
func sarifOf(rules []sarifRule, gaps []practice.Gap, results []sarifResult) sarifLog {
	return sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{sarifDriver{
				Name: "candor", InformationURI: "https://github.com/candor-privacy/candor", Rules: rules,
			}},
			Invocations: []sarifInvocation{invocation(gaps)},
			Results:     results,
			ColumnKind:  "unicodeCodePoints",
		}},
	}
}

// sarifRules describes the rules that judged, and any other that a discrepancy names.
func sarifRules(o practice.Outcome) []sarifRule {
	rules := []sarifRule{}
	for _, r := range o.Rules {
		rules = append(rules, sarifRule{
			ID: Clean(r.Name), ShortDescription: sarifText{Clean(r.Title)}, Help: sarifText{"See: " + Clean(strings.Join(r.References, ", "))},
			DefaultConfiguration: sarifConfiguration{level(r.Severity)},
		})
	}
	for _, d := range o.Discrepancies {
		if ruleIndex(rules, d.Rule) < 0 {
			rules = append(rules, sarifRule{
				ID: Clean(d.Rule), ShortDescription: sarifText{Clean(d.Rule)}, Help: sarifText{"See: " + Clean(strings.Join(d.References, ", "))},
				DefaultConfiguration: sarifConfiguration{level(d.Severity)},
			})
		}
	}
	return rules
}

func ruleIndex(rules []sarifRule, name string) int {
	return slices.IndexFunc(rules, func(r sarifRule) bool { return r.ID == Clean(name) })
}

// level maps severities to the three levels that services show.
func level(s practice.Severity) string {
	switch s {
	case practice.High:
		return "error"
	case practice.Medium:
		return "warning"
	}
	return "note"
}

// invocation carries the gaps, as notifications.
func invocation(gaps []practice.Gap) sarifInvocation {
	in := sarifInvocation{ExecutionSuccessful: true}
	for _, g := range gaps {
		in.Notifications = append(in.Notifications, sarifNotification{Level: "warning", Message: sarifText{Clean(g.Source + ": " + g.Reason)}})
	}
	return in
}

func sarifResults(o practice.Outcome) []sarifResult {
	rules, results := sarifRules(o), []sarifResult{}
	for _, d := range o.Discrepancies {
		all := locations(d)
		r := sarifResult{
			RuleID: Clean(d.Rule), RuleIndex: ruleIndex(rules, d.Rule), Level: level(d.Severity),
			Message: sarifText{Clean(d.Message) + "."}, CodeFlows: codeFlows(d),
			Fingerprints: map[string]string{"candor/v1": Clean(d.ID)},
			Properties: sarifProperties{
				Practice: Clean(d.Practice.String()), Verdict: string(d.Verdict), Severity: string(d.Severity),
				Confidence: d.Confidence, Why: Clean(d.Why), References: list(d.References),
			},
		}
		if len(all) > 0 {
			r.Locations, r.Related = all[:1], all[1:]
		}
		for i := range r.Related {
			r.Related[i].ID = i + 1
		}
		if a, ok := o.Acceptance(d.ID); ok {
			r.Suppressions = []sarifSuppression{{Kind: "external", Status: "accepted", Justification: Clean(a.Reason + " (" + decided(a) + ")")}}
		}
		if o.Baseline != nil {
			r.Baseline = map[bool]string{true: "unchanged", false: "new"}[o.Baseline.Knows(d.ID)]
		}
		results = append(results, r)
	}
	return results
}

// locations lists every place of a discrepancy: code, then pages, then the notice. The first is where it is to be shown.
func locations(d practice.Discrepancy) []sarifLocation {
	var code, site, text []sarifLocation
	for _, o := range d.Observed {
		for _, e := range o.Evidence {
			if o.Practice.Actor == practice.Code {
				code = append(code, fileLocation(e.Source, e.Line, e.Column, e.Detail, ""))
			} else {
				site = append(site, pageLocation(e))
			}
		}
	}
	for _, s := range d.Declared {
		text = append(text, fileLocation(s.Source, s.Line, 0, "said here", s.Words()))
	}
	for _, s := range d.Nearest {
		text = append(text, fileLocation(s.Source, s.Line, 0, "comes closest", s.Words()))
	}
	return slices.Concat(code, site, text)
}

// codeFlows gives the path of the data for each place in code that has one.
func codeFlows(d practice.Discrepancy) []sarifCodeFlow {
	var flows []sarifCodeFlow
	for _, o := range d.Observed {
		for _, e := range o.Evidence {
			if o.Practice.Actor != practice.Code || len(e.Trace) == 0 {
				continue
			}
			flows = append(flows, codeFlow(e))
		}
	}
	return flows
}

// codeFlow is the path of the data to one place, which is its last step.
func codeFlow(e practice.Evidence) sarifCodeFlow {
	var steps []sarifStep
	for _, t := range append(slices.Clone(way(e)), e) {
		steps = append(steps, sarifStep{fileLocation(t.Source, t.Line, t.Column, t.Detail, "")})
	}
	return sarifCodeFlow{ThreadFlows: []sarifThreadFlow{{steps}}}
}

func fileLocation(source string, line, column int, message, quote string) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{URI: uri(source)}}, Message: &sarifText{Clean(message)}}
	if line > 0 {
		l.Physical.Region = &sarifRegion{StartLine: line, StartColumn: max(column, 0)}
		if quote != "" {
			l.Physical.Region.Snippet = &sarifText{Clean(quote)}
		}
	}
	return l
}

func pageLocation(e practice.Evidence) sarifLocation {
	return sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{URI: uri(e.Source)}}, Message: &sarifText{Clean(e.Detail)}}
}

// uri writes a source as a URI reference: a page's URL as it is, a path with what a URI may not hold escaped.
func uri(source string) string {
	if u, err := url.Parse(source); err == nil && u.Scheme != "" && u.Host != "" {
		return u.String()
	}
	path := strings.ReplaceAll(source, `\`, "/")
	if strings.HasPrefix(path, "//") {
		path = "/" + strings.TrimLeft(path, "/") // what follows two slashes would be read as a host
	}
	return (&url.URL{Path: path}).String()
}
