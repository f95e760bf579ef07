package company

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

// Types are those of a site's files. What the machine's own table says of an ending may differ from one to the next.
var Types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".gif":   "image/gif",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".mjs":   "text/javascript; charset=utf-8",
	".pdf":   "application/pdf",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
	".xml":   "application/xml",
}

// hosts answers for every host of a company, and with 502 for any other.
type hosts struct{ Company }

// ServeHTTP answers by the host and the path alone.
func (h *hosts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	w.Header().Set("Cache-Control", "no-store") // each visit is a first one
	allowOrigin(w.Header(), r)
	answers := h.to(host, r.URL.Path)
	switch {
	case r.Method == http.MethodOptions && h.known(host):
		w.WriteHeader(http.StatusNoContent)
	case len(answers) > 0:
		h.reply(w, r, answers)
	case h.known(host):
		h.file(w, host, fileOf(r.URL.Path), http.StatusOK)
	default:
		http.Error(w, "no such host in "+h.Name, http.StatusBadGateway)
	}
}

// allowOrigin lets every page send what it likes, as third parties that collect data do.
func allowOrigin(header http.Header, r *http.Request) {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return
	}
	header.Set("Access-Control-Allow-Origin", origin)
	header.Set("Access-Control-Allow-Credentials", "true")
	if asked := r.Header.Get("Access-Control-Request-Headers"); asked != "" {
		header.Set("Access-Control-Allow-Headers", asked)
	}
}

// to are the answers for a path.
func (h *hosts) to(host, path string) []Answer {
	var out []Answer
	for _, a := range h.Answers {
		if a.Host == host && a.Path == path {
			out = append(out, a)
		}
	}
	return out
}

// known reports whether the company has the host at all.
func (h *hosts) known(host string) bool {
	if slices.ContainsFunc(h.Answers, func(a Answer) bool { return a.Host == host }) {
		return true
	}
	info, err := fs.Stat(h.Files, host)
	return err == nil && info.IsDir()
}

// reply sets the cookies of all answers, and says what the first says.
func (h *hosts) reply(w http.ResponseWriter, r *http.Request, answers []Answer) {
	for _, a := range answers {
		name, _, sets := strings.Cut(a.Cookie, "=")
		if _, err := r.Cookie(name); !sets || err == nil { // a visitor who has one keeps it
			continue
		}
		cookie := a.Cookie
		if strings.Contains(cookie, "%s") {
			cookie = fmt.Sprintf(cookie, rand.Text())
		}
		w.Header().Add("Set-Cookie", cookie)
	}
	switch a := answers[0]; {
	case a.Status/100 == 3:
		http.Redirect(w, r, a.File, a.Status)
	case a.File == "":
		w.WriteHeader(a.Status)
	default:
		h.file(w, a.Host, a.File, a.Status)
	}
}

// file answers with a file of the host's folder, or of an npm package.
func (h *hosts) file(w http.ResponseWriter, host, name string, status int) {
	files, from := h.Files, path.Join(host, name)
	if script, ok := strings.CutPrefix(name, "npm:"); ok {
		files, from = h.Scripts, script
	}
	if files == nil {
		http.Error(w, "npm packages are not there: make tables", http.StatusNotFound)
		return
	}
	body, err := fs.ReadFile(files, from)
	if err != nil {
		http.Error(w, "no such page in "+h.Name, http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", Types[path.Ext(from)])
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
