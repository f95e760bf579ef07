package reports

import (
	"io"

	"github.com/candor-privacy/candor/practice"
)

// writeSARIFFindings writes a result for each place of what was seen, with the path of the data as a code flow. Results are recognised by
// the fingerprints of the places.
func writeSARIFFindings(w io.Writer, seen practice.Observations, by []practice.RuleSummary) error {
	rules := []sarifRule{}
	for _, r := range by {
		rules = append(rules, sarifRule{
			ID: Clean(r.Name), ShortDescription: sarifText{Clean(r.Title)}, Help: sarifText{"See: candor explain " + Clean(r.Name)},
			DefaultConfiguration: sarifConfiguration{level(r.Severity)},
		})
	}
	results := []sarifResult{}
	for _, f := range foundIn(seen.Seen) {
		i := ruleIndex(rules, f.observation.By)
		if i < 0 {
			i = len(rules)
			rules = append(rules, sarifRule{
				ID: Clean(f.observation.By), ShortDescription: sarifText{Clean(f.observation.By)},
				Help: sarifText{"See: candor explain " + Clean(f.observation.By)}, DefaultConfiguration: sarifConfiguration{level(practice.Low)},
			})
		}
		results = append(results, f.result(i, rules[i].DefaultConfiguration.Level))
	}
	return WriteJSON(w, sarifOf(rules, seen.Gaps, results))
}

func (f found) result(rule int, level string) sarifResult {
	o, e := f.observation, f.evidence
	r := sarifResult{
		RuleID: Clean(o.By), RuleIndex: rule, Level: level, Message: sarifText{f.message()},
		Properties: sarifProperties{Practice: Clean(o.Practice.String())},
	}
	if o.Practice.Actor != practice.Code {
		r.Locations = []sarifLocation{pageLocation(e)}
		return r
	}
	r.Locations = []sarifLocation{fileLocation(e.Source, e.Line, e.Column, e.Detail, "")}
	if e.Fingerprint != "" {
		r.Fingerprints = map[string]string{"candor/v1": Clean(e.Fingerprint)}
	}
	if len(e.Trace) > 0 {
		r.CodeFlows = []sarifCodeFlow{codeFlow(e)}
	}
	return r
}
