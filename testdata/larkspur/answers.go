package larkspur

import (
	"crypto/rand"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
)

// An answer is what a host says to one path.
type answer struct {
	host, path string
	status     int
	file       string // "" for an empty body
	cookie     string // a Set-Cookie line, or ""
}

// answers lists what is more than a file of its own: a file under another path, an empty answer, a cookie.
// Every other path is the file of that name in the host's folder, "/" its index.html, and a name without an ending has ".html".
var answers = []answer{
	// the shop itself
	{host: "account.larkspur.example", path: "/", status: 200, file: "index.html", cookie: signedIn},
	{host: "account.larkspur.example", path: "/sign-in", status: 200, file: "index.html"},
	{host: "account.larkspur.example", path: "/sign-up", status: 200, file: "sign-up.html", cookie: signedIn},
	{host: "www.larkspur.example", path: "/book-club/join", status: 200, file: "thanks.html"},
	{host: "www.larkspur.example", path: "/checkout", status: 200, file: "checkout.html", cookie: basket},
	{host: "www.larkspur.example", path: "/events/walk", status: 200, file: "thanks.html"},
	{host: "www.larkspur.example", path: "/newsletter", status: 200, file: "thanks.html"},

	// the others, as far as the shop's pages ask them
	{host: "cdn.jsdelivr.net", path: "/npm/lazysizes@5.3.2/lazysizes.min.js", status: 200, file: "lazysizes.js"},
	{host: "connect.facebook.net", path: "/en_US/fbevents.js", status: 200, file: "fbevents.js"},
	{host: "js.stripe.com", path: "/v3/", status: 200, file: "stripe.js"},
	{host: "m.stripe.com", path: "/6", status: 204},
	{host: "player.vimeo.com", path: "/video/902113456", status: 200, file: "player.html", cookie: vimeoVisitor},
	{host: "static.hotjar.com", path: "/c/hotjar-3141592.js", status: 200, file: "hotjar.js"},
	{host: "www.facebook.com", path: "/tr/", status: 200, file: "pixel.gif", cookie: metaVisitor},
	{host: "www.google-analytics.com", path: "/g/collect", status: 204},
	{host: "www.googletagmanager.com", path: "/gtag/js", status: 200, file: "gtag.js"},
}

// The cookies that servers set; each is filled with an identifier.
const (
	signedIn     = "lk_session=%s; Path=/; Secure; HttpOnly; SameSite=Lax"
	basket       = "lk_basket=%s; Domain=larkspur.example; Path=/; Max-Age=5184000; Secure; HttpOnly; SameSite=Lax" // 60 days
	metaVisitor  = "fr=%s; Domain=facebook.com; Path=/; Max-Age=7776000; Secure; HttpOnly; SameSite=None"           // 90 days, as the real pixel's
	vimeoVisitor = "vuid=%s; Domain=vimeo.com; Path=/; Max-Age=63072000; Secure; SameSite=None"                     // two years, as the real player's
)

// types are those of the site's files. What the machine's own table says of an ending may differ from one to the next.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".gif":  "image/gif",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
}

// hosts answers for every host of the sample company, and with 502 for any other.
type hosts struct{ files fs.FS }

// ServeHTTP answers by the host and the path alone.
func (h *hosts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	w.Header().Set("Cache-Control", "no-store") // each visit is a first one
	i := slices.IndexFunc(answers, func(a answer) bool { return a.host == host && a.path == r.URL.Path })
	switch {
	case i >= 0:
		h.reply(w, r, answers[i])
	case h.known(host):
		h.file(w, host, fileOf(r.URL.Path), http.StatusOK)
	default:
		http.Error(w, "larkspur: no such host in the sample company", http.StatusBadGateway)
	}
}

// known reports whether the company has the host at all.
func (h *hosts) known(host string) bool {
	if slices.ContainsFunc(answers, func(a answer) bool { return a.host == host }) {
		return true
	}
	info, err := fs.Stat(h.files, host)
	return err == nil && info.IsDir()
}

func (h *hosts) reply(w http.ResponseWriter, r *http.Request, a answer) {
	name, _, sets := strings.Cut(a.cookie, "=")
	if _, err := r.Cookie(name); sets && err != nil { // a visitor who has one keeps it
		w.Header().Set("Set-Cookie", fmt.Sprintf(a.cookie, rand.Text()))
	}
	if a.file == "" {
		w.WriteHeader(a.status)
		return
	}
	h.file(w, a.host, a.file, a.status)
}

// file answers with a file of the host's folder.
func (h *hosts) file(w http.ResponseWriter, host, name string, status int) {
	body, err := fs.ReadFile(h.files, path.Join(host, name))
	if err != nil {
		http.Error(w, "larkspur: no such page", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", types[path.Ext(name)])
	w.WriteHeader(status)
	_, _ = w.Write(body) // a visitor who hangs up is no concern of ours
}

// fileOf returns the file behind a path of the site.
func fileOf(p string) string {
	p = strings.TrimPrefix(path.Clean(p), "/")
	switch {
	case p == "":
		return "index.html"
	case path.Ext(p) == "":
		return p + ".html"
	}
	return p
}
