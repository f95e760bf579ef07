package detect

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

// A Kind is what a value can be seen to be, without knowing whose it is.
type Kind string

// The kinds, the surest first.
const (
	Nothing   Kind = "nothing"    // empty, or one of the words for yes, no and none
	Email     Kind = "email"      // an e-mail address of a person
	MD5       Kind = "md5"        // 32 hex digits
	SHA1      Kind = "sha1"       // 40 hex digits
	SHA256    Kind = "sha256"     // 64 hex digits
	PageURL   Kind = "page"       // the address of the page itself
	UserAgent Kind = "user_agent" // as browsers present themselves
	TimeZone  Kind = "timezone"   // of the IANA database
	Screen    Kind = "screen"     // width x height
	Language  Kind = "language"   // a BCP 47 tag
	Number    Kind = "number"     // a short number, or a time
	Word      Kind = "word"       // anything else that cannot tell one browser from another
	ID        Kind = "id"         // anything else
)

var (
	emailPattern    = regexp.MustCompile(`(?i)^(?:mailto:)?([a-z0-9._%+'-]{1,64})@([a-z0-9-]+\.)+[a-z]{2,24}$`)
	screenPattern   = regexp.MustCompile(`^[1-9]\d{2,3}x[1-9]\d{2,3}(x\d{1,2})?$`)
	languagePattern = regexp.MustCompile(`^[a-z]{2}([-_][A-Za-z]{2})?$`)
	zonePattern     = regexp.MustCompile(`^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_/]+$`)
	numberPattern   = regexp.MustCompile(`^[+-]?\d{1,7}(\.\d+)?$|^1[5-9]\d{8}(\d{3})?(\.\d{1,6})?$`) // the second: seconds or milliseconds since 1970, as in clock
	maskInside      = regexp.MustCompile(`redacted\.([a-z0-9_]+)\.(\d+)\.[0-9a-f]+`)
	maskPattern     = regexp.MustCompile("^" + maskInside.String() + "$")
)

// noValue are the words that say yes, no or none in the bodies of requests.
var noValue = map[string]bool{
	"": true, "0": true, "1": true, "true": true, "false": true, "yes": true, "no": true, "null": true, "undefined": true, "none": true, "nan": true,
	"[]": true, "{}": true, "-": true,
}

// roleMailboxes are the addresses of functions, not of people (RFC 2142, and their usual sisters).
var roleMailboxes = map[string]bool{
	"abuse": true, "admin": true, "contact": true, "hello": true, "help": true, "hostmaster": true, "info": true, "marketing": true,
	"no-reply": true, "noreply": true, "office": true, "postmaster": true, "privacy": true, "sales": true, "security": true,
	"support": true, "webmaster": true,
}

// Recognise says what a value is. page is the address of the page it was seen on.
// A value that Mask wrote is what it was before.
func Recognise(value, page string) Kind {
	value = strings.TrimSpace(value)
	if m := maskPattern.FindStringSubmatch(value); m != nil {
		return Kind(m[1])
	}
	if noValue[strings.ToLower(value)] {
		return Nothing
	}
	if m := emailPattern.FindStringSubmatch(value); m != nil && !roleMailboxes[strings.ToLower(m[1])] {
		return Email
	}
	if kind, ok := digest(value); ok {
		return kind
	}
	switch {
	case samePage(value, page):
		return PageURL
	case strings.HasPrefix(value, "Mozilla/5.0 ("):
		return UserAgent
	case zonePattern.MatchString(value):
		return TimeZone
	case screenPattern.MatchString(value):
		return Screen
	case languagePattern.MatchString(value):
		return Language
	case numberPattern.MatchString(value):
		return Number
	case !drawn(value):
		return Word
	}
	return ID
}

// Mask is what stands for a value in a redacted record: its kind, its length in bytes and its hash.
// Recognise and everything built on it see the same in the mask as in the value.
func Mask(value, page, hash string) string {
	return fmt.Sprintf("redacted.%s.%d.%s", Recognise(value, page), len(value), hash)
}

