package rules

import (
	_ "embed"
	"fmt"
	"path"
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

// wordingOf returns the line for an action with these data.
func wordingOf(a practice.Action, d practice.Data) wording {
	if w, special := words()[a+" "+practice.Action(d)]; special {
		return w
	}
	return words()[a]
}

// done puts the cause in words: "the site keeps tracer.cookie_id (_fbp) for Meta on the visitor's device and sends contact.email to Meta".
func (c *cause) done() string {
	type deed struct {
		action  practice.Action
		words   wording
		refused bool
	}
	var deeds []deed
	by := map[deed]*cause{}
	for _, s := range c.seen {
		p := s[0].Practice
		for rest := s; len(rest) > 0; {
			d := deed{p.Action, wordingOf(p.Action, p.Data), refused(&rest[0])}
			n := len(rest)
			if p.Action == practice.Track {
				for n = 1; n < len(rest) && refused(&rest[n]) == d.refused; n++ {
				}
			}
			if by[d] == nil {
				deeds, by[d] = append(deeds, d), &cause{}
			}
			by[d].seen, rest = append(by[d].seen, rest[:n]), rest[n:]
		}
	}
	recipient := c.practice().Recipient
	var clauses []string
	for _, d := range deeds {
		verb := d.words.verb
		if d.refused {
			verb = triesToKeep
		}
		rest := strings.Replace(d.words.rest, "{to}", towards(d.action, recipient), 1)
		names := by[d].named()
		if names != "" {
			names = "(" + names + ")"
		}
		clauses = append(clauses, strings.Join(strings.Fields(verb+" "+by[d].data()+" "+names+" "+rest), " "))
	}
	return c.actors() + " " + enumerate(clauses)
}

// triesToKeep is the verb for a cookie that the audit's browser did not take; other visitors' browsers do.
const triesToKeep = "tries to keep"

// refused reports whether the browser took a tracer nowhere: what each piece of evidence says, in the words of the detector.
func refused(j *judged) bool {
	if j.Practice.Action != practice.Track {
		return false
	}
	for i := range j.Evidence {
		if detail := j.Evidence[i].Detail; !strings.Contains(detail, "refused by this browser") && !strings.Contains(detail, "more like these") {
			return false
		}
	}
	return len(j.Evidence) > 0
}

// towards writes the recipient with its preposition.
func towards(a practice.Action, p practice.Party) string {
	switch {
	case p == "":
		return ""
	case a == practice.Track:
		return "for " + string(p)
	}
	return "to " + string(p)
}

// actors names who was seen to do it.
func (c *cause) actors() string {
	site, code := false, false
	for _, s := range c.seen {
		site = site || s[0].Practice.Actor == practice.Site
		code = code || s[0].Practice.Actor == practice.Code
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
	var names nameList
	for _, s := range c.seen {
		names.add(string(s[0].Practice.Data))
	}
	return some(names.all, 3)
}

// named lists the names of the cookies and storage keys, at most four.
func (c *cause) named() string {
	var names nameList
	for _, s := range c.seen {
		if s[0].Practice.Action != practice.Track {
			continue
		}
		for i := range s {
			if s[i].Name != "" {
				names.add(s[i].Name)
			}
		}
	}
	return some(practice.NamesOnce(names.all), 4)
}

// A nameList is names, each once, in the order in which they came.
type nameList struct {
	all   []string
	known map[string]bool
}

func (l *nameList) add(name string) {
	if n := len(l.all); n > 0 && l.all[n-1] == name {
		return
	}
	if l.known == nil {
		l.known = map[string]bool{}
	}
	if !l.known[name] {
		l.known[name] = true
		l.all = append(l.all, name)
	}
}

// some lists the first most names, and counts the rest.
func some(names []string, most int) string {
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
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
	source := d.Source
	if !strings.Contains(source, "://") {
		source = path.Base(source)
	}
	return fmt.Sprintf("“%s” (%s)", shorten(d.Words()), d.In(source))
}

// citeAll quotes statements, at most two of them. What was read from the same words is quoted once.
func citeAll(list []*practice.Declaration) string {
	type words struct {
		source, text string
		line         int
	}
	told := make(map[words]bool, len(list))
	var quotes []string
	for _, d := range list {
		if w := (words{d.Source, d.Text, d.Line}); !told[w] {
			told[w] = true
			if len(quotes) < 2 {
				quotes = append(quotes, cite(d))
			}
		}
	}
	text := strings.Join(quotes, " and ")
	if more := len(told) - 2; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// longQuote is how much of a statement a sentence of ours carries; the whole of it stands beside.
const longQuote = 160

func shorten(text string) string {
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
