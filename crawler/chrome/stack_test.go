package chrome

import (
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

func TestParseStack(t *testing.T) {
	text := `Error: at first sight
    at setUser (https://shop.example/app.js:12:5)
    at async Promise.all (index 0)
    at async load (https://shop.example/app.js?v=1:2:3)
    at new Tracker (https://ads.example/t.js:1:200)
    at Array.forEach (<anonymous>)
    at eval (eval at run (https://ads.example/t.js:4:1), <anonymous>:1:8)
    at https://shop.example/:40:1`
	want := []crawler.Call{
		{Function: "setUser", URL: "https://shop.example/app.js", Line: 12, Column: 5},
		{Function: "load", URL: "https://shop.example/app.js?v=1", Line: 2, Column: 3},
		{Function: "new Tracker", URL: "https://ads.example/t.js", Line: 1, Column: 200},
		{Function: "eval", URL: "https://ads.example/t.js", Line: 4, Column: 1},
		{URL: "https://shop.example/", Line: 40, Column: 1},
	}
	if diff := cmp.Diff(want, parseStack(text)); diff != "" {
		t.Errorf("parseStack (-want +got):\n%s", diff)
	}
}

func FuzzParseStack(f *testing.F) {
	f.Add("    at f (https://shop.example/app.js:12:5)\n    at eval (eval at run (https://ads.example/t.js:4:1), <anonymous>:1:8)")
	f.Add("at (:1:1)\nat  (a:b:c)\nat eval (eval at ")
	f.Fuzz(func(t *testing.T, text string) {
		for _, call := range parseStack(text) {
			if call.URL == "" || call.Line < 0 || call.Column < 0 {
				t.Errorf("parseStack(%q) gives %+v", text, call)
			}
		}
	})
}

func TestAScriptInAnAddressIsCutToAHash(t *testing.T) {
	long := "data:text/javascript," + strings.Repeat("a();", 1000)
	for address, want := range map[string]string{
		"https://shop.example/a.js?x=data:": "https://shop.example/a.js?x=data:",
		"data:text/javascript,a()":          "data:text/javascript,fnv1a-897da460",
		"data:":                             "data:,fnv1a-5bdac04d",
		"":                                  "",
	} {
		if got := placeURL(address); got != want {
			t.Errorf("%q is kept as %q, want %q", address, got, want)
		}
	}
	if got := placeURL(long); len(got) > 80 || placeURL(got) != got {
		t.Errorf("a long address is kept as %q, and that as %q", got, placeURL(got))
	}
}

// A data: script is told by one short address, however long it is, and in every stack.
func TestADataScriptIsToldByAShortAddress(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/data-script.html")
	told := false
	for _, u := range p.Uses {
		told = told || u.Interface == "Navigator.plugins" && strings.HasPrefix(u.Script.URL, "data:text/javascript,fnv1a-")
		if len(u.Script.URL) > 80 {
			t.Errorf("%s is told of %.100q", u.Interface, u.Script.URL)
		}
	}
	for _, c := range p.Cookies {
		for _, call := range c.Initiator.Stack {
			if len(call.URL) > 80 {
				t.Errorf("the cookie is told of %.100q", call.URL)
			}
		}
	}
	if !told || len(p.Cookies) != 1 {
		t.Errorf("the use of the script is told: %t, and %d cookies; want it and one", told, len(p.Cookies))
	}
}
