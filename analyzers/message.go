package analyzers

import (
	"fmt"
	"strings"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

// message tells a finding in one line:
// e-mail address (contact.email) of User is written to a log: slog.Info "welcome" ← u.Email ← r.FormValue("email") at 74:11
func message(f flow.Finding, fam *family, p practice.Practice) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)", title(p.Data), p.Data)
	if f.Owner != "" && f.Owner != "Request" {
		fmt.Fprintf(&b, " of %s", f.Owner)
	}
	told := fam.Told(f, p)
	if !strings.HasPrefix(told, ",") {
		b.WriteString(" ")
	}
	fmt.Fprintf(&b, "%s: %s", told, f.Steps[1].What)
	if f.Text != "" && len(f.Steps) == 2 {
		fmt.Fprintf(&b, " %q", f.Text)
	}
	if f.Where != "" {
		fmt.Fprintf(&b, " (%s)", f.Where)
	}
	if f.Arg != "" && f.Arg != f.Source.Expr {
		fmt.Fprintf(&b, " ← %s", f.Arg)
	}
	fmt.Fprintf(&b, " ← %s", origin(f))
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

// origin is where the data come from; its place is told unless it is the line of the sink.
func origin(f flow.Finding) string {
	at := f.Source.At
	if at.Line == 0 || at.File == f.Steps[1].File && at.Line == f.Steps[1].Line {
		return f.Source.Expr
	}
	if at.File == f.Steps[1].File {
		return fmt.Sprintf("%s at %d:%d", f.Source.Expr, at.Line, at.Column)
	}
	return fmt.Sprintf("%s at %s:%d:%d", f.Source.Expr, at.File, at.Line, at.Column)
}

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
