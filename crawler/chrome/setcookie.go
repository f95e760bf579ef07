package chrome

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
)

// parseCookie reads a Set-Cookie line, or what a script assigns to document.cookie, the way browsers do (RFC 6265bis, section 5.6):
// unlike net/http's reader it keeps values with quotes, commas and letters beyond ASCII, which are common.
// host is whose cookie it is when the line names no domain, path the path of the URL that set it, and now when it was set.
// ok is false for what no browser takes for a cookie.
func parseCookie(line, host, path string, now time.Time) (c crawler.Cookie, ok bool) {
	pair, attributes, _ := strings.Cut(line, ";")
	name, value, named := strings.Cut(pair, "=")
	if !named {
		name, value = "", pair // a line without "=" sets a cookie without a name
	}
	c = crawler.Cookie{
		Name: strings.TrimSpace(name), Value: strings.TrimSpace(value),
		Domain: strings.ToLower(host), HostOnly: true, Path: defaultPath(path), Session: true, Time: now,
	}
	if c.Name == "" && c.Value == "" {
		return crawler.Cookie{}, false
	}
	var maxAge bool
	for attribute := range strings.SplitSeq(attributes, ";") {
		key, text, _ := strings.Cut(attribute, "=")
		text = strings.TrimSpace(text)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "domain":
			if domain := strings.ToLower(strings.TrimPrefix(text, ".")); domain != "" {
				c.Domain, c.HostOnly = domain, false
			}
		case "path":
			if strings.HasPrefix(text, "/") {
				c.Path = text
			}
		case "secure":
			c.Secure = true
		case "httponly":
			c.HTTPOnly = true
		case "samesite":
			c.SameSite = sameSite(text)
		case "partitioned":
			c.Partition = partitioned
		case "max-age":
			if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
				c.Session, c.Lifetime, maxAge = false, lifetime(float64(seconds)), true
			}
		case "expires":
			if at, ok := parseDate(text); ok && !maxAge {
				c.Session, c.Lifetime = false, lifetime(at.Sub(now).Seconds())
			}
		}
	}
	return c, true
}

// partitioned stands for the top-level site until that is known.
const partitioned = "?"

// lifetime turns seconds into a duration; -1 ns for every time that is over, and no more than a duration can hold.
func lifetime(seconds float64) time.Duration {
	if seconds <= 0 {
		return -1
	}
	if seconds > math.MaxInt64/float64(time.Second) {
		return math.MaxInt64
	}
	return time.Duration(seconds * float64(time.Second))
}

// sameSite spells a SameSite attribute as the browser does; what it does not know counts as absent.
func sameSite(text string) string {
	for _, known := range []string{"Strict", "Lax", "None"} {
		if strings.EqualFold(text, known) {
			return known
		}
	}
	return ""
}

// defaultPath is the folder of the URL that set the cookie.
func defaultPath(path string) string {
	if i := strings.LastIndexByte(path, '/'); i > 0 && path[0] == '/' {
		return path[:i]
	}
	return "/"
}

var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// parseDate reads a date in any order and with any separators, as browsers do (RFC 6265, section 5.1.1).
func parseDate(text string) (time.Time, bool) {
	hour, minute, second, day, year := -1, 0, 0, -1, -1
	var month time.Month
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !(r == ':' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	})
	for _, word := range words {
		number, err := strconv.Atoi(word)
		switch {
		case hour < 0 && strings.Count(word, ":") == 2:
			parts := strings.Split(word, ":")
			var e1, e2, e3 error
			hour, e1 = strconv.Atoi(parts[0])
			minute, e2 = strconv.Atoi(parts[1])
			second, e3 = strconv.Atoi(parts[2])
			if e1 != nil || e2 != nil || e3 != nil {
				return time.Time{}, false
			}
		case err == nil && day < 0 && len(word) <= 2:
			day = number
		case err == nil && year < 0 && (len(word) == 2 || len(word) == 4):
			year = number
		case month == 0 && len(word) >= 3:
			month = months[strings.ToLower(word[:3])]
		}
	}
	switch {
	case year >= 70 && year <= 99:
		year += 1900
	case year >= 0 && year <= 69:
		year += 2000
	}
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || day < 1 || day > 31 || month == 0 || year < 1601 {
		return time.Time{}, false
	}
	return time.Date(year, month, day, hour, minute, second, 0, time.UTC), true
}

// hostAndPath returns what a cookie takes from the URL that sets it.
func hostAndPath(raw string) (host, path string) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", "/"
	}
	return u.Hostname(), u.EscapedPath()
}
