package practice

import (
	"strconv"
	"strings"
)

// Session is the period of what ends with the browser session, and Unlimited the one that never ends.
const (
	Session   Period = "session"
	Unlimited Period = "unlimited"
)

// daysOf is the most days that one of each unit of an ISO 8601 duration can last:
// a month 31, a year 366. So a period is never taken for shorter than it may be.
var daysOf = map[byte]int{'Y': 366, 'M': 31, 'W': 7, 'D': 1}

// maxDays keeps Days from overflowing: more than a hundred thousand years.
const maxDays = 1 << 25

// Days returns the upper bound of the period in days: 403 for "P13M", 0 for "session", and 1 for any part of a day.
// It is false when the period has no length that a calendar knows: "unlimited", "until:…", "criteria:…", "" or a malformed one.
func (p Period) Days() (int, bool) {
	if p == Session {
		return 0, true
	}
	date, ok := strings.CutPrefix(string(p), "P")
	if !ok {
		return 0, false
	}
	date, clock, timed := strings.Cut(date, "T")
	days, ok := dateDays(date)
	if !ok || (date == "" && !timed) {
		return 0, false
	}
	if timed {
		part, ok := clockDays(clock)
		if !ok {
			return 0, false
		}
		days += part
	}
	return days, true
}

// PeriodOfDays returns the period that lasts n days: "session" for 0 and for less.
func PeriodOfDays(n int) Period {
	if n <= 0 {
		return Session
	}
	return Period("P" + strconv.Itoa(n) + "D")
}

// Normal returns the period in one spelling of those that mean the same: a year is 12 months, a week 7 days, a round number of months in
// days those months ("P365D" and "P1Y" are "P12M", "P90D" is "P3M"), and no time at all is "session". A period without a length stays as it is.
func (p Period) Normal() Period {
	months, days, seconds, ok := p.parts()
	if !ok {
		return p
	}
	days, seconds = days+seconds/daySeconds, seconds%daySeconds
	switch {
	case months == 0 && seconds == 0 && days > 0 && days%365 == 0:
		months, days = days/365*12, 0
	case months == 0 && seconds == 0 && days > 0 && days%30 == 0:
		months, days = days/30, 0
	}
	text := "P"
	for _, part := range []struct {
		n    int
		unit string
	}{{months, "M"}, {days, "D"}} {
		if part.n > 0 {
			text += strconv.Itoa(part.n) + part.unit
		}
	}
	if seconds > 0 {
		text += "T" + strconv.Itoa(seconds) + "S"
	}
	if text == "P" {
		return Session
	}
	return Period(text)
}

// Longer reports whether the period is longer than another, a month being a twelfth of 365 days; it is false when one has no length.
func (p Period) Longer(than Period) bool {
	length := func(p Period) (int, bool) {
		months, days, seconds, ok := p.Normal().parts()
		return months*365*daySeconds/12 + days*daySeconds + seconds, ok || p == Session
	}
	a, ok := length(p)
	b, known := length(than)
	return ok && known && a > b
}

const daySeconds = 24 * 3600

// parts takes a duration apart.
func (p Period) parts() (months, days, seconds int, ok bool) {
	if _, ok := p.Days(); !ok || p == Session {
		return 0, 0, 0, false
	}
	date, clock, _ := strings.Cut(string(p[1:]), "T")
	for date != "" {
		n, unit, rest, _ := nextUnit(date, "YMWD")
		switch unit {
		case 'Y':
			months += 12 * n
		case 'M':
			months += n
		case 'W':
			days += 7 * n
		case 'D':
			days += n
		}
		date = rest
	}
	for clock != "" {
		n, unit, rest, _ := nextUnit(clock, "HMS")
		seconds += n * map[byte]int{'H': 3600, 'M': 60, 'S': 1}[unit]
		clock = rest
	}
	return months, days, seconds, true
}

// dateDays adds up the part of a duration before its "T": "1Y6M", "2W".
func dateDays(s string) (int, bool) {
	days, order := 0, "YMWD"
	for s != "" {
		n, unit, rest, ok := nextUnit(s, order)
		if !ok {
			return 0, false
		}
		days += n * daysOf[unit]
		if days > maxDays {
			return 0, false
		}
		order = order[strings.IndexByte(order, unit)+1:]
		s = rest
	}
	return days, true
}

// clockDays rounds up the part of a duration after its "T": "36H" is two days.
func clockDays(s string) (int, bool) {
	if s == "" {
		return 0, false
	}
	seconds, order := 0, "HMS"
	for s != "" {
		n, unit, rest, ok := nextUnit(s, order)
		if !ok {
			return 0, false
		}
		seconds += n * map[byte]int{'H': 3600, 'M': 60, 'S': 1}[unit]
		order = order[strings.IndexByte(order, unit)+1:]
		s = rest
	}
	const day = 24 * 3600
	return (seconds + day - 1) / day, true
}

// nextUnit cuts a number and its unit off s. Units stand in the order given, each at most once.
func nextUnit(s, order string) (n int, unit byte, rest string, ok bool) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 0 || i > 9 || i == len(s) || strings.IndexByte(order, s[i]) < 0 {
		return 0, 0, "", false
	}
	n, err := strconv.Atoi(s[:i])
	return n, s[i], s[i+1:], err == nil
}
