package policy

import (
	"regexp"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// BrokenReference is the check broken-reference.
var BrokenReference = &Check{
	Name: "broken-reference",
	Doc: `The notice refers to a section that it does not have

"See section 12" in a notice whose last section is 9. Only notices with numbered headings are checked, and articles of a law are no sections.`,
	Severity:   practice.Low,
	References: []string{"GDPR 12(1)"},
	Remedy:     "Name the section that is meant.",
	find:       (*reader).findBrokenReferences,
}

// sectionNumber is the number before the words of a heading.
var sectionNumber = regexp.MustCompile(`^(?:(?:section|article|part) +)?([0-9]{1,2}(?:\.[0-9]{1,2})*)\b[.):]?`)

// numbered is how many numbered headings a notice needs for its references to be checked.
const numbered = 3

func (r *reader) findBrokenReferences(f *findings) {
	have := map[string]bool{}
	for _, b := range r.blocks {
		if from, to := span(b.tokens); b.kind == headingBlock || b.kind == itemBlock {
			for _, start := range []int{from, r.lines[r.line(from)-1]} { // readers may leave the number out of the tokens
				if m := sectionNumber.FindSubmatch(trimMarks(r.input[start:to])); m != nil {
					have[string(m[1])] = true
				}
			}
		}
	}
	if len(have) < numbered {
		return
	}
	have["1"] = have["1"] || have["2"] // what stands before the second section is the first, whatever it is headed
	var missing []string
	from := map[string][]practice.Quote{} // where each is referred to: one section that is missing is one mistake
	r.eachSentence(func(s *sentence) {
		for _, a := range s.of("section.word") {
			if a.to >= len(s.tokens) || s.tokens[a.to].class != numberToken || s.has("law") || s.block.kind == headingBlock {
				continue
			}
			number := strings.TrimSuffix(s.word(a.to), ".")
			if have[number] {
				continue
			}
			if from[number] == nil {
				missing = append(missing, number)
			}
			from[number] = append(from[number], r.quote(s))
			return
		}
	})
	for _, number := range missing {
		f.add(Finding{Message: "the notice has no section " + number, Why: "The reader is sent to what is not there.", Quotes: from[number]})
	}
}

// trimMarks leaves out the marks of Markdown before a heading or an item.
func trimMarks(line []byte) []byte {
	return []byte(strings.ToLower(strings.TrimLeft(string(line), "#*-_ \t>•")))
}
