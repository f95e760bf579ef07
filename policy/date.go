package policy

import (
	"fmt"
	"regexp"
	"strconv"
)

// date is the date of the notice's version: the first date of a statement about its version.
func (r *reader) date() string {
	for _, strict := range []bool{true, false} {
		for _, b := range r.blocks {
			lex := lexicons()[b.lang]
			if lex == nil {
				continue
			}
			for _, s := range r.sentences(b, lex) {
				if !s.has("date.cue") || strict && len(s.tokens) > 16 && !s.datedBehind() {
					continue
				}
				if d := s.dateAt(); d != "" && (strict || s.has("change.strong")) {
					return d
				}
			}
		}
	}
	return ""
}

// datedBehind reports whether the sentence ends with when the notice was updated, whatever stands before: "… – updated on 3 May 2026".
func (s *sentence) datedBehind() bool {
	for _, a := range s.of("date.updated") {
		if len(s.tokens)-a.to <= datedWords {
			return true
		}
	}
	return false
}

// datedWords is how many words a date has at most, with those that lead to it.
const datedWords = 6

var (
	numericDate = regexp.MustCompile(`^([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})$`)
	isoDate     = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?$`)
)

// dateAt is the first date in the sentence, as 2006-01-02, or 2006-01 when the day is not given: "24 mai 2020", "May 24, 2020",
// "February 2024", "01/10/2015" (the day first, unless that cannot be), "2026-10-01".
func (s *sentence) dateAt() string {
	for i := range s.tokens {
		if d := s.numericDate(i); d != "" {
			return d
		}
		month, ok := s.at("month", i)
		if !ok || month.to >= len(s.tokens) {
			continue
		}
		n, _ := strconv.Atoi(month.key)
		day, next := 0, month.to
		if i > 0 {
			day = s.dayAt(i - 1)
		}
		if day == 0 {
			if day = s.dayAt(next); day > 0 {
				next++
			}
		}
		for next < len(s.tokens) && (s.fold(next) == "," || s.fold(next) == "." || s.fold(next) == "th" || s.fold(next) == "of") {
			next++
		}
		if year := s.yearAt(next); year > 0 {
			return formatDate(year, n, day)
		}
	}
	return ""
}

// numericDate is a date in figures that begins at token i; its parts may be several tokens.
func (s *sentence) numericDate(i int) string {
	text := ""
	for j := i; j < min(i+5, len(s.tokens)); j++ {
		if j > i && !s.tokens[j].glued && s.word(j) != "/" || s.tokens[j].class == wordToken {
			break
		}
		text += s.word(j)
		if j > i && s.tokens[j-1].class == numberToken && s.tokens[j].class == numberToken {
			text = text[:len(text)-len(s.word(j))] + "-" + s.word(j) // the hyphens between them are no tokens
		}
		if m := numericDate.FindStringSubmatch(text); m != nil {
			day, month, year := number(m[1]), number(m[2]), number(m[3])
			if month > 12 {
				day, month = month, day
			}
			return formatDate(year, month, day)
		}
		if m := isoDate.FindStringSubmatch(text); m != nil && m[3] != "" {
			return formatDate(number(m[1]), number(m[2]), number(m[3]))
		}
	}
	return ""
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func (s *sentence) dayAt(i int) int {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].class != numberToken {
		return 0
	}
	digits := 0
	for digits < len(s.word(i)) && s.word(i)[digits] >= '0' && s.word(i)[digits] <= '9' {
		digits++
	}
	if n := number(s.word(i)[:digits]); n >= 1 && n <= 31 { // "1st", "24th", "1er"
		return n
	}
	return 0
}

func (s *sentence) yearAt(i int) int {
	if i >= len(s.tokens) || s.tokens[i].class != numberToken {
		return 0
	}
	if n := number(s.word(i)); n >= 1990 && n < 2100 {
		return n
	}
	return 0
}

func formatDate(year, month, day int) string {
	if month < 1 || month > 12 || day < 0 || day > 31 || year < 1990 || year > 2100 {
		return ""
	}
	if day == 0 {
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}
