package project

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// A Key is one of the words with which a line of the project file can begin.
type Key struct {
	Name string
	Doc  string // one line
	read func(p *Project, name string, value *yaml.Node) error
}

// Keys are all that a project file may say. But for the first two and the last five, they are the names of flags, which win over them.
//
// Not listed: flags with which a single run differs from the others (out, resume, format, output), those about this machine (browser, proxy,
// no-sandbox, host-rules), and those of a log-in, whose secrets have no place beside the code.
var Keys = []*Key{
	{"site", "address of the site to visit", readSite},
	{"packages", "Go packages to follow data through, such as ./...", readPackages},
	{"policy", "the notice: files, addresses, or auto for those that the site leads to", list},
	{"states", "consent states to visit the site in: before, accepted, refused, withdrawn, gpc", oneOf("before", "accepted", "refused", "withdrawn", "gpc")},
	{"first-party", "further hosts that belong to the site", list},
	{"include", "visit only pages whose paths match, beside the start page", list},
	{"exclude", "visit no pages whose paths match", list},
	{"max-pages", "pages to visit at most, in each consent state", number},
	{"depth", "links between the start page and a page, at most", number},
	{"rate", "pages and files to load in a second at most", number},
	{"page-timeout", "time for a page at most, as in 20s", duration},
	{"load-timeout", "time to compile and read Go packages, as in 10m; what takes longer is left out and told", duration},
	{"no-typing", "type nothing into the site's fields", truth},
	{"foreign-notices", "read the site's notices on other hosts too", truth},
	{"redact", "keep name, length and a salted hash in place of every recorded value", truth},
	{"fail-on", "least severity that ends in exit code 1: low, medium, high, never", oneOf("low", "medium", "high", "never")},
	{"strict", "end in exit code 3 when something could not be seen", truth},
	{"baseline", "file of the discrepancies that are known, and do not count", word},
	{"accepted", "discrepancies that somebody has decided to live with: rule, practice, reason, by, until", readAccepted},
	{"vendors", "companies that Candor does not know, or knows otherwise, a fact a line", tableOf(func(p *Project) *Table { return &p.Vendors })},
	{"identifiers", "what words in the names of your fields mean, a line for each", tableOf(func(p *Project) *Table { return &p.Identifiers })},
	{"models", "what functions of your own do with data, a line for each", tableOf(func(p *Project) *Table { return &p.Models })},
	{"sinks", "functions of your own that bring data somewhere, a line for each", tableOf(func(p *Project) *Table { return &p.Sinks })},
}

func keyOf(name string) *Key {
	if i := slices.IndexFunc(Keys, func(k *Key) bool { return k.Name == name }); i >= 0 {
		return Keys[i]
	}
	return nil
}

func keyNames() string {
	var names []string
	for _, k := range Keys {
		names = append(names, k.Name)
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

func readSite(p *Project, name string, value *yaml.Node) error {
	if value.Kind != yaml.ScalarNode || !strings.HasPrefix(value.Value, "http://") && !strings.HasPrefix(value.Value, "https://") {
		return wrong(value, "%s wants one address, such as https://shop.example", name)
	}
	p.Site = value.Value
	return nil
}

func readPackages(p *Project, name string, value *yaml.Node) (err error) {
	p.Packages, err = words(name, value)
	return err
}

// words are a list of words, or one.
func words(name string, value *yaml.Node) ([]string, error) {
	items := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		items = value.Content
	}
	var list []string
	for _, item := range items {
		if item.Kind != yaml.ScalarNode || item.Value == "" {
			return nil, wrong(item, "%s wants a word, or a list of words", name)
		}
		list = append(list, item.Value)
	}
	if len(list) == 0 {
		return nil, wrong(value, "%s is empty: leave it out, or name what it is", name)
	}
	return list, nil
}

func list(p *Project, name string, value *yaml.Node) error {
	all, err := words(name, value)
	p.Settings = append(p.Settings, Setting{name, all, value.Line})
	return err
}

func word(p *Project, name string, value *yaml.Node) error {
	return single(p, name, value, value.Value != "", "one word")
}

// oneOf reads words of which each has to be known.
func oneOf(known ...string) func(*Project, string, *yaml.Node) error {
	return func(p *Project, name string, value *yaml.Node) error {
		all, err := words(name, value)
		if err != nil {
			return err
		}
		for _, word := range all {
			if !slices.Contains(known, word) {
				return wrong(value, "unknown %s %q: want %s", name, word, strings.Join(known, ", "))
			}
		}
		if name == "fail-on" && len(all) > 1 {
			return wrong(value, "%s wants one of %s", name, strings.Join(known, ", "))
		}
		p.Settings = append(p.Settings, Setting{name, all, value.Line})
		return nil
	}
}

// single reads one word for which good holds.
func single(p *Project, name string, value *yaml.Node, good bool, want string) error {
	if value.Kind != yaml.ScalarNode || !good {
		return wrong(value, "%s wants %s", name, want)
	}
	p.Settings = append(p.Settings, Setting{name, []string{value.Value}, value.Line})
	return nil
}

func number(p *Project, name string, value *yaml.Node) error {
	n, err := strconv.ParseFloat(value.Value, 64)
	whole := name == "rate" || n == float64(int(n))
	return single(p, name, value, err == nil && n >= 0 && whole, "a number")
}

func truth(p *Project, name string, value *yaml.Node) error {
	return single(p, name, value, value.Value == "true" || value.Value == "false", "true or false")
}

func duration(p *Project, name string, value *yaml.Node) error {
	d, err := time.ParseDuration(value.Value)
	return single(p, name, value, err == nil && d > 0, "a time such as 20s or 1m")
}

func tableOf(place func(*Project) *Table) func(*Project, string, *yaml.Node) error {
	return func(p *Project, name string, value *yaml.Node) error {
		if value.Kind != yaml.ScalarNode || value.Style&yaml.LiteralStyle == 0 {
			return wrong(value, "write %s: | and below it one line for each, indented", name)
		}
		*place(p) = Table{value.Value, value.Line}
		return nil
	}
}
