package detect

import (
	_ "embed"
	"net/url"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

//go:embed nosubmit.txt
var noSubmitText string

var noSubmit = practice.MustTable("nosubmit.txt", noSubmitText, 2)

// NoSubmission says why a form is never to be submitted by a machine: it logs in or out, orders or pays, deletes something, ends a
// subscription, or wants a file. It is "" for all others: a search, a message, a newsletter, a registration.
func NoSubmission(form *crawler.Form) string {
	if why := noSubmissionOfFields(form); why != "" {
		return why
	}
	if strings.EqualFold(form.Method, "delete") {
		return "it deletes something"
	}
	for _, said := range append([]string{form.Name, pathWords(form.Action)}, form.Buttons...) {
		for _, folded := range []string{foldGerman(said), fold(said)} {
			text := " " + strings.Join(wordsOf(folded), " ") + " "
			for _, row := range noSubmit {
				if strings.Contains(text, " "+row.Columns[1]+" ") {
					return row.Columns[0]
				}
			}
		}
	}
	return ""
}

// noSubmissionOfFields judges by what a form asks for. One password that exists already is a log-in; a new one, which is mostly asked for twice,
// makes an account.
func noSubmissionOfFields(form *crawler.Form) string {
	passwords, fresh := 0, false
	for i, data := range DataOfFields(form) {
		f := &form.Fields[i]
		switch {
		case practice.Covers("financial", data):
			return "it asks for means of payment"
		case f.Type == "file":
			return "it asks for a file"
		case f.Type == "password" && !f.Hidden:
			passwords++
			fresh = fresh || strings.Contains(strings.ToLower(f.Autocomplete), "new-password")
		}
	}
	if passwords == 1 && !fresh {
		return "it logs in"
	}
	return ""
}

// pathWords are the path and the query of an address, as far as they can be words.
func pathWords(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path + " " + u.RawQuery
}
