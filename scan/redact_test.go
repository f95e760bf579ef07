package scan

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

// ours are the strings of a page that stay as they are in a redacted record, because no visitor's value can stand in them.
var ours = map[string]string{
	".State":                         "a condition of ours",
	".Links.Rel":                     "of the link types that the browser layer knows",
	".Links.Place":                   "a word of ours",
	".Frames.ID":                     "the browser's number",
	".Frames.Parent":                 "the browser's number",
	".Forms.Links.Rel":               "of the link types that the browser layer knows",
	".Forms.Links.Place":             "a word of ours",
	".Requests.State":                "a condition of ours",
	".Requests.Type":                 "a word of the browser's",
	".Requests.Target":               "a word of ours",
	".Requests.Frame":                "the browser's number",
	".Requests.Initiator.Type":       "a word of the browser's",
	".Requests.Headers.Name":         "names of headers; values stand behind them",
	".Requests.ResponseHeaders.Name": "names of headers; values stand behind them",
	".Requests.Content":              "the text of a script, of which the writer keeps the hash alone",
	".Requests.ContentHash":          "a hash of what the site publishes",
	".Requests.RemoteAddr":           "an address of the network",
	".Requests.Error":                "a word of the browser's",
	".Cookies.State":                 "a condition of ours",
	".Cookies.Domain":                "a host",
	".Cookies.Partition":             "a site",
	".Cookies.SetBy":                 "a word of ours",
	".Cookies.Refused":               "words of the browser's",
	".Cookies.Initiator.Type":        "a word of the browser's",
	".Storage.State":                 "a condition of ours",
	".Storage.Area":                  "a word of ours",
	".Storage.Origin":                "a host",
	".Storage.Initiator.Type":        "a word of the browser's",
	".Storage.Partition":             "a site",
	".Uses.State":                    "a condition of ours",
	".Uses.Interface":                "of the table of interfaces",
	".Uses.Target":                   "a word of ours",
	".Uses.Words":                    "of the table of interfaces",
	".Canvases.State":                "a condition of ours",
	".Canvases.Target":               "a word of ours",
	".Signals.API":                   "a word of ours",
	".Typed.Data":                    "of the vocabulary",
	".Typed.Value":                   "drawn by us",
	".Leaks.Data":                    "of the vocabulary",
	".Leaks.How":                     "words of ours",
	".Leaks.When":                    "words of ours",
}

// strew puts an address of somebody's into every string below a value, and returns how often.
func strew(v reflect.Value, path string) int {
	switch v.Kind() {
	case reflect.Struct:
		n := 0
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				n += strew(f, path+"."+v.Type().Field(i).Name)
			}
		}
		return n
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(secretAt(path)))
			return 1
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return strew(v.Index(0), path)
	case reflect.String:
		v.SetString(secretAt(path))
		return 1
	}
	return 0
}

func secretAt(path string) string {
	return strings.ToLower(strings.ReplaceAll(path, ".", "-")) + "-secret@mail.example"
}

// held calls back for every string below a value.
func held(v reflect.Value, path string, see func(path, text string)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				held(v.Field(i), path+"."+f.Name, see)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			see(path, string(v.Bytes()))
			return
		}
		for i := range v.Len() {
			held(v.Index(i), path, see)
		}
	case reflect.String:
		see(path, v.String())
	}
}

func TestEveryStringOfAPageIsMaskedOrOurs(t *testing.T) {
	r := &redactor{key: []byte("key of the test")}
	var page crawler.Page
	if n := strew(reflect.ValueOf(&page).Elem(), ""); n < 100 {
		t.Fatalf("%d strings were filled, want those of the whole page", n)
	}
	seen := map[string]bool{}
	held(reflect.ValueOf(*r.page(&page)), "", func(path, text string) {
		seen[path] = true
		if why := ours[path]; strings.Contains(text, "secret@") && why == "" {
			t.Errorf("%s is not masked: %q", path, text)
		}
	})
	for path := range ours {
		if !seen[path] {
			t.Errorf("%s is no string of a page any more", path)
		}
	}
}

