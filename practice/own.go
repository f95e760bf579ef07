package practice

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// own is what a project adds to the tables of vendors and identifiers. It is the process's, and no value that is handed in: who a vendor is and what a
// word means is asked at the far ends of the rooms (some seventy calls in rules, policy, crawler, detectors and analyzers), by functions that know
// two names and no more, such as CoversParty, and by analyzers that go/analysis hands a pass and nothing else. A value would stand in every signature
// above them for what a command sets once, before it looks at anything: one process audits one project.
var own struct{ vendors, identifiers []Row }

// A remade table is built when it is first needed, and anew after it was forgotten.
type remade[T any] struct {
	mu   sync.Mutex
	made atomic.Pointer[T]
	make func() *T
}

func (r *remade[T]) get() *T {
	if t := r.made.Load(); t != nil {
		return t
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.made.Load() == nil {
		r.made.Store(r.make())
	}
	return r.made.Load()
}

func (r *remade[T]) forget() { r.made.Store(nil) }

// Own adds a project's own vendors and identifiers to the tables, for as long as the process runs: lines in the form of vendors_own.txt (relations
// is, alias, domain and import) and of identifiers.txt, which count before those. An error names the file and the line. It is for the beginning of
// a program: what was looked up before does not know of it.
func Own(file, vendors, identifiers string) error {
	added, err := ParseTable(file, vendors, 5)
	if err != nil {
		return err
	}
	words, err := ParseTable(file, identifiers, 3)
	if err != nil {
		return err
	}
	if err := checkVendors(file, added); err != nil {
		return err
	}
	if err := checkIdentifiers(file, words); err != nil {
		return err
	}
	if len(added)+len(words)+len(own.vendors)+len(own.identifiers) > 0 {
		own.vendors, own.identifiers = added, words
		vendorTable.forget()
		identifierTable.forget()
	}
	return nil
}

// checkVendors refuses lines of which the table could not be built.
func checkVendors(file string, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	known := map[string]bool{}
	for _, v := range shippedVendors(nil).all {
		known[v.Name] = true
	}
	for _, row := range rows {
		if row.Columns[0] == "is" {
			known[row.Columns[1]] = true
		}
	}
	for _, row := range rows {
		c := row.Columns
		switch c[0] {
		case "is":
			if _, ok := LookupTerm(c[3], RecipientTerm); !ok || c[1] == "" {
				return fmt.Errorf("%s:%d: %q is no class of recipients; want is, name, owner, class, country", file, row.Line, c[3])
			}
		case "alias", "domain", "import":
			if c[1] == "" || !known[c[2]] {
				return fmt.Errorf("%s:%d: no vendor %q; add a line: is, name, owner, class, country", file, row.Line, c[2])
			}
		default:
			return fmt.Errorf("%s:%d: unknown relation %q; want is, alias, domain or import", file, row.Line, c[0])
		}
	}
	return nil
}

// checkIdentifiers refuses lines of which the lexicon could not be built.
func checkIdentifiers(file string, rows []Row) error {
	for _, row := range rows {
		c := row.Columns
		_, data := LookupTerm(c[1], DataTerm)
		_, strength := strengths[c[2]]
		switch {
		case len(splitWords(c[0])) == 0:
			return fmt.Errorf("%s:%d: %q has no word in it", file, row.Line, c[0])
		case c[2] == "" && !knownRoles[role(c[1])]:
			return fmt.Errorf("%s:%d: unknown role %q; want a category of data with a strength, or a role such as before, head or never", file, row.Line, c[1])
		case c[2] != "" && !strength:
			return fmt.Errorf("%s:%d: unknown strength %q; want strong, weak or nothing", file, row.Line, c[2])
		case c[2] != "" && c[2] != "nothing" && !data:
			return fmt.Errorf("%s:%d: %q is not a known data category; candor explain lists them", file, row.Line, c[1])
		}
	}
	return nil
}
