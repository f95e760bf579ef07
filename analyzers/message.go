package analyzers

import (
	"fmt"
	"strings"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

// message tells a finding in one line, as it is read at a place: the line of the sink, or of a call that leads there. What is done there comes
// first, then where the data were handed over, and where they come from:
// e-mail address (contact.email) of User is written to a log: slog.Info "welcome" ← u.Email ← r.FormValue("email") at 74:11
// e-mail address (contact.email) of User is written to a file: os.WriteFile ← accounts.Save at server/signup.go:31:15 ← u.Email
func message(f flow.Finding, fam *family, p practice.Practice, at flow.Step) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)", title(p.Data), p.Data)
	if f.Owner != "" && f.Owner != "Request" {
		fmt.Fprintf(&b, " of %s", f.Owner)
	}
	told := fam.Told(f, p)
	if !strings.HasPrefix(told, ",") {
		b.WriteString(" ")
	}
	call, elsewhere := f.Steps[1], ""
	if !sameLine(call, at) {
		call, elsewhere = at, " ← "+withPlace(call.What, call, at)
	}
	fmt.Fprintf(&b, "%s: %s", told, call.What)
	if f.Text != "" && len(f.Steps) == 2 {
		fmt.Fprintf(&b, " %q", f.Text)
	}
	if f.Where != "" {
		fmt.Fprintf(&b, " (%s)", f.Where)
	}
	b.WriteString(elsewhere)
	if f.Arg != "" && f.Arg != f.Source.Expr {
		fmt.Fprintf(&b, " ← %s", f.Arg)
	}
	fmt.Fprintf(&b, " ← %s", withPlace(f.Source.Expr, f.Source.At, at))
	return b.String()
}

// reasons tells in one line why a source counts as personal data: "Email of Subscriber: the word email; a person's type".
func reasons(s flow.Source) string {
	name := s.Name
	if s.Owner != "" {
		name += " of " + s.Owner
	}
	return name + ": " + s.Why
}

// withPlace is what stands at a place, with the place unless it is on the line where that is read.
func withPlace(what string, place, read flow.Step) string {
	switch {
	case place.Line == 0 || sameLine(place, read):
		return what
	case place.File == read.File:
		return fmt.Sprintf("%s at %d:%d", what, place.Line, place.Column)
	default:
		return fmt.Sprintf("%s at %s:%d:%d", what, place.File, place.Line, place.Column)
	}
}

func sameLine(a, b flow.Step) bool { return a.File == b.File && a.Line == b.Line }

// title is the definition of a category, without its article: "e-mail address".
func title(data practice.Data) string {
	term, ok := practice.LookupTerm(string(data), practice.DataTerm)
	if !ok {
		return "personal data"
	}
	text, _, _ := strings.Cut(term.Doc, ", such as")
	for _, article := range []string{"an ", "a ", "the "} {
		if rest, ok := strings.CutPrefix(text, article); ok {
			return rest
		}
	}
	return text
}
