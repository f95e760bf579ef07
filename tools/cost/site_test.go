package cost

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// asServer is the variable of the environment that makes this program serve the pages, so that what that costs is not counted.
const asServer = "CANDOR_COST_SERVER"

// pages are the addresses of the site.
func pages() []string {
	var all []string
	for i := range 10 {
		all = append(all, fmt.Sprintf("https://shop.example/page%d", i))
	}
	return all
}

// startServer runs the server beside the benchmark, and returns Chromium's rules that lead every host to it.
func startServer(b *testing.B) string {
	b.Helper()
	server := exec.CommandContext(b.Context(), os.Args[0])
	server.Env = append(os.Environ(), asServer+"=1")
	server.Stderr = os.Stderr
	in, err := server.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := server.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := server.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { in.Close(); server.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return "MAP * " + strings.TrimSpace(address)
}

// serve serves until its input ends.
func serve() {
	s := httptest.NewUnstartedServer(http.HandlerFunc(answer))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	fmt.Println(s.Listener.Addr())
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func answer(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	switch name := strings.TrimPrefix(r.URL.Path, "/"); {
	case strings.HasPrefix(name, "page"):
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page(name))
	case name == "frame":
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><p>An advertisement</p><script>document.cookie = "seen=1; SameSite=None; Secure"; fetch("/collect?from=frame")</script>`)
	case strings.HasSuffix(name, ".js"):
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, script)
	case strings.HasSuffix(name, ".gif"):
		w.Header().Set("Content-Type", "image/gif")
		fmt.Fprint(w, "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\x21\xf9\x04\x01\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b")
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// script is what each third party runs: it works for a while, keeps something, and reports.
var script = `(() => {
  const seen = {};
  for (let i = 0; i < 200000; i++) seen["k" + i % 997] = Math.sqrt(i) + String(i).length;
  if (self.document) {
    for (const el of document.querySelectorAll("p, a, li")) el.getBoundingClientRect();
    document.cookie = "id_" + document.currentScript.src.length + "=" + Math.random() + "; path=/";
    localStorage.setItem("visits", Object.keys(seen).length);
  }
  fetch("https://stats.example/collect", {method: "POST", mode: "no-cors", body: JSON.stringify(seen).slice(0, 2000)});
})();
` + strings.Repeat("// what is read and never run, as most of a library is\n", 2000)

// page is one page of the site.
func page(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><html lang=en><title>%s</title><style>li { float: left; width: 10em; padding: 1em; border: 1px solid }</style><h1>%s</h1><nav>", name, name)
	for _, to := range pages() {
		fmt.Fprintf(&b, "<a href=%s>%s</a> ", to, to)
	}
	b.WriteString("</nav><ul>")
	for i := range 400 {
		fmt.Fprintf(&b, "<li><p>Article %d</p><a href=#a%d>Into the basket</a> <b>%d.99</b></li>", i, i, i)
	}
	b.WriteString("</ul><form action=/joined method=post><label>E-mail <input type=email name=email></label><label>Name <input name=name></label><button>Join</button></form>")
	for i := range 8 {
		fmt.Fprintf(&b, "<img src=https://img%d.example/pixel.gif><script async src=https://cdn%d.example/lib.js></script>", i, i)
	}
	for i := range 3 {
		fmt.Fprintf(&b, "<iframe src=https://ads%d.example/frame></iframe>", i)
	}
	b.WriteString(`<script>new Worker("/worker.js")</script>`)
	b.WriteString(`<div style="position:fixed;bottom:0;background:#fff" id=banner>We use cookies. <button>Accept all</button><button>Reject all</button></div><script>
const banner = document.getElementById("banner");
if (document.cookie.includes("choice=")) banner.remove();
for (const b of banner.querySelectorAll("button")) b.onclick = () => { document.cookie = "choice=" + b.textContent + "; path=/"; banner.remove(); };
</script>`)
	return b.String()
}
