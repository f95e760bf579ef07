package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/policy/tree"
	"github.com/candor-privacy/candor/practice"
)

// An importer turns a description of processing in another tool's form into declarations. What it does not understand becomes a gap.
type importer struct {
	*document
	file *tree.Text
	lang string
	out  []practice.Declaration
	gaps []practice.Gap
}

func newImporter(name string, data []byte) *importer {
	return &importer{document: newDocument(name, data), file: tree.NewText(data)}
}

// notice is what was read; it errs when nothing was.
func (im *importer) notice(company, date string) (practice.Notice, error) {
	sum := sha256.Sum256(im.input)
	n := practice.Notice{Source: im.source, SHA256: hex.EncodeToString(sum[:]), Company: company, Date: date, Declarations: im.out, Gaps: im.gaps}
	if im.lang != "" {
		n.Languages = []string{im.lang}
	}
	if len(n.Declarations) > 0 {
		return n, nil
	}
	err := fmt.Errorf("policy %s: declares nothing that can be read", im.source)
	if len(im.gaps) > 0 {
		return n, fmt.Errorf("%w: %s: %s", err, im.gaps[0].Source, im.gaps[0].Reason)
	}
	return n, fmt.Errorf("%w; give a file that says what is done with which data", err)
}

// gap notes what was not understood at a place, and under which key.
func (im *importer) gap(node *yaml.Node, key, format string, args ...any) {
	im.gaps = append(im.gaps, practice.Gap{Source: fmt.Sprintf("%s:%d", im.source, node.Line), Reason: key + ": " + fmt.Sprintf(format, args...)})
}

// say adds a declaration that quotes a value, from its first word to its last.
func (im *importer) say(d practice.Declaration, node *yaml.Node) {
	start, end := im.file.Span(node)
	d.Quote, d.Lang = im.quoteAt(start, end), im.lang
	im.out = append(im.out, d)
}

// mappings are the mappings of a list, or the one that stands in its place; anything else there is a gap.
func (im *importer) mappings(node *yaml.Node, key string) []*yaml.Node {
	var all []*yaml.Node
	for _, item := range tree.Items(node) {
		if item.Kind == yaml.MappingNode {
			all = append(all, item)
			continue
		}
		im.gap(item, key, "%q is no mapping of keys to values, and is not read", item.Value)
	}
	return all
}

// values are the texts of a list, or the one that stands in its place; anything else there is a gap.
func (im *importer) values(node *yaml.Node, key string) []*yaml.Node {
	var all []*yaml.Node
	for _, item := range tree.Items(node) {
		if item.Kind == yaml.ScalarNode {
			all = append(all, item)
			continue
		}
		im.gap(item, key, "no text, and not read")
	}
	return all
}

// checkKeys holds the keys of a tree against a table: what each of them is for, by its path. A key that is not there is a gap, and so is one
// whose meaning no declaration can hold ("untold"), as long as it says something.
func (im *importer) checkKeys(node *yaml.Node, path string, known map[string]string) {
	if node.Kind != yaml.MappingNode {
		for _, c := range node.Content {
			im.checkKeys(c, path, known)
		}
		return
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		at := strings.TrimPrefix(path+"."+key.Value, ".")
		switch use, ok := known[at]; {
		case !ok:
			im.gap(key, at, "unknown key, not read")
		case use == "untold" && saysSomething(value):
			im.gap(key, at, "no declaration can hold what it says; see to it by hand")
		case use == "left" || use == "untold":
		default:
			im.checkKeys(value, at, known)
		}
	}
}

// saysSomething reports whether a value is neither empty nor false nor zero.
func saysSomething(node *yaml.Node) bool {
	if node.Kind != yaml.ScalarNode {
		return slices.ContainsFunc(node.Content, saysSomething)
	}
	return node.ShortTag() != "!!null" && !slices.Contains([]string{"", "false", "0"}, strings.TrimSpace(node.Value))
}

// words cuts a text that is no prose, such as the value of a key, into one sentence for each language that it may be in: its own first.
func (im *importer) words(text string) []*sentence {
	var codes []string
	for code := range lexicons() {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int {
		if a == im.lang || b == im.lang {
			return map[bool]int{true: -1, false: 1}[a == im.lang]
		}
		return strings.Compare(a, b)
	})
	var all []*sentence
	for _, code := range codes {
		r := &reader{document: newDocument(im.source, []byte(text)), umbrellas: map[string]ownTerm{}, defined: map[string]bool{}}
		if s := r.newSentence(&block{kind: paragraphBlock, lang: code}, lexicons()[code], tokenize(text)); s != nil {
			all = append(all, s)
		}
	}
	return all
}

// understood are the terms that a value stands for: itself when it is a term, else what a lexicon finds in it. A value without any is a gap.
func understood[T ~string](im *importer, node *yaml.Node, key string, list practice.TermKind, find func(*sentence) []T) []T {
	text := oneLine(node.Value)
	if _, ok := practice.LookupTerm(text, list); ok {
		return []T{T(text)}
	}
	for _, s := range im.words(text) {
		if found := find(s); len(found) > 0 {
			return found
		}
	}
	im.gap(node, key, "%q is no %s that is known; write it into a policy file by hand", text, list)
	return nil
}

func dataOf(s *sentence) []practice.Data {
	var list []practice.Data
	for _, a := range s.of("data") {
		list = appendNew(list, practice.Data(a.key))
	}
	if len(list) == 0 {
		for _, a := range s.of("data.weak") {
			list = appendNew(list, practice.Data(a.key))
		}
	}
	return list
}

func purposesOf(s *sentence) []practice.Purpose { return s.purposes(0, len(s.tokens)) }

func recipientsOf(s *sentence) []practice.Party { return s.recipients(0, len(s.tokens)) }

// periodOf is the period that a value tells, as a duration or in words; it is false for one that tells none.
func (im *importer) periodOf(text string) (practice.Period, bool) {
	if _, ok := practice.Period(text).Days(); ok {
		return practice.Period(text), true
	}
	for _, s := range im.words(text) {
		if p := s.period(0, len(s.tokens)); p != "" {
			return p, true
		}
	}
	return "", false
}

// keyTable reads a table of keys and what they are for.
func keyTable(file, text string) map[string]string {
	table := map[string]string{}
	for _, row := range practice.MustTable(file, text, 2) {
		table[row.Columns[0]] = row.Columns[1]
	}
	return table
}
