package detect

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
)

// Bounds of the search for typed values.
const (
	shortest     = 6            // bytes of a typed value that are no chance
	shortestPart = shortest + 2 // bytes of the beginning of one
	maxLayers    = 3            // encodings one inside the other
	maxLooked    = 8 << 20      // bytes that one text may unfold to, whether they are looked through or not
)

// A found is a typed value in something that was sent.
type found struct {
	typed *crawler.Typed
	how   string // "", "sha256", "sha256 of lower case, base64" ...: from the value outwards
	part  bool   // only a beginning of it, as it was being typed
}

// A search looks for the typed values of a page. Plain and encoded values are looked for anywhere in a text, hashes and what lies
// deeper as whole tokens.
type search struct {
	plain  map[string][]needle // by their first bytes, shortest of them
	tokens map[string]found
}

type needle struct {
	text string
	found
}

// newSearch computes what each typed value can look like.
func newSearch(typed []crawler.Typed) *search {
	s := &search{plain: map[string][]needle{}, tokens: map[string]found{}}
	for i := range typed {
		t := &typed[i]
		if len(t.Value) < shortest {
			continue // a birth year is everywhere
		}
		for _, v := range variants(t.Value) {
			s.lookFor(v.text, found{typed: t, how: v.how})
			s.disguise(t, v.text, v.how, 1)
		}
		if t.Data == "contact.email" && len(t.Value) > shortestPart {
			s.lookFor(t.Value[:shortestPart], found{typed: t, part: true})
		}
	}
	return s
}

// lookFor adds a text that is looked for anywhere.
func (s *search) lookFor(text string, f found) {
	begin := text[:shortest]
	s.plain[begin] = append(s.plain[begin], needle{text, f})
}

// A variant is a value as scripts tidy it before they hash it.
type variant struct{ text, how string }

