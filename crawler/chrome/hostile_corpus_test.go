package chrome

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// hostileAnswers are those that no file can give, by their names in testdata/hostile/outcomes.txt.
var hostileAnswers = map[string]http.HandlerFunc{
	"gzip-bomb": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		fmt.Fprint(z, "<!doctype html><title>Twenty megabytes</title><!--")
		for range 20 {
			_, _ = z.Write(make([]byte, 1<<20))
		}
	},
	"gzip-broken": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		fmt.Fprint(w, "this is not packed")
	},
	"gzip-twice": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip, gzip")
		outer := gzip.NewWriter(w)
		defer outer.Close()
		inner := gzip.NewWriter(outer)
		defer inner.Close()
		fmt.Fprint(inner, "<!doctype html><title>Eighty megabytes, packed twice</title><!--")
		for range 80 {
			_, _ = inner.Write(make([]byte, 1<<20))
		}
	},
	"header-huge": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X-Large", strings.Repeat("x", 1<<20)) },
	"headers-many": func(w http.ResponseWriter, _ *http.Request) {
		for i := range 1000 {
			w.Header().Add("Set-Cookie", fmt.Sprintf("many%d=%s", i, strings.Repeat("x", 100)))
		}
		fmt.Fprint(w, "<!doctype html><title>A thousand headers</title>")
	},
	"length-wrong": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "10000")
		fmt.Fprint(w, "<!doctype html><title>Shorter than it says</title>")
	},
	"not-http": func(w http.ResponseWriter, _ *http.Request) {
		speak(w, "\x00\x01\x02 anything but HTTP\r\n\r\n")
	},
	"notice-huge": func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<!doctype html><title>Privacy notice</title>", strings.Repeat("<p>"+strings.Repeat("We collect your name. ", 500), 20<<20/11000))
	},
	"policy-sandbox": func(w http.ResponseWriter, _ *http.Request) { // a page of no origin, which has neither cookies nor storage
		w.Header().Set("Content-Security-Policy", "sandbox allow-scripts")
		fmt.Fprint(w, `<!doctype html><title>Locks itself up</title><script>
			for (const kept of ['cookie', 'localStorage']) try { (kept === 'cookie' ? document : self)[kept] = 'x'; } catch {}
			fetch('https://after.example/collect?/hostile/policy-sandbox').catch(() => {})</script>`)
	},
	"redirect-loop": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) },
	"redirect-maze": func(w http.ResponseWriter, r *http.Request) {
		if n := len(r.URL.RawQuery); n < 15 {
			http.Redirect(w, r, r.URL.Path+"?"+r.URL.RawQuery+"x", []int{301, 302, 303, 307, 308}[n%5])
			return
		}
		fmt.Fprint(w, "<!doctype html><title>The end of the maze</title>")
	},
	"replaced": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "multipart/x-mixed-replace; boundary=x")
		for i := 0; r.Context().Err() == nil; i++ {
			fmt.Fprintf(w, "--x\r\nContent-Type: text/html\r\n\r\n<title>%d</title>\r\n", i)
			w.(http.Flusher).Flush()
			time.Sleep(100 * time.Millisecond)
		}
	},
	"slow-headers": func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nX-Slow: ")
		for err == nil { // until the page is left
			_, err = fmt.Fprint(conn, "x")
			time.Sleep(100 * time.Millisecond)
		}
	},
	"status-500": func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprint(w, "<!doctype html><title>Nothing works</title>")
	},
	"status-strange": func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(799)
		fmt.Fprint(w, "<!doctype html><title>A status that nobody knows</title>")
	},
}

// speak answers with these bytes and nothing else.
func speak(w http.ResponseWriter, bytes string) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		defer conn.Close()
		_, _ = io.WriteString(conn, bytes)
	}
}

// An outcome is what becomes of a hostile page, a line of testdata/hostile/outcomes.txt.
type outcome struct{ page, ends, recorded, told string }

