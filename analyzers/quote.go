package analyzers

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// longestQuote is how many characters of a line of code are kept.
const longestQuote = 200

// keyLike finds what may be a key or a token in a line of code: nobody wants those in a report.
var keyLike = regexp.MustCompile(`[A-Za-z0-9_+/=-]*[0-9][A-Za-z0-9_+/=-]*`)

// A quoter reads lines of the files of a module, each file once.
type quoter struct {
	root  *os.Root
	files map[string][]string
}

// quote writes the line of code that it is about into every piece of evidence, and into its steps. Lines that cannot be read, such as
// those that a //line directive tells of, stay empty. Nothing outside of dir is read.
func quote(dir string, seen []practice.Observation) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return
	}
	defer root.Close()
	q := quoter{root, map[string][]string{}}
	for _, o := range seen {
		q.all(o.Evidence)
	}
}

func (q quoter) all(evidence []practice.Evidence) {
	for i := range evidence {
		e := &evidence[i]
		e.Code = q.line(e.Source, e.Line)
		q.all(e.Trace)
	}
}

func (q quoter) line(source string, number int) string {
	lines, known := q.files[source]
	if !known {
		text, err := q.root.ReadFile(filepath.FromSlash(source))
		if err == nil {
			lines = strings.Split(string(text), "\n")
		}
		q.files[source] = lines
	}
	if number < 1 || number > len(lines) {
		return ""
	}
	return quoted(lines[number-1])
}

// quoted is a line of code without its indentation, without what looks like a key, and cut where it is very long.
func quoted(line string) string {
	line = strings.TrimSpace(strings.ToValidUTF8(line, "\uFFFD"))
	line = keyLike.ReplaceAllStringFunc(line, func(word string) string {
		if len(word) < 20 || !strings.ContainsAny(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz") {
			return word
		}
		return "…"
	})
	if runes := []rune(line); len(runes) > longestQuote {
		line = string(runes[:longestQuote]) + "…"
	}
	return line
}
