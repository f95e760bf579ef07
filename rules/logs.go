package rules

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// Logs is the rule personal-data-in-logs.
var Logs = &Rule{
	Name: "personal-data-in-logs",
	Doc: `Personal data are written to a log

Code writes personal data to a log, where more people read them, for longer, and where no deletion reaches them. It is
graver if the notice denies it or promises that logs hold only something else. Otherwise the data decide: passwords,
payment and special-category data are high, addresses and names medium. An IP address or a user number in a log is
reported only when the notice never mentions it. What the notice says logs contain, in these words, is no finding.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 5(1)(c)", "GDPR 5(1)(f)", "GDPR 25(1)", "GDPR 32"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Take {data} out of the log call, or log an internal number in its place; delete it from the logs that exist."},
		{Side: "notice", Text: "Or say that logs contain {data}, for what, and how long they are kept."},
	},
	Examples: []Example{
		{"code store.log contact.email", "affirmed: collect contact.email", true},
		{"code store.log account.password", "", true},
		{"code store.log contact.email", "denied: collect contact.email; quote Our logs never contain your address.", true},
		{"code store.log contact.email", "denied: collect log; quote Our logs do not contain personal data.", true},
		{"code store.log contact.email", "only: collect device.ip_address; quote Our logs hold only IP addresses.", true},
		{"code store.log contact.email", "affirmed: collect contact.email; quote Our server logs contain your e-mail address.", false},
		{"code store.log contact.email", "affirmed: collect contact; quote Our server logs contain contact details.", true},
		{"code store.log device.ip_address", "affirmed: collect device.ip_address", false},
		{"code store.log device.ip_address", "affirmed: collect contact.email", true},
		{"code store.log contact.email", "affirmed: collect contact.email; quote You log in with your e-mail address.", true},
		{"code share contact.email to Stripe", "", false},
	},
	Find: findLogs,
}

func findLogs(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		if j.Practice.Action != practice.StoreLog || c.logVerdict(j) == practice.Clear {
			return ""
		}
		return string(group(j.Practice.Data))
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, func(j *judged) []*practice.Declaration { _, said := c.logStatements(j); return said }) {
		found = append(found, c.logDiscrepancy(cause))
	}
	return found
}

// logVerdict says what the notice says of such data in logs; Clear means that there is nothing to report.
func (c *Case) logVerdict(j *judged) practice.Verdict {
	verdict, _ := c.logStatements(j)
	light := weightOf(j.Practice.Data).severity == practice.Low
	if light && (verdict == practice.Vague || (verdict == practice.Omitted && c.mentioned(j))) {
		return practice.Clear
	}
	return verdict
}

// logStatements returns the statements that decide about data in logs, and what they amount to.
func (c *Case) logStatements(j *judged) (practice.Verdict, []*practice.Declaration) {
	type decided struct {
		verdict practice.Verdict
		said    []*practice.Declaration
	}
	d := recall(c.known.ofData(j), askedLogs, func() decided {
		verdict, said := c.decideLogs(j)
		return decided{verdict, said}
	})
	return d.verdict, d.said
}

func (c *Case) decideLogs(j *judged) (practice.Verdict, []*practice.Declaration) {
	var said [clear + 1][]*practice.Declaration // by grade; at silent stand the denials
	for _, d := range c.register.decidingLogs() {
		if d.Modality == practice.Soft || !speaksTo(d, j.candidates) {
			continue
		}
		logs := c.register.has(speaksOfLogs, d)
		grade := logGrade(d, j.Practice.Data)
		switch {
		case deniesLogging(d, j.Practice.Data, logs), d.Polarity == practice.AffirmedOnly && grade == silent:
			said[silent] = append(said[silent], d)
		case d.Polarity != practice.Denied && grade > silent:
			said[grade] = append(said[grade], d)
		}
	}
	switch {
	case len(said[silent]) > 0:
		return practice.Contradicted, said[silent]
	case len(said[clear]) > 0:
		return practice.Clear, said[clear]
	case len(said[vague]) > 0 || len(said[umbrella]) > 0:
		return practice.Vague, append(said[vague], said[umbrella]...)
	}
	return practice.Omitted, nil
}

// decidingLogs returns the statements that can decide about data in logs: those that speak of logs, and denials.
func (x *register) decidingLogs() []*practice.Declaration {
	if x.logs == nil {
		x.logs = slices.DeleteFunc(slices.Clone(x.all), func(d *practice.Declaration) bool {
			return d.Polarity != practice.Denied && !x.has(speaksOfLogs, d)
		})
	}
	return x.logs
}

// logGrade is dataGrade for a statement about logs: "log files" hold technical data, whether they are listed or not.
func logGrade(d *practice.Declaration, seen practice.Data) grade {
	listed := besidesLogs(d)
	if incidental(seen) {
		return max(vague, dataGrade(listed, seen))
	}
	if len(listed) == 0 {
		return silent
	}
	return dataGrade(listed, seen)
}

// besidesLogs returns the data of a statement without the logs themselves.
func besidesLogs(d *practice.Declaration) []practice.Data {
	log := func(x practice.Data) bool { return root(x) == "log" }
	if !slices.ContainsFunc(d.Data, log) {
		return d.Data
	}
	return slices.DeleteFunc(slices.Clone(d.Data), log)
}

// deniesLogging reports whether a statement, about logs or not, says that such data are not logged, or not kept at all.
func deniesLogging(d *practice.Declaration, seen practice.Data, logs bool) bool {
	if d.Polarity != practice.Denied || d.Condition != practice.Always {
		return false
	}
	if logs {
		return deniedData(besidesLogs(d), seen) // "our logs hold no personal data" lists none
	}
	return deniedData(d.Data, seen) && specific(d) && len(d.Purposes) == 0 && (d.Kind == practice.KindRetention || d.Kind == practice.KindStoreLocation || d.Kind == practice.KindCollect)
}

// logWord finds "logs", "log files", "logged"; the second part is there when it is logging in or out that is spoken of.
var logWord = regexp.MustCompile(`(?i)\b(?:log(?:s|ging|ged|[ -]?files?)?|journaux|journalis(?:e|er|ent|ons|ations?))\b(\s+(?:in|into|on|out)\b)?`)

// aboutLogs reports whether a statement is about logs. The kinds of statements have no term for it, so its words decide.
func aboutLogs(d *practice.Declaration) bool {
	if slices.ContainsFunc(d.Data, func(x practice.Data) bool { return practice.Covers("log", x) }) {
		return true
	}
	if !mayHold(d.Text, "log", "journ") {
		return false
	}
	for _, m := range logWord.FindAllStringSubmatch(d.Text, -1) {
		if m[1] == "" {
			return true
		}
	}
	return false
}

func (c *Case) logDiscrepancy(cause *cause) practice.Discrepancy {
	p, done := cause.practice(), cause.done()
	d := practice.Discrepancy{
		Severity: cause.gravest(), Practice: p, Confidence: 0.9,
		Declared: cause.declarations(), Observed: cause.observations(),
	}
	d.Verdict = c.logVerdict(cause.lead())
	d.Message = done
	switch d.Verdict {
	case practice.Contradicted:
		d.Severity = practice.High
		d.Message = fmt.Sprintf("the notice says that logs do not hold %s; %s", p.Data, done)
		if !slices.ContainsFunc(cause.said, aboutLogs) {
			d.Message = fmt.Sprintf("the notice says that %s is not kept or collected at all; %s", p.Data, done)
		}
		d.Why = fmt.Sprintf("The notice says %s, and %s.", citeAll(cause.said), done)
	case practice.Vague:
		if d.Severity == practice.Medium {
			d.Severity = practice.Low
		}
		d.Why = fmt.Sprintf("The notice speaks of logs in broader terms only: %s.", citeAll(cause.said))
	default:
		d.Nearest = c.nearest(cause)
		d.Message += "; the notice does not say so"
		d.Why = fmt.Sprintf("No statement that was read says that logs hold %s%s. Logs are read by more people than the data are meant for, kept for longer, and left out when data are deleted.", cause.data(), meaning(p.Data))
	}
	return d
}
