package larkspur

import (
	"crypto/rand"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// An answer is one line of answers.txt.
type answer struct {
	host, path string
	status     int
	file       string   // "" for an empty body
	cookies    []string // Set-Cookie lines; an empty value is filled with an identifier
}

// hosts answers for every host of the sample company, and with 502 for any other.
type hosts struct {
	files   fs.FS
	answers []answer
}

// newHosts reads answers.txt beside the folders of the hosts.
func newHosts(files fs.FS, table string) (*hosts, error) {
	rows, err := practice.ParseTable("answers.txt", table, 5)
	if err != nil {
		return nil, err
	}
	h := &hosts{files: files}
	for _, row := range rows {
		a := answer{host: row.Columns[0], path: row.Columns[1], file: row.Columns[3]}
		if a.status, err = strconv.Atoi(row.Columns[2]); err != nil {
			return nil, fmt.Errorf("answers.txt:%d: status %q is not a number", row.Line, row.Columns[2])
		}
		if row.Columns[4] != "" {
			a.cookies = strings.Split(row.Columns[4], " | ")
		}
		h.answers = append(h.answers, a)
	}
	return h, nil
}

func (h *hosts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	w.Header().Set("Cache-Control", "no-store") // each visit is a first one
	if a, ok := h.find(host, r.URL.Path); ok {
		h.reply(w, r, a)
		return
	}
	if !h.known(host) {
		http.Error(w, "larkspur: no such host in the sample company", http.StatusBadGateway)
		return
	}
	h.file(w, host, fileOf(r.URL.Path), http.StatusOK)
}

func (h *hosts) find(host, path string) (answer, bool) {
	for _, a := range h.answers {
		if a.host != host {
			continue
		}
		prefix, open := strings.CutSuffix(a.path, "*")
		if path == a.path || open && strings.HasPrefix(path, prefix) {
			return a, true
		}
	}
	return answer{}, false
}

// known reports whether the company has the host at all.
func (h *hosts) known(host string) bool {
	for _, a := range h.answers {
		if a.host == host {
			return true
		}
	}
	info, err := fs.Stat(h.files, host)
	return err == nil && info.IsDir()
}

func (h *hosts) reply(w http.ResponseWriter, r *http.Request, a answer) {
	for _, line := range a.cookies {
		name, rest, _ := strings.Cut(line, "=;")
		if _, err := r.Cookie(name); err == nil {
			continue // the visitor has one already
		}
		w.Header().Add("Set-Cookie", name+"="+rand.Text()+";"+rest)
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
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
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
