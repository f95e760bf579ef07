package scan

import (
	_ "embed"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

//go:embed headers.txt
var headersText string

// headerRules says what a redacted record keeps of a header, by its name in lower case.
var headerRules = func() map[string]string {
	rules := map[string]string{}
	for _, row := range practice.MustTable("headers.txt", headersText, 2) {
		rules[row.Columns[0]] = row.Columns[1]
	}
	return rules
}()

// header masks the value of a header as far as its name demands. Credentials are masked always.
func (r *redactor) header(h *crawler.Header, page string) {
	name := strings.ToLower(h.Name)
	if name == "authorization" || name == "proxy-authorization" {
		h.Value = r.masked(h.Value, page)
		return
	}
	if r.key == nil {
		return
	}
	switch headerRules[name] {
	case "keep":
	case "url":
		h.Value = r.address(h.Value, page)
	case "pairs":
		h.Value = r.pairs(h.Value, name == "set-cookie", page)
	default:
		h.Value = r.value(h.Value, page)
	}
}

// cookieAttributes are what stands behind the value in Set-Cookie (RFC 6265, 4.1.1, and its successors).
var cookieAttributes = map[string]bool{
	"domain": true, "expires": true, "httponly": true, "max-age": true, "partitioned": true, "path": true, "priority": true, "samesite": true, "secure": true,
}

// pairs masks the values of "a=1; b=2", but not the attributes of a cookie that is set. Lines apart, as a browser
// joins several Set-Cookie headers, are taken one by one.
func (r *redactor) pairs(text string, setting bool, page string) string {
	lines := strings.Split(text, "\n")
	for l, text := range lines {
		parts := strings.Split(text, ";")
		for i, part := range parts {
			name, value, found := strings.Cut(strings.TrimSpace(part), "=")
			switch {
			case setting && i > 0 && cookieAttributes[strings.ToLower(name)]:
			case found:
				parts[i] = " " + r.text(name, page) + "=" + r.value(value, page)
			default:
				parts[i] = " " + r.value(name, page)
			}
		}
		lines[l] = strings.TrimSpace(strings.Join(parts, ";"))
	}
	return strings.Join(lines, "\n")
}
