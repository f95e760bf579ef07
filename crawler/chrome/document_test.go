package chrome

import (
	"os"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

func readDocuments(t *testing.T, url string) []crawler.Document {
	t.Helper()
	all, err := open(t).Read(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestADocumentIsReadAsAPersonReadsIt(t *testing.T) {
	t.Parallel()
	all := readDocuments(t, "https://shop.example/notice.html?from=test")
	html := string(all[0].Content)
	for _, want := range []string{
		"<h1>Privacy notice of the shop</h1>",
		`<a href="https://shop.example/cookies.html">cookie notice</a>`, // without what names the visitor
		`<a href="#rights">`,
		"<h2><span>What we collect</span></h2>",
		"We collect your name and your e-mail address when you order", // behind a fold
		"<h3>What we share</h3>",
		"We share your postal address",                                     // behind one that a class hides
		"<h3>How long we keep it</h3><p>We keep your orders for ten years", // behind a tab
		"this part of the notice stands in a component",
	} {
		if !strings.Contains(strings.ReplaceAll(html, "\n", ""), want) {
			t.Errorf("the document does not hold %q:\n%s", want, html)
		}
	}
	for _, not := range []string{"visitor-71c2", "jane@shop.example", "aria-hidden", " hidden", "For screens", "our partners use cookies"} {
		if strings.Contains(html, not) {
			t.Errorf("the document holds %q:\n%s", not, html)
		}
	}
}

func TestADocumentIsReadWithItsLinksAndVersions(t *testing.T) {
	t.Parallel()
	d := readDocuments(t, "https://shop.example/notice.html")[0]
	want := []crawler.Link{
		{URL: "https://shop.example/notice.html?from=head", Rel: "privacy-policy", Place: "head"},
		{URL: "https://shop.example/books.html", Text: "Books", Title: "Privacy of books", Place: "navigation"},
		{URL: "https://shop.example/cookies.html?visitor=visitor-71c2", Text: "cookie notice"},
		{URL: "https://shop.example/notice.html", Text: "your rights"},
		{URL: "https://shop.example/cookies.html", Text: "Cookie settings"},
		{URL: "https://shop.example/notice.html", Text: "Privacy", Label: "Privacy of the shop", Lang: "en", Place: "footer"},
	}
	if diff := cmp.Diff(want, d.Links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	versions := []crawler.Link{{URL: "https://shop.example/fr/notice.html", Lang: "fr"}, {URL: "https://shop.example/notice.html", Text: "Privacy", Lang: "en"}}
	if diff := cmp.Diff(versions, d.Versions); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
	if got := strings.Join(d.Headings, "; "); got != "Privacy notice of the shop; What we collect" || d.Lang != "en" || d.Title != "Privacy notice" || d.Status != 200 {
		t.Errorf("headings %q, language %q, title %q, status %d", got, d.Lang, d.Title, d.Status)
	}
}

func TestAFrameThatHoldsTextIsADocumentOfItsOwn(t *testing.T) {
	t.Parallel()
	all := readDocuments(t, "https://shop.example/notice.html")
	if len(all) != 2 || all[1].FinalURL != "https://frame.example/notice-frame.html" || !strings.Contains(string(all[1].Content), "kept by a notice service") {
		t.Errorf("%d documents, want the page's and that of the frame with text", len(all))
	}
}

func TestAFileIsReadWithItsBytes(t *testing.T) {
	t.Parallel()
	for name, mime := range map[string]string{"notice.pdf": "application/pdf", "notice.txt": "text/plain"} {
		want, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		s := open(t)
		all, err := s.Read(t.Context(), "https://shop.example/"+name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := all[0]; len(all) != 1 || string(d.Content) != string(want) || d.MIME != mime || d.Status != 200 {
			t.Errorf("%s: %d documents, %d bytes of %q with status %d; want one of %d bytes of %q", name, len(all), len(d.Content), d.MIME, d.Status, len(want), mime)
		}
		if _, err := s.Read(t.Context(), "https://shop.example/notice.html"); err != nil {
			t.Errorf("after %s no page is read: %v", name, err)
		}
	}
}

// Whose a file is depends on where it lies, not on what led there.
func TestARedirectedFileTellsWhereItLies(t *testing.T) {
	t.Parallel()
	const at = "https://elsewhere.example/notice.pdf"
	d := readDocuments(t, "https://shop.example/redirect?to="+at)[0]
	if d.FinalURL != at || d.URL != "https://shop.example/redirect?to="+at || d.MIME != "application/pdf" {
		t.Errorf("%s leads to %s (%s), want %s", d.URL, d.FinalURL, d.MIME, at)
	}
}

// A file or a page that is longer than any notice is not read, and said to be that; nor is it kept in part.
func TestADocumentThatIsTooLongIsNotRead(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"file-huge":           "the file is larger than the 20971520 bytes that are read",
		"hostile/notice-huge": "the page was not read: it is longer than the 10000000 characters that are read",
	} {
		if all, err := open(t).Read(t.Context(), "https://shop.example/"+address); err == nil || err.Error() != want {
			t.Errorf("%s: %d documents, error %v; want %q", address, len(all), err, want)
		}
	}
	if d, err := open(t).Fetch(t.Context(), "https://shop.example/file-huge"); err == nil || len(d.Content) > 0 {
		t.Errorf("a file that is fetched: %d bytes, error %v; want that it is too large", len(d.Content), err)
	}
}

func TestADownloadIsReadWithItsBytes(t *testing.T) {
	t.Parallel()
	all := readDocuments(t, "https://shop.example/download")
	if string(all[0].Content) != "data" || all[0].MIME != "application/octet-stream" {
		t.Errorf("read %q of %q, want the bytes", all[0].Content, all[0].MIME)
	}
}

func TestAnAddressWithoutADocumentIsNotRead(t *testing.T) {
	t.Parallel()
	if all, err := open(t).Read(t.Context(), "https://shop.example/empty"); err == nil {
		t.Errorf("read %d documents where there is none", len(all))
	}
	all := readDocuments(t, "https://shop.example/missing")
	if all[0].Status != 404 {
		t.Errorf("status %d, want 404", all[0].Status)
	}
}

func TestAFileIsFetchedWithoutATrace(t *testing.T) {
	t.Parallel()
	s := open(t)
	d, err := s.Fetch(t.Context(), "https://shop.example/notice.txt?set=seen=1")
	if err != nil || d.Status != 200 || d.MIME != "text/plain" || len(d.Content) == 0 {
		t.Fatalf("fetched status %d, type %q, %d bytes, error %v", d.Status, d.MIME, len(d.Content), err)
	}
	if _, err := s.Visit(t.Context(), "https://shop.example/frame-own.html"); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{"missing": 404, "robots.txt": 404, "empty": 204} {
		if d, err := s.Fetch(t.Context(), "https://shop.example/"+path); err != nil || d.Status != want {
			t.Errorf("%s: status %d, error %v; want status %d", path, d.Status, err, want)
		}
	}
	p, err := s.Visit(t.Context(), "https://shop.example/frame-own.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Cookies {
		t.Errorf("cookie %s was kept of a file", c.Name)
	}
	for _, r := range p.Requests {
		if strings.Contains(r.URL, "notice.txt") {
			t.Errorf("request %s is told to be the page's", r.URL)
		}
	}
}
