package larkspur

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

var update = flag.Bool("update", false, "write the generated files anew")

// The service is a module of its own, which embedding cannot reach; so it is embedded as an archive.
func TestGeneratedArchiveEqualsTheService(t *testing.T) {
	generated(t, "service.txtar", pack(t, "service"))
}

func TestGeneratedPrivacyPageEqualsTheNotice(t *testing.T) {
	const page = "site/www.larkspur.example/privacy.html"
	generated(t, page, withMain(t, read(t, page), render(t, read(t, "privacy.md"))))
}

// generated compares a committed file with what it should be, or writes it.
func generated(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(read(t, name), want) {
		t.Errorf("%s is out of date; run go generate ./testdata/larkspur", name)
	}
}

// pack makes an archive of the module in dir, its files sorted by path.
func pack(t *testing.T, dir string) []byte {
	t.Helper()
	var a txtar.Archive
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		a.Files = append(a.Files, txtar.File{Name: path, Data: read(t, filepath.Join(dir, path))})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return txtar.Format(&a)
}

func render(t *testing.T, markdown []byte) []byte {
	t.Helper()
	var html bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert(markdown, &html); err != nil {
		t.Fatal(err)
	}
	return html.Bytes()
}

// withMain returns the page with another main part.
func withMain(t *testing.T, page, main []byte) []byte {
	t.Helper()
	before, rest, ok := strings.Cut(string(page), "<main>\n")
	_, after, closed := strings.Cut(rest, "</main>")
	if !ok || !closed {
		t.Fatal("the page has no main part")
	}
	return []byte(before + "<main>\n" + string(main) + "</main>" + after)
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
