package rules

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/candor-privacy/candor/practice"
)

//go:embed words.txt
var wordsText string

// wording is a line of words.txt.
type wording struct{ verb, noun, rest string }

var words = sync.OnceValue(func() map[practice.Action]wording {
	table := map[practice.Action]wording{}
	for _, row := range practice.MustTable("words.txt", wordsText, 4) {
		table[practice.Action(row.Columns[0])] = wording{row.Columns[1], row.Columns[2], row.Columns[3]}
	}
	return table
})

// done puts the cause in words: "the site and the code send contact.email to Meta".
func (c *cause) done() string {
	p := c.practice()
	w := words()[p.Action]
	to := ""
	if p.Recipient != "" {
		to = "to " + string(p.Recipient)
		if p.Action == practice.Track {
			to = "for " + string(p.Recipient)
		}
	}
	rest := strings.TrimSpace(strings.Replace(w.rest, "{to}", to, 1))
	return strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s", c.actors(), w.verb, c.data(), rest)), " ")
}

// actors names who was seen to do it.
func (c *cause) actors() string {
	site, code := false, false
	for _, j := range c.seen {
		site = site || j.Practice.Actor == practice.Site
		code = code || j.Practice.Actor == practice.Code
	}
	switch {
	case site && code:
		return "the company, on its site and in its code,"
	case code:
		return "the code"
	}
	return "the site"
}

// data lists the categories, gravest first, at most three by name.
func (c *cause) data() string {
	var names []string
	seen := map[practice.Data]bool{}
	for _, j := range c.seen {
		if d := j.Practice.Data; !seen[d] {
			seen[d] = true
			names = append(names, string(d))
		}
	}
	if more := len(names) - 3; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:3], ", "), more)
	}
	return enumerate(names)
}

// named lists the names of cookies, keys and fields, at most four.
func (c *cause) named() string {
	var names []string
	seen := map[string]bool{"": true}
	for _, j := range c.seen {
		if !seen[j.Name] {
			seen[j.Name] = true
			names = append(names, j.Name)
		}
	}
	if more := len(names) - 4; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:4], ", "), more)
	}
	return enumerate(names)
}

// enumerate writes "a, b and c".
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// cite quotes a statement with its place: “We never share …” (privacy.md:41).
func cite(d *practice.Declaration) string {
	return fmt.Sprintf("“%s” (%s:%d)", shorten(d.Text), d.Source, d.Line)
}

// citeAll quotes statements, at most two of them.
func citeAll(list []*practice.Declaration) string {
	var quotes []string
	for _, d := range list[:min(len(list), 2)] {
		quotes = append(quotes, cite(d))
	}
	text := strings.Join(quotes, " and ")
	if more := len(list) - 2; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// longQuote is how much of a statement a sentence of ours carries; the whole of it stands beside.
const longQuote = 160

func shorten(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= longQuote {
		return text
	}
	cut := strings.LastIndexByte(text[:longQuote], ' ')
	if cut < longQuote/2 {
		cut = len(strings.ToValidUTF8(text[:longQuote], ""))
	}
	return text[:cut] + " …"
}

// purposeOf writes " for PURPOSE", or nothing.
func purposeOf(p practice.Practice) string {
	if p.Purpose == "" {
		return ""
	}
	return " for " + string(p.Purpose)
}

// capital begins a sentence.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}
