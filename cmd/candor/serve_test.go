package main

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/candor-privacy/candor/crawler/chrome"
)

// serve is a command of the stories: it answers for every host with the files of a folder, HOST/PATH, and sets $RULES to the flags by which a
// browser finds them there. What has no ending is a page; the page of a folder is its index. Everything that is asked for stands in asked.txt, "HOST/PATH".
func serve(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: serve FOLDER")
	}
	root, err := os.OpenRoot(ts.MkAbs(args[0]))
	ts.Check(err)
	asked, err := os.Create(ts.MkAbs("asked.txt"))
	ts.Check(err)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/favicon.ico" {
			return
		}
		_, _ = asked.WriteString(r.Host + r.URL.Path + "\n") // a story that looks for it fails
		answer(w, root, r.Host, r.URL.Path)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	ts.Defer(func() {
		server.CloseClientConnections()
		server.Close()
		asked.Close()
		root.Close()
	})
	ts.Setenv("TMPDIR", os.TempDir()) // the story's own is closed to the user as which a browser runs that root has started
	ts.Setenv("RULES", "MAP * "+server.Listener.Addr().String())
}

// onlyAsked is a command of the stories: it fails if any host but the one it names was asked for anything.
func onlyAsked(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: onlyAsked HOST")
	}
	for line := range strings.Lines(ts.ReadFile("asked.txt")) {
		if !strings.HasPrefix(line, args[0]+"/") {
			ts.Fatalf("asked for %s", line)
		}
	}
}

// types are those of the endings that the sites of stories use; a machine's own table may lack them.
var types = map[string]string{"": "text/html; charset=utf-8", ".html": "text/html; charset=utf-8", ".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8"}

func answer(w http.ResponseWriter, root *os.Root, host, name string) {
	file := host + path.Clean(name)
	if strings.HasSuffix(name, "/") {
		file += "/index.html"
	}
	body, err := root.ReadFile(path.Clean(file))
	if err != nil {
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", types[path.Ext(file)])
	_, _ = w.Write(body)
}

// hasBrowser is the condition [browser] of the stories. Where one is required, there is one or the story fails.
func hasBrowser(name string) (bool, error) {
	if name != "browser" {
		return false, errors.New("unknown condition")
	}
	_, err := chrome.Find()
	return err == nil || os.Getenv("CANDOR_REQUIRE_BROWSER") == "1", nil
}
