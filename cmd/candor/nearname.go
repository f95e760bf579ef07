package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
)

// namesShown is how many names candor explain suggests at most.
const namesShown = 8

// unknownName is an error that suggests the names that come nearest.
func (a *app) unknownName(name string) error {
	near := a.nearNames(name)
	if len(near) == 0 {
		return fmt.Errorf("nothing is called %q; candor explain lists all names", name)
	}
	return fmt.Errorf("nothing is called %q; near it: %s; candor explain lists all names", name, strings.Join(near, ", "))
}

// nearNames are the names of which a word is the one that was looked for, or begins with it; else those with a letter or two that differ; else
// those whose explanation speaks of it.
func (a *app) nearNames(word string) []string {
	word = strings.ToLower(word)
	type meaning struct{ name, doc string }
	var all []meaning
	for _, e := range a.entries() {
		all = append(all, meaning{e.name, e.doc})
	}
	for _, t := range practice.Terms() {
		all = append(all, meaning{t.Key, t.Doc})
	}
	for _, v := range practice.Vendors() {
		all = append(all, meaning{v.Name, ""})
	}
	for _, near := range []func(meaning) bool{
		func(m meaning) bool { return beginsAWord(strings.ToLower(m.name), word) },
		func(m meaning) bool { return apart(strings.ToLower(m.name), word) <= min(2, len(word)/3) },
		func(m meaning) bool { return len(word) > 2 && beginsAWord(strings.ToLower(m.doc), word) },
	} {
		var names []string
		for _, m := range all {
			if near(m) && !slices.Contains(names, m.name) {
				names = append(names, m.name)
			}
		}
		if len(names) > 0 {
			return names[:min(len(names), namesShown)]
		}
	}
	return nil
}

// beginsAWord reports whether a word of a text begins with another.
func beginsAWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 || word == "" {
			return false
		}
		if at += i; at == 0 || strings.ContainsRune(" .-_(\n\t\"", rune(text[at-1])) {
			return true
		}
		at += len(word)
	}
}

// apart is how many letters have to be put in, left out or changed to make one word of another (Levenshtein).
func apart(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for k := range row {
		row[k] = k
	}
	for i := range x {
		last := row[0]
		row[0] = i + 1
		for k := range y {
			cost := last
			if x[i] != y[k] {
				cost++
			}
			last = row[k+1]
			row[k+1] = min(cost, row[k+1]+1, row[k]+1)
		}
	}
	return row[len(y)]
}

// described says who a vendor is, and by what it is recognised.
func described(v practice.Vendor) string {
	text := fmt.Sprintf("%s (vendor): %s", v.Name, v.Class)
	if t, ok := practice.LookupTerm(string(v.Class), practice.RecipientTerm); ok {
		text += " (" + t.Doc + ")"
	}
	for _, part := range []struct {
		label string
		words []string
	}{{"of", []string{v.Owner}}, {"in", []string{v.Country}}, {"also called", v.Aliases}, {"hosts", v.Domains}, {"Go packages", v.Imports}} {
		if words := strings.Join(part.words, ", "); words != "" && words != v.Name {
			text += "\n" + part.label + " " + words
		}
	}
	return reports.Clean(strings.ReplaceAll(text, "\n", "; "))
}