func outcomes(t *testing.T) []outcome {
	t.Helper()
	text, err := os.ReadFile("testdata/hostile/outcomes.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := practice.ParseTable("outcomes.txt", string(text), 4)
	if err != nil {
		t.Fatal(err)
	}
	var all []outcome
	for _, r := range rows {
		all = append(all, outcome{r.Columns[0], r.Columns[1], r.Columns[2], r.Columns[3]})
	}
	return all
}

// Every page of the corpus does its worst, and ends as its line says; the next page of the same visitor is recorded whole.
func TestTheHostileCorpusEndsAsExpected(t *testing.T) {
	b := running(t)
	for _, o := range outcomes(t) {
		t.Run(o.page, func(t *testing.T) {
			t.Parallel()
			o.visit(t, b)
		})
	}
}

func (o outcome) visit(t *testing.T, b *Browser) {
	failed := strings.HasPrefix(o.ends, "error")
	wantErr := ""
	if failed {
		wantErr = o.told
	}
	s, p, err := visitHostile(t, b, "hostile/"+o.page, !strings.HasSuffix(o.ends, "endless"), wantErr)
	switch {
	case failed && (err == nil || !strings.Contains(err.Error(), o.told)):
		t.Errorf("Visit gives %v, want %q", err, o.told)
	case !failed && err != nil:
		t.Errorf("Visit gives %v, want a page", err)
	case !failed:
		o.judge(t, p)
	}
	if p, err = s.Visit(t.Context(), "https://shop.example/forms.html"); err != nil || len(p.Forms) == 0 {
		t.Errorf("after it a plain page gives %v, %v; want its forms", p, err)
	}
}

func (o outcome) judge(t *testing.T, p *crawler.Page) {
	if o.told != "" && !slices.ContainsFunc(p.Gaps, func(g practice.Gap) bool { return strings.Contains(g.Reason, o.told) }) {
		t.Errorf("gaps = %v, want %q", p.Gaps, o.told)
	}
	for _, what := range strings.Fields(o.recorded) {
		switch what {
		case "after":
			if !slices.ContainsFunc(p.Requests, func(q crawler.Request) bool {
				return strings.HasPrefix(q.URL, "https://after.example/collect?/hostile/")
			}) {
				t.Errorf("what the page sent at its end is not there; gaps %v", p.Gaps)
			}
		case "kept":
			cookie := slices.ContainsFunc(p.Cookies, func(c crawler.Cookie) bool { return c.Name == "kept" && c.SetBy == "script" })
			key := slices.ContainsFunc(p.Storage, func(i crawler.StorageItem) bool { return i.Key == "kept" })
			if !cookie || !key {
				t.Errorf("the cookie is there: %t, the key is: %t; gaps %v", cookie, key, p.Gaps)
			}
		}
	}
	for _, c := range p.Cookies {
		if strings.Contains(c.Name+c.Value, "forged") {
			t.Errorf("cookie %s, which nobody set", c.Name)
		}
	}
	for _, i := range p.Storage {
		if strings.Contains(i.Key+i.Value, "forged") {
			t.Errorf("key %s, which nobody set", i.Key)
		}
	}
}

// The corpus is whole: every file of it has a line, every line a page, and nothing in it is misspelt.
func TestTheHostileCorpusIsWhole(t *testing.T) {
	lines := map[string]bool{"outcomes.txt": true, "swallow.js": true, "hang.js": true}
	for _, o := range outcomes(t) {
		if lines[o.page] {
			t.Errorf("%s stands there twice", o.page)
		}
		lines[o.page] = true
		if _, err := os.Stat("testdata/hostile/" + o.page); err != nil && hostileAnswers[o.page] == nil {
			t.Errorf("%s is neither a file nor an answer", o.page)
		}
		if !slices.Contains([]string{"quiet", "endless", "error", "error-endless"}, o.ends) || !slices.Contains([]string{"", "after", "after kept"}, o.recorded) {
			t.Errorf("%s ends %q, recorded %q: see the head of outcomes.txt", o.page, o.ends, o.recorded)
		}
	}
	files, err := os.ReadDir("testdata/hostile")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !lines[f.Name()] {
			t.Errorf("%s has no line in outcomes.txt", f.Name())
		}
	}
	if len(lines) < 63 {
		t.Errorf("%d pages, want 60 at least", len(lines)-3)
	}
}
