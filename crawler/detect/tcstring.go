package detect

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// A TCString is what the core segment of a TC string says: the consent that a platform of IAB Europe's Transparency and Consent Framework keeps
// and hands to vendors. Source: IAB Tech Lab, Consent string and vendor list formats v2.2.
type TCString struct {
	Platform        int   // number of the consent platform in the IAB's list
	Purposes        []int // consented to, from 1, in rising order
	SpecialFeatures []int // opted in to
	Vendors         []int // consented to, by their numbers in the Global Vendor List
}

var errTCString = errors.New("is no TC string of version 2")

// ParseTCString reads the core segment, the one before the first dot. Segments behind it add what vendors were disclosed, and no consent.
func ParseTCString(text string) (TCString, error) {
	core, _, _ := strings.Cut(text, ".")
	data, err := base64.RawURLEncoding.DecodeString(padded(core))
	if err != nil || len(data) < 29 { // up to the vendors there are 230 bits
		return TCString{}, errTCString
	}
	b := bits{data: data}
	if b.number(6) != 2 {
		return TCString{}, errTCString
	}
	b.skip(36 + 36) // created, last updated
	tc := TCString{Platform: b.number(12)}
	b.skip(12 + 6 + 12 + 12 + 6 + 1 + 1) // version, screen, language, vendor list, policy, service specific, texts of its own
	tc.SpecialFeatures = b.set(12)
	tc.Purposes = b.set(24)
	b.skip(24 + 1 + 12) // legitimate interests, purpose one treatment, country
	tc.Vendors = b.vendors()
	if b.over {
		return TCString{}, fmt.Errorf("%w: it is cut off", errTCString)
	}
	return tc, nil
}

// bits reads numbers from the first bit on. Behind the end it yields zeros and is over.
type bits struct {
	data []byte
	at   int
	over bool
}

func (b *bits) bit() int {
	if b.at >= 8*len(b.data) {
		b.over = true
		return 0
	}
	bit := b.data[b.at/8] >> (7 - b.at%8) & 1
	b.at++
	return int(bit)
}

func (b *bits) skip(n int) { b.at += n }

func (b *bits) number(width int) int {
	n := 0
	for range width {
		n = n<<1 | b.bit()
	}
	return n
}

// set returns the places, from 1, of the bits that are on.
func (b *bits) set(width int) []int {
	on := []int{}
	for i := range width {
		if b.bit() == 1 {
			on = append(on, i+1)
		}
	}
	return on
}

// vendors reads a list of vendors: a bit for each, or ranges of those that are on. Ranges may overlap, and
// each costs the same, however wide it is.
func (b *bits) vendors() []int {
	highest := b.number(16)
	if b.bit() == 0 {
		return b.set(highest)
	}
	var ends [1 << 16]int // behind the widest range that begins at a vendor
	for range b.number(12) {
		ranged := b.bit() == 1
		first := b.number(16)
		last := first
		if ranged {
			last = min(b.number(16), highest)
		}
		if b.over {
			break
		}
		ends[first] = max(ends[first], last+1)
	}
	on, end := []int{}, 0
	for v := range ends {
		if end = max(end, ends[v]); v < end {
			on = append(on, v)
		}
	}
	return on
}
