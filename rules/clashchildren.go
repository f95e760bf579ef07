package rules

import (
	"strconv"

	"github.com/candor-privacy/candor/practice"
)

// A statement that nothing is collected about children stands against one that has them give their data.

// childrenDenied is data of children that are not collected, beside the same that are.
var childrenDenied = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		if a.Polarity != practice.Denied || a.Condition != practice.Always && a.Condition != practice.WithoutAsking {
			return false
		}
		return a.Kind == practice.KindChildren || a.Kind == practice.KindCollect && says("children", a.Text) && !specific(a)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindCollect && b.Polarity != practice.Denied && b.Modality != practice.Soft && b.Modality != practice.May && specific(b) && !waits(b) &&
			says("children", b.Text) && !says("mistaken", b.Text)
	},
	meets: func(_ *said, a, b *practice.Declaration) bool {
		limit, given := ageIn(a.Text)
		age, told := ageIn(b.Text)
		return !given || !told || age < limit
	},
	message: func(_, _ *practice.Declaration) string {
		return "the notice says that nothing is collected about children, and elsewhere has them give their data"
	},
	because:    "Both cannot hold.",
	remedy:     "Say from which age children can take part, which of their data are collected, and who consents.",
	confidence: 0.7,
}

// ageIn is the first age that a text gives, which is a number of one or two digits behind a word of clashwords.txt, and whether there is one.
func ageIn(text string) (int, bool) {
	found := clashWordsOf("age").FindString(text)
	digits := ""
	for _, c := range found {
		if c >= '0' && c <= '9' {
			digits += string(c)
		}
	}
	age, err := strconv.Atoi(digits)
	return age, err == nil
}