// Masked reports whether something in text, such as a part of an address, is what Mask wrote.
func Masked(text string) bool { return maskInside.MatchString(text) }

// emailInside finds e-mail addresses, and what Mask wrote of them, in the middle of a text.
var emailInside = regexp.MustCompile(`(?i)[a-z0-9._%+'-]{1,64}@([a-z0-9-]+\.)+[a-z]{2,24}|redacted\.email\.\d+\.[0-9a-f]+`)

// ReplaceEmails returns text with what replace makes of each e-mail address in it, and of each mask of one.
func ReplaceEmails(text string, replace func(string) string) string {
	return emailInside.ReplaceAllStringFunc(text, replace)
}

// digest recognises hashes by their length.
func digest(value string) (Kind, bool) {
	kind, ok := map[int]Kind{32: MD5, 40: SHA1, 64: SHA256}[len(value)]
	if !ok {
		return "", false
	}
	_, err := hex.DecodeString(value)
	return kind, err == nil
}

// samePage says whether value is the address of the page, whatever its query.
func samePage(value, page string) bool {
	if page == "" || !strings.HasPrefix(value, "http") {
		return false
	}
	a, errA := url.Parse(value)
	b, errB := url.Parse(page)
	return errA == nil && errB == nil && strings.EqualFold(a.Host, b.Host) && strings.Trim(a.Path, "/") == strings.Trim(b.Path, "/")
}

// identifies says whether a value could tell one browser from another.
func identifies(value string) bool {
	switch Recognise(value, "") {
	case Email, MD5, SHA1, SHA256, ID:
		return true
	}
	return false
}

// drawn says whether a value has a run of letters and digits that is long and irregular enough to be an identifier.
// Words, short numbers, dates and times are not, and neither is any sentence of them.
func drawn(value string) bool {
	if plain, err := url.QueryUnescape(value); err == nil {
		value = plain
	}
	for token := range strings.FieldsFuncSeq(value, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if irregular(token) {
			return true
		}
	}
	return false
}

// irregular says whether a run of letters and digits looks drawn rather than written.
func irregular(token string) bool {
	var lower, upper, digit, turns int
	last := 0
	for _, r := range token {
		class := 1
		switch {
		case unicode.IsDigit(r):
			digit++
			class = 3
		case unicode.IsUpper(r):
			upper++
			class = 2
		default:
			lower++
		}
		if last != 0 && class != last {
			turns++
		}
		last = class
	}
	length := lower + upper + digit
	switch {
	case length < 8:
		return false
	case digit == length:
		return !clock(token)
	case digit > 0:
		return turns >= 2 || digit >= 4 // "utf8mb4" is short; "iso88591" is not caught, and rare
	}
	return length >= 16 && turns >= length/3 // letters alone: camel case turns less often
}

// clock says whether digits are a date or a time since 1970.
func clock(digits string) bool {
	switch len(digits) {
	case 8, 12, 14: // 20261121, with the time behind it
		year, _ := strconv.Atoi(digits[:4])
		month, _ := strconv.Atoi(digits[4:6])
		day, _ := strconv.Atoi(digits[6:8])
		return year >= 1970 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
	case 10, 13: // seconds or milliseconds since 1970, of the years 2017 to 2033
		return digits[0] == '1' && digits[1] >= '5'
	}
	return false
}

// kindData is the data that a kind of value is by itself, whatever its name.
var kindData = map[Kind]practice.Data{
	Email: "contact.email", PageURL: "behaviour.browsing", UserAgent: "device.browser", TimeZone: "location.timezone", Screen: "device.screen",
}

// kindWords is how evidence names a value of a kind.
var kindWords = map[Kind]string{
	Email: "an e-mail address", PageURL: "the address of the page", UserAgent: "the browser's name and version", TimeZone: "a time zone",
	Screen: "a screen size", Language: "a language",
}