func variants(value string) []variant {
	all := []variant{{value, ""}}
	add := func(text, how string) {
		if !slices.ContainsFunc(all, func(v variant) bool { return v.text == text }) && len(text) >= shortest {
			all = append(all, variant{text, how})
		}
	}
	add(strings.ToLower(value), "lower case")
	add(strings.ToUpper(value), "upper case")
	if digits := strings.Map(onlyDigits, value); len(digits) >= 8 && len(digits) > len(value)/2 {
		add(digits, "digits")
		add("+"+digits, "digits")
		add(strings.TrimLeft(digits, "0"), "digits")
	}
	return all
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// disguise adds the forms of a value under every encoding, and under the fast ones again inside each other.
func (s *search) disguise(t *crawler.Typed, value, how string, layer int) {
	for _, e := range encodings {
		if layer > 1 && !e.fast {
			continue
		}
		name := e.name
		if how != "" {
			name = how + ", " + e.name
		}
		for i, form := range e.to(value) {
			if len(form) < shortest {
				continue
			}
			if layer == 1 && !e.whole {
				s.lookFor(form, found{typed: t, how: name})
			}
			if _, known := s.tokens[form]; !known {
				s.tokens[form] = found{typed: t, how: name}
			}
			if e.fast && layer < maxLayers && i == 0 { // the first form is the usual one
				s.disguise(t, form, name, layer+1)
			}
		}
	}
}

// in returns every typed value that text holds, each once, the plainest form of each.
func (s *search) in(text string) []found {
	var all []found
	budget := maxLooked
	s.look(text, "", 0, &budget, map[string]bool{}, &all)
	return all
}

func (s *search) look(text, around string, layer int, budget *int, seen map[string]bool, all *[]found) {
	if len(text) < shortest || seen[text] || *budget < len(text) {
		return
	}
	*budget -= len(text)
	seen[text] = true
	for at := range len(text) - shortest + 1 {
		for _, n := range s.plain[text[at:at+shortest]] {
			if strings.HasPrefix(text[at:], n.text) {
				add(all, n.found, around)
			}
		}
	}
	for token := range tokensOf(text) {
		if f, ok := s.tokens[token]; ok {
			add(all, f, around)
		}
		if layer < maxLayers {
			for _, inner := range undone(token, budget) {
				s.look(inner.text, outside(inner.how, around), layer+1, budget, seen, all)
			}
		}
	}
	if layer == maxLayers || *budget < len(text) {
		return
	}
	for _, whole := range []variant{{unescape(text), "url"}, {html.UnescapeString(text), "html"}, {unicodeEscape.ReplaceAllStringFunc(text, unescapeUnicode), "json"}, {unpacked([]byte(text), budget), "compressed"}, {unpackedParts(text, budget), "compressed"}} {
		if whole.text != "" && whole.text != text {
			s.look(whole.text, outside(whole.how, around), layer+1, budget, seen, all)
		}
	}
}

// outside joins names of layers from the innermost outwards.
func outside(inner, around string) string {
	if around == "" {
		return inner
	}
	return inner + ", " + around
}

// add keeps a find; a whole value replaces its beginning, a plainer form the more disguised one.
func add(all *[]found, f found, around string) {
	if around != "" {
		if f.how == "" {
			f.how = around
		} else {
			f.how += ", " + around
		}
	}
	for i, old := range *all {
		if old.typed == f.typed {
			if old.part && !f.part || old.part == f.part && len(f.how) < len(old.how) {
				(*all)[i] = f
			}
			return
		}
	}
	*all = append(*all, f)
}

var (
	tokenPattern  = regexp.MustCompile(`[A-Za-z0-9+/=_$-]{8,}`)
	hexPattern    = regexp.MustCompile(`[0-9a-f]{32,}|[0-9A-F]{32,}`)
	unicodeEscape = regexp.MustCompile(`\\u00[0-7][0-9A-Fa-f]|\\/`)
)

func unescapeUnicode(escape string) string {
	if escape == `\/` {
		return "/"
	}
	b, _ := hex.DecodeString(escape[4:]) // two hex digits, by the pattern
	return string(b)
}

// tokensOf yields the runs of a text that could be an encoded or hashed value: whole, without what marks and separates in addresses, and
// the hexadecimal runs within.
func tokensOf(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, whole := range tokenPattern.FindAllString(text, -1) {
			parts := append([]string{whole, strings.TrimRight(whole, "=")}, strings.FieldsFunc(whole, func(r rune) bool { return strings.ContainsRune("=/_-+$", r) })...)
			if _, value, ok := strings.Cut(whole, "="); ok {
				parts = append(parts, value, strings.TrimRight(value, "="))
			}
			parts = append(parts, hexPattern.FindAllString(whole, -1)...)
			slices.Sort(parts)
			for _, p := range slices.Compact(parts) {
				if len(p) >= 8 && !yield(p) {
					return
				}
			}
		}
	}
}

// undone returns what a token may be the encoding of. Whatever comes out of it, and the token itself, is taken from the budget.
func undone(token string, budget *int) []variant {
	if *budget < len(token) {
		return nil
	}
	*budget -= len(token)
	var inner []variant
	if len(token)%2 == 0 {
		if b, err := hex.DecodeString(token); err == nil {
			inner = append(inner, readable(b, "hex", budget)...)
		}
	}
	plain := strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(token), "=")
	if b, err := base64.RawStdEncoding.DecodeString(plain); err == nil {
		inner = append(inner, readable(b, "base64", budget)...)
	}
	if text := unpackLZString(token, budget); text != "" {
		inner = append(inner, variant{text, "lz-string"})
	}
	if text, err := url.QueryUnescape(token); err == nil && text != token {
		inner = append(inner, variant{text, "url"})
	}
	return inner
}

// readable returns decoded bytes if they are text, or what they unpack to.
func readable(b []byte, how string, budget *int) []variant {
	if text := unpacked(b, budget); text != "" {
		return []variant{{text, "compressed, " + how}}
	}
	letters := 0
	for _, c := range b {
		if c >= 0x20 && c < 0x7f {
			letters++
		}
	}
	if letters*10 < len(b)*9 {
		return nil
	}
	return []variant{{string(b), how}}
}