// What a consent signal says is known after redaction, and its value is not.
func TestConsentSignalsAreReadBeforeTheyAreMasked(t *testing.T) {
	const tc = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA"
	page := &crawler.Page{
		URL: "https://shop.example/", FinalURL: "https://shop.example/", State: practice.BeforeConsent,
		Signals:  []crawler.Signal{{API: "tcf", Value: tc, Status: "tcloaded", Platform: 27}, {API: "usp", Value: "1YYN"}, {API: "gpp", Value: "sold-to-jane", Status: "jane"}},
		Cookies:  []crawler.Cookie{{Name: "euconsent-v2", Value: tc, Domain: "shop.example", Session: true}},
		Requests: []crawler.Request{{ID: 1, Method: "GET", URL: "https://www.google-analytics.com/g/collect?v=2&gcs=G111", Status: 204}},
	}
	plain, _ := newRedactor(t.TempDir(), false)
	mask := &redactor{key: []byte("key of the test")}
	told := func(r *redactor) []string {
		var lines []string
		for _, s := range detect.SignalsOn(r.page(page)) {
			lines = append(lines, fmt.Sprint(s.API, s.Platform, s.Granted, s.SaleOptOut, s.Request))
		}
		return lines
	}
	if got, want := told(mask), told(plain); !slices.Equal(got, want) || len(got) != 5 {
		t.Errorf("signals of the redacted page %q, want %q", got, want)
	}
	if text := fmt.Sprintf("%+v", mask.page(page)); strings.Contains(text, tc) || strings.Contains(text, "1YYN") || strings.Contains(text, "jane") || strings.Contains(text, "G111") {
		t.Errorf("the redacted page holds a value: %s", text)
	}
}

func TestARedactedPageHoldsNothingOfMessagesNamesAndStores(t *testing.T) {
	const secret = "a1b2c3d4e5f6"
	by := crawler.Initiator{Type: "script", Stack: []crawler.Call{{URL: "https://shop.example/app.js?u=" + secret, Named: "https://lib.example/?u=" + secret}}}
	seen := &crawler.Page{
		FinalURL: "https://shop.example/",
		Requests: []crawler.Request{{URL: "wss://chat.example/", Type: "websocket", Initiator: by, Body: []byte(`{"id":"` + secret + `"}`), Received: []byte("hello " + secret + "\n" + secret)}},
		Storage:  []crawler.StorageItem{{Area: "cache", Key: "pages", Value: "https://shop.example/?id=" + secret, Partition: "https://shop.example", Initiator: by}},
	}
	page := (&redactor{key: []byte("a key")}).page(seen)
	text, err := json.Marshal([]any{page.Requests, page.Storage, string(page.Requests[0].Body), string(page.Requests[0].Received)})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), secret) {
		t.Errorf("the redacted page holds the value: %s", text)
	}
	if page.Storage[0].Partition != "https://shop.example" || len(page.Requests[0].Received) == 0 {
		t.Errorf("the redacted page tells of partition %q and %d bytes received, want the site and a mask", page.Storage[0].Partition, len(page.Requests[0].Received))
	}
}

// Reasons name other addresses than those of the notice: where it leads to, the version that was read instead.
func TestEveryAddressInAReasonIsMasked(t *testing.T) {
	r := &redactor{key: []byte("key of the test")}
	const other = "https://shop.example/fr/privacy?visitor=jane-71c2"
	n := r.notice(crawler.Notice{
		URL: "https://shop.example/privacy", Unread: "it leads to " + other + ", which was read",
		Why: []string{"taken before " + other + ", which is in \"fr\"", "redirected to " + other + "."},
	})
	for _, text := range append(n.Why, n.Unread, r.gap(practice.Gap{Source: "https://shop.example/", Reason: "frame (" + other + ") did not answer"}).Reason) {
		if strings.Contains(text, "jane") || !strings.Contains(text, "https://shop.example/fr/privacy?visitor=redacted.") {
			t.Errorf("%q names a visitor, or no address", text)
		}
	}
	plain, _ := newRedactor(t.TempDir(), false)
	if got, want := plain.prose("see https://jane:pw@shop.example/a.", ""), "see https://shop.example/a."; got != want {
		t.Errorf("without redaction %q, want %q", got, want)
	}
}
