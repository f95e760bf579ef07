package detect

import (
	"encoding/base64"
	"strings"
)

// A section of a GPP string, by its number in the IAB's list.
type gppSection struct {
	id   int
	text string
}

// Sections of a GPP string that are read.
const (
	gppTCF      = 2 // tcfeuv2, a TC string
	gppUSP      = 6 // uspv1, a US privacy string
	gppNational = 7 // usnat
)

// gppSections splits a string of the IAB's Global Privacy Platform. Its header lists the numbers of its sections as ranges of Fibonacci
// coded steps; the sections follow, each behind a tilde. What is no such string has none.
// Source: IAB Tech Lab, Global Privacy Platform, Consent String Specification 1.1.
func gppSections(text string) []gppSection {
	parts := strings.Split(text, "~")
	data, err := base64.RawURLEncoding.DecodeString(padded(parts[0]))
	if err != nil {
		return nil
	}
	b := bits{data: data}
	if b.number(6) != 3 || b.number(6) != 1 {
		return nil
	}
	var sections []gppSection
	last := 0
	for range b.number(12) {
		ranged := b.bit() == 1
		first := last + b.fibonacci()
		last = first
		if ranged {
			last = first + b.fibonacci()
		}
		for id := first; id <= last && len(sections) < len(parts)-1 && !b.over; id++ {
			sections = append(sections, gppSection{id, parts[len(sections)+1]})
		}
	}
	return sections
}

// padded adds zeros until base64 reads every bit of a text: the standards count in characters of six bits, not in bytes.
func padded(text string) string {
	text = strings.TrimRight(text, "=")
	return text + strings.Repeat("A", -len(text)&3)
}

// fibonacci reads one number in Fibonacci coding, which two ones in a row end.
func (b *bits) fibonacci() int {
	n, before, weight, previous := 0, 1, 1, 0
	for !b.over {
		bit := b.bit()
		if bit == 1 && previous == 1 {
			return n
		}
		n += bit * weight
		before, weight, previous = weight, before+weight, bit
		if weight > 1<<20 {
			b.over = true
		}
	}
	return 0
}

// saleOptOut says what a US privacy string ("1YNN") or the national section of a GPP string says of the sale and sharing of data:
// "yes" when the person has opted out, "no" when not, "" when it does not say or does not apply.
func saleOptOut(id int, text string) string {
	switch id {
	case gppUSP:
		if len(text) == 4 && text[0] == '1' {
			return map[byte]string{'Y': "yes", 'y': "yes", 'N': "no", 'n': "no"}[text[2]]
		}
	case gppNational:
		core, _, _ := strings.Cut(text, ".")
		data, err := base64.RawURLEncoding.DecodeString(padded(core))
		if err != nil {
			return ""
		}
		b := bits{data: data}
		b.skip(6 + 6*2) // version and six notices
		sale, sharing := b.number(2), b.number(2)
		switch {
		case b.over:
		case sale == 1 || sharing == 1:
			return "yes"
		case sale == 2 || sharing == 2:
			return "no"
		}
	}
	return ""
}
