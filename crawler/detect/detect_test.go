package detect

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what the stories in testdata want")

// A recorded page of a story: a crawler.Page with everything on it.
type recorded struct {
	crawler.Page
	Requests []crawler.Request     `json:"requests"`
	Cookies  []recordedCookie      `json:"cookies"`
	Storage  []crawler.StorageItem `json:"storage"`
	Uses     []crawler.Use         `json:"uses"`
	Canvases []crawler.Canvas      `json:"canvases"`
}

// A cookie of a story says its lifetime in days, and its body in text.
type recordedCookie struct {
	crawler.Cookie
	Days float64 `json:"days"`
}

func (r recorded) page() *crawler.Page {
	p := r.Page
	p.FinalURL = p.URL
	p.Requests, p.Storage, p.Uses, p.Canvases = r.Requests, r.Storage, r.Uses, r.Canvases
	for i := range p.Requests {
		p.Requests[i].Page, p.Requests[i].State = p.URL, p.State
	}
	for _, c := range r.Cookies {
		c.Page, c.State = p.URL, p.State
		c.Lifetime = time.Duration(c.Days * 24 * float64(time.Hour))
		p.Cookies = append(p.Cookies, c.Cookie)
	}
	for i := range p.Storage {
		p.Storage[i].Page, p.Storage[i].State = p.URL, p.State
	}
	return &p
}

// Each story of testdata is recorded pages of https://shop.example/ and every observation that they give, and no other.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { story(t, file) })
	}
}

func story(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var pages []recorded
	dec := json.NewDecoder(strings.NewReader(string(archive.Files[0].Data)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&pages); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	scope, err := crawler.NewScope("https://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	site := &Site{Scope: scope}
	for _, p := range pages {
		site.Pages = append(site.Pages, p.page())
	}
	got := tell(Run(site))
	if *update {
		archive.Files[1].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(got, string(archive.Files[1].Data)); diff != "" {
		t.Errorf("observations (-got +want):\n%s", diff)
	}
}

func tell(seen []practice.Observation) string {
	var b strings.Builder
	for _, o := range seen {
		fmt.Fprintf(&b, "%s: %s", o.By, o.Practice)
		if o.Name != "" {
			fmt.Fprintf(&b, " [%s]", o.Name)
		}
		if o.Period != "" {
			fmt.Fprintf(&b, " %s", o.Period)
		}
		b.WriteString("\n")
		for _, e := range o.Evidence {
			fmt.Fprintf(&b, "\t%s  %s\n", e.Source, e.Detail)
		}
	}
	return b.String()
}

func TestAllListsEveryDetector(t *testing.T) {
	fset := token.NewFileSet()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var declared []string
	for _, name := range files {
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 && isDetector(spec.Values[0]) {
				declared = append(declared, strings.ToLower(spec.Names[0].Name))
			}
			return true
		})
	}
	var listed []string
	for _, d := range All {
		listed = append(listed, d.Name)
		title, rest, _ := strings.Cut(d.Doc, "\n")
		if title == "" || !strings.HasPrefix(rest, "\n") || !strings.Contains(rest, "Example: ") {
			t.Errorf("the Doc of %s is not a title, a blank line and an explanation with an example", d.Name)
		}
	}
	slices.Sort(declared)
	if !slices.Equal(listed, declared) {
		t.Errorf("All lists %v, the package declares %v", listed, declared)
	}
}

func isDetector(e ast.Expr) bool {
	ref, ok := e.(*ast.UnaryExpr)
	if !ok {
		return false
	}
	lit, ok := ref.X.(*ast.CompositeLit)
	if !ok {
		return false
	}
	name, ok := lit.Type.(*ast.Ident)
	return ok && name.Name == "Detector"
}

func TestEvidenceIsLimitedAndSaysHowMuchIsLeftOut(t *testing.T) {
	o := practice.Observation{Practice: practice.Practice{Actor: practice.Site, Action: practice.Track, Data: "tracer"}}
	var seen []practice.Observation
	for i := range 50 {
		o.Evidence = []practice.Evidence{{Source: fmt.Sprintf("https://shop.example/%d", i), Detail: "cookie a"}}
		seen = append(seen, o, o)
	}
	got := merge(seen)
	if len(got) != 1 || len(got[0].Evidence) != maxEvidence {
		t.Fatalf("merge kept %d observations, the first with %d pieces; want 1 with %d", len(got), len(got[0].Evidence), maxEvidence)
	}
	last := got[0].Evidence[maxEvidence-1]
	if want := "and 31 more like these, beginning here"; last.Detail != want || last.Source != "https://shop.example/19" {
		t.Errorf("last piece = %q at %s, want %q at https://shop.example/19", last.Detail, last.Source, want)
	}
}

func TestALifetimeIsWholeDays(t *testing.T) {
	const day = 24 * time.Hour
	tests := []struct {
		cookie crawler.Cookie
		want   practice.Period
	}{
		{crawler.Cookie{Session: true}, practice.Session},
		{crawler.Cookie{Lifetime: time.Second}, "P1D"},
		{crawler.Cookie{Lifetime: day}, "P1D"},
		{crawler.Cookie{Lifetime: day + 1}, "P2D"},
		{crawler.Cookie{Lifetime: math.MaxInt64}, "P106752D"}, // what expires in the year 9999 is recorded so
	}
	for _, tt := range tests {
		if got := Lifetime(&tt.cookie); got != tt.want {
			t.Errorf("Lifetime of %s = %s, want %s", tt.cookie.Lifetime, got, tt.want)
		}
	}
}

func TestTheLongestPeriodCounts(t *testing.T) {
	tests := []struct{ a, b, want practice.Period }{
		{"P30D", "P400D", "P400D"},
		{"P400D", "P30D", "P400D"},
		{"session", "P1D", "P1D"},
		{"P1D", "unlimited", "unlimited"},
		{"unlimited", "P1D", "unlimited"},
		{"", "session", "session"},
	}
	for _, tt := range tests {
		if got := longer(tt.a, tt.b); got != tt.want {
			t.Errorf("longer(%q, %q) = %q, want %q", tt.a, tt.b, got, tt.want)
		}
	}
}
