package reports

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// JUnit is the format for the test view of a CI server.
var JUnit = &Format{
	Name: "junit",
	Doc: `JUnit XML for CI servers

Each discrepancy is a failed case, or a skipped one if it has been accepted or was known before, each promise kept a passed one, and what could
not be verified a skipped one.`,
	Write: writeJUnit,
}

type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Failure *junitMessage `xml:"failure"`
		Skipped *junitMessage `xml:"skipped"`
	}
	junitMessage struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

func writeJUnit(w io.Writer, o practice.Outcome, _ Options) error {
	differ, kept, open := junitSuite{Name: "discrepancies"}, junitSuite{Name: "promises kept"}, junitSuite{Name: "could not be verified"}
	for _, d := range o.Discrepancies {
		c := junitCase{Class: Clean(d.Rule), Name: Clean(d.ID + " " + d.Practice.String()), File: Clean(fileOf(d))}
		if o.Counts(d.ID) {
			c.Failure = &junitMessage{Message: Clean(d.Message), Type: string(d.Severity), Text: junitText(d)}
			differ.Failures++
		} else {
			c.Skipped = &junitMessage{Message: excuse(o, d.ID)}
			differ.Skipped++
		}
		differ.Cases = append(differ.Cases, c)
	}
	for _, k := range o.Kept {
		kept.Cases = append(kept.Cases, junitCase{Class: "kept", Name: Clean(k.Practice.String())})
	}
	for _, u := range o.Unverifiable {
		open.Cases = append(open.Cases, junitCase{Class: "unverifiable", Name: Clean(u.Practice.String()), Skipped: &junitMessage{Message: Clean(u.Reason)}})
	}
	differ.Tests, kept.Tests, open.Tests, open.Skipped = len(differ.Cases), len(kept.Cases), len(open.Cases), len(open.Cases)
	all := junitSuites{
		Name: "candor: " + Clean(o.Company), Suites: []junitSuite{differ, kept, open},
		Tests: differ.Tests + kept.Tests + open.Tests, Failures: differ.Failures, Skipped: differ.Skipped + open.Skipped,
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, text)
	return err
}

// fileOf is the first file of code in which a discrepancy was seen.
func fileOf(d practice.Discrepancy) string {
	for _, o := range d.Observed {
		if o.Practice.Actor == practice.Code && len(o.Evidence) > 0 {
			return o.Evidence[0].Source
		}
	}
	return ""
}

// junitText is what was said and seen, a line each.
func junitText(d practice.Discrepancy) string {
	var lines []string
	for _, s := range sentences(d.Declared) {
		lines = append(lines, s.In(Clean(short(s.Source)))+": “"+Clean(s.Words())+"”")
	}
	for _, o := range d.Observed {
		for _, e := range o.Evidence {
			lines = append(lines, evidence(e))
		}
	}
	return strings.Join(append(lines, Clean(d.Why)), "\n")
}
