package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/chrome"
	"github.com/candor-privacy/candor/policy"
)

// noticeParts are what stands on a page far apart, by the id of its element. Each states something, and words of its own stand on the page before it.
var noticeParts = []struct{ id, html string }{
	{"menu", "<nav>We collect your name. We share your address with Stripe.</nav>"},
	{"plain", "<p>We collect your name.</p>"},
	{"marked", "<p>We use <b>your&nbsp;e&#8209;mail</b> address &amp; your <i>postal address</i> to process your order, to keep our shop safe and to answer your letters.</p>"},
	{"row", "<table><tr><th>Cookie<th>Provider<th>Purpose<th>Duration</tr><tr><td>_ga<td>Google<td>audience measurement<td>13 months</tr></table>"},
	{"list", "<p>For an order we share with Stripe:</p><ul><li>your address,<li>your telephone number.</ul>"},
	{"again", "<p>We share your address with Stripe.</p>"},
	{"french", "<p>Nous conservons votre adresse e-mail pendant trois ans, l’« identifiant » aussi.</p>"},
}

// tellsWhere lets a page ask for the id of the part that is in the middle of the window.
const tellsWhere = `<script>addEventListener("load", () => setTimeout(() => {
	const part = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("[id]");
	fetch("/middle?" + (part ? part.id : "nothing"));
}, 300));</script>`

// A link to a quote opens the page at its words: the browser itself tells what it has scrolled into the middle of its window.
func TestALinkToAQuoteOpensThePageAtItsWords(t *testing.T) {
	needBrowser(t)
	var page strings.Builder
	page.WriteString("<!doctype html><title>Privacy</title><style>nav, p, table, ul {margin: 0; width: 100%} .far {height: 3000px}</style>\n")
	for _, part := range noticeParts {
		fmt.Fprintf(&page, "<div id=%s>%s</div>\n<div class=far></div>\n", part.id, part.html)
	}
	page.WriteString(tellsWhere)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(page.String()))
	}))
	defer server.Close()
	notice, err := policy.ReadBytes(server.URL+"/privacy", []byte(page.String()))
	if err != nil {
		t.Fatal(err)
	}
	browser, err := chrome.Launch(t.Context(), chrome.Options{NoSandbox: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = browser.Close() }()
	opened := map[string]bool{}
	for _, d := range notice.Declarations {
		want := partAt(page.String(), d.Start)
		if opened[d.Link] {
			continue
		}
		opened[d.Link], opened[want] = true, true
		if got := middleOf(t, browser, d.Link); got != want {
			t.Errorf("%s: opened at %q, want %q, where %q stands", d.Link, got, want, d.Text)
		}
	}
	for _, part := range noticeParts[1:] {
		if !opened[part.id] {
			t.Errorf("nothing is read from %s, so that no link to it was opened", part.id)
		}
	}
}

// partAt is the id of the part in which a byte of the page stands.
func partAt(page string, at int) string {
	_, tag, _ := strings.Cut(page[strings.LastIndex(page[:at], "<div id="):], "=")
	id, _, _ := strings.Cut(tag, ">")
	return id
}

// middleOf is the part of the page that a visitor who opens the address sees in the middle of the window.
func middleOf(t *testing.T, browser *chrome.Browser, address string) string {
	t.Helper()
	session, err := browser.Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Close() }()
	seen, err := session.Visit(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range seen.Requests {
		if _, id, ok := strings.Cut(r.URL, "/middle?"); ok {
			return id
		}
	}
	return "no answer"
}
