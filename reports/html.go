package reports

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// HTML is the format to read, keep and print.
var HTML = &Format{
	Name: "html",
	Doc: `One self-contained web page

The verdict in one screen; each discrepancy as a card with what was said, what was seen on the site and in the code, why the two differ and what to
change; who receives what; what loads before a choice, after acceptance and after refusal; the matrix of what is said and seen; promises kept; what
could not be verified or seen; all practices of the record; and how it was made. It loads nothing, runs without JavaScript, which only adds
filters, and prints. --language fr has its interface in French; what is told stays English and quotes as they stand.`,
	Write: writeHTML,
	More:  true,
}

//go:embed html
var htmlFiles embed.FS

// languages are those of the interface, with the column of interface.txt.
var languages = map[string]int{"en": 1, "fr": 2}

// Languages lists the languages in which the HTML report has its interface.
func Languages() []string { return []string{"en", "fr"} }

// phrases are the words of the interface in one language, by key.
type phrases map[string]string

// of is a phrase. A key that is not in the table is a fault of ours, which the first report would show.
func (p phrases) of(key string) string {
	if text, ok := p[key]; ok {
		return text
	}
	panic("html/interface.txt has no " + key)
}

// or is a phrase, or the word itself where the table has none for it.
func (p phrases) or(key, word string) string {
	if text, ok := p[key]; ok {
		return text
	}
	return word
}

func interfaceIn(language string) (phrases, error) {
	column, ok := languages[language]
	if language == "" {
		column, ok = 1, true
	}
	if !ok {
		return nil, fmt.Errorf("unknown language %q of the report: want %s", Clean(language), strings.Join(Languages(), " or "))
	}
	p := phrases{}
	for _, r := range practice.MustTable("html/interface.txt", string(embedded("interface.txt")), 3) {
		p[r.Columns[0]] = r.Columns[column]
	}
	return p, nil
}

func embedded(name string) []byte {
	data, err := htmlFiles.ReadFile("html/" + name)
	if err != nil {
		panic(err) // it is compiled in
	}
	return data
}

func writeHTML(w io.Writer, o practice.Outcome, opts Options) error {
	words, err := interfaceIn(opts.Language)
	if err != nil {
		return err
	}
	t, err := template.New("report.html.tmpl").Funcs(template.FuncMap{
		"t":       words.of,
		"printed": func() bool { return opts.unfolded },
	}).ParseFS(htmlFiles, "html/report.html.tmpl")
	if err != nil {
		return err
	}
	inWords, err := authorIn(opts.Language)
	if err != nil {
		return err
	}
	view := viewer{words, inWords, opts, &gallery{words: words, all: opts.Pictures}}.report(o)
	style, script := string(embedded("style.css")), string(embedded("filter.js"))
	view.Style, view.Script = template.CSS(style), template.JS(script) //nolint:gosec // both are ours, and compiled in
	view.Policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'", digest(style), digest(script))
	return t.Execute(w, view)
}

// digest is how a content security policy names the one style or script that it allows.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
