package scan

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// leastSecret is the shortest secret of a log-in: what is shorter stands in every text, and could not be told from it.
const leastSecret = 4

// hidden stands for a secret. It fits into addresses, JSON and markup.
const hidden = "_hidden_"

// A veil keeps what signs a visitor in out of the record: everything that is written goes through hide. A picture of a page is not text; what a
// site shows there, it shows.
type veil struct {
	mu    sync.Mutex
	known []string
	forms *strings.Replacer // nil when there is nothing to hide
}

// add hides more values from now on. Those that are too short are left out.
func (s *veil) add(values []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range values {
		if len(v) >= leastSecret && !slices.Contains(s.known, v) {
			s.known = append(s.known, v)
		}
	}
	var forms []string
	for _, v := range s.known {
		forms = append(forms, formsOf(v)...)
	}
	if len(forms) == 0 {
		return
	}
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) }) // the longer one, where both begin at a place
	var pairs []string
	for _, f := range forms {
		pairs = append(pairs, f, hidden)
	}
	s.forms = strings.NewReplacer(pairs...)
}

// hide takes the secrets out of a text, in whatever common form they stand there.
func (s *veil) hide(text []byte) []byte {
	s.mu.Lock()
	forms := s.forms
	s.mu.Unlock()
	if forms == nil || len(text) == 0 {
		return text
	}
	return []byte(forms.Replace(string(text)))
}

// error is err, without secrets in what it says.
func (s *veil) error(err error) error {
	if said := s.hide([]byte(err.Error())); string(said) != err.Error() {
		return veiledError{err, string(said)}
	}
	return err
}

// A veiledError says what another does, without its secrets.
type veiledError struct {
	error
	said string
}

func (e veiledError) Error() string { return e.said }

func (e veiledError) Unwrap() error { return e.error }

// formsOf are the ways in which sites and formats write a value: as it is, escaped for addresses, JSON and markup, one in the other, in hex and
// in base64 at each of the three places where it can begin.
func formsOf(value string) []string {
	forms := []string{value, strings.ToLower(value)}
	for range 2 {
		for _, f := range slices.Clone(forms) {
			query := url.QueryEscape(f)
			spaced := strings.ReplaceAll(query, "+", "%20")
			quoted, _ := json.Marshal(f) // a string always marshals
			plain := strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(string(quoted))
			script := strings.NewReplacer("%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*").Replace(spaced) // encodeURIComponent
			for _, form := range []string{
				query, spaced, script, lowerHex(query), lowerHex(spaced), lowerHex(script), url.PathEscape(f),
				strings.Trim(string(quoted), `"`), plain[1 : len(plain)-1], html.EscapeString(f), strings.ReplaceAll(f, "&", "&amp;"),
			} {
				if form != "" && !slices.Contains(forms, form) {
					forms = append(forms, form)
				}
			}
		}
	}
	forms = append(forms, hex.EncodeToString([]byte(value)), strings.ToUpper(hex.EncodeToString([]byte(value))))
	for skip := range 3 {
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := encoding.EncodeToString([]byte(strings.Repeat("\x00", skip) + value))
			core := text[(8*skip+5)/6 : 8*(skip+len(value))/6]
			forms = append(forms, core, url.QueryEscape(core))
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(forms)))
}

// lowerHex writes the escapes of an address in lower case.
func lowerHex(escaped string) string {
	b := []byte(escaped)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], strings.ToLower(string(b[i+1:i+3])))
		}
	}
	return string(b)
}

// checkSecrets errs if a secret cannot be kept out of a record. It tells none.
func checkSecrets(values []string) error {
	for _, v := range values {
		if len(v) < leastSecret {
			return fmt.Errorf("a value of the log-in has fewer than %d characters and could not be told from other text of the record: use an account with longer ones", leastSecret)
		}
	}
	return nil
}
