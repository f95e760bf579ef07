package policy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	for _, tt := range []struct{ name, input, want string }{
		{"empty.md", "", "notice empty.md: empty; give the file or page that holds the privacy notice"},
		{"blank.txt", " \n\n\t", "notice blank.txt: empty; give the file or page that holds the privacy notice"},
		{"marks.md", "***\n\n...", "notice marks.md: empty; give the file or page that holds the privacy notice"},
		{
			"de.md", "# Datenschutz\n\nWir verarbeiten Ihre Daten und geben sie nicht an Dritte weiter. Die Daten werden auf Servern in der EU gespeichert.",
			"notice de.md: written in German, for which there is no table; give it in English or French",
		},
		{
			"es.html", "<p>Recogemos los datos que usted nos da y no los vendemos. Se conservan por un año en los servidores de la empresa.</p>",
			"notice es.html: written in Spanish, for which there is no table; give it in English or French",
		},
		{"ja.txt", "当社 は お客様 の 個人情報 を 収集 します。", "notice ja.txt: written in Japanese, for which there is no table; give it in English or French"},
		{"ru.txt", "Мы собираем ваши персональные данные и не передаём их третьим лицам.", "notice ru.txt: written in a language in Cyrillic letters, for which there is no table; give it in English or French"},
		{
			"recipe.md", "Boil the water and pour it on the leaves. Wait for three minutes and drink it while it is hot.",
			"notice recipe.md: no statement about personal data found; give the file or page that holds the privacy notice",
		},
		{"notice.docx", "PK\x03\x04...", "notice notice.docx: a ZIP archive or an office document; give it as HTML, Markdown, plain text, PDF or YAML"},
		{"notice.bin", "a\x00b", "notice notice.bin: binary, not text; give it as HTML, Markdown, plain text, PDF or YAML"},
		{"latin.html", "<p>Vos donn\xe9es sont trait\xe9es par nous.</p>", "notice latin.html:1: not in UTF-8 but probably in windows-1252; convert it, for example with iconv -f windows-1252 -t UTF-8"},
		{"said.html", "<meta charset=klingon-1>\n<p>Vos donn\xe9es sont trait\xe9es par nous.</p>", "notice said.html: in the unknown encoding \"klingon-1\"; convert it to UTF-8"},
		{"latin.md", "# Politique\n\nVos donn\xe9es sont trait\xe9es par nous.\n", "notice latin.md:3: not in UTF-8 but probably in windows-1252; convert it, for example with iconv -f windows-1252 -t UTF-8"},
		{"latin.txt", "Vos donn\xe9es sont trait\xe9es par nous.", "notice latin.txt:1: not in UTF-8 but probably in windows-1252; convert it, for example with iconv -f windows-1252 -t UTF-8"},
		{"wide.html", "\xff\xfe<\x00p\x00>\x00", "notice wide.html: empty; give the file or page that holds the privacy notice"},
	} {
		_, err := ReadBytes(tt.name, []byte(tt.input))
		if err == nil {
			t.Errorf("reading %s: no error, want %q", tt.name, tt.want)
		} else if err.Error() != tt.want {
			t.Errorf("reading %s: %q, want %q", tt.name, err, tt.want)
		}
	}
}

func TestAMissingFileIsAnError(t *testing.T) {
	_, err := Read(t.Context(), filepath.Join(t.TempDir(), "none.md"))
	if err == nil || !strings.HasPrefix(err.Error(), "reading notice: ") {
		t.Errorf("reading a missing file: %v, want an error that begins with %q", err, "reading notice: ")
	}
}

func TestContentDecidesWhereTheExtensionDoesNot(t *testing.T) {
	for _, tt := range []struct {
		name, input string
		want        *Reader
	}{
		{"notice", "<!DOCTYPE html><p>We collect your name.</p>", HTML},
		{"notice", "# Privacy\n\nWe collect your name.", Markdown},
		{"notice", "Privacy\n\nWe collect your name.", Text},
		{"a.pdf", "We collect your name.", PDF},
		{"a.htm", "We collect your name.", HTML},
		{"a.markdown", "We collect your name.", Markdown},
		{"a.yml", "version: 1", YAML},
		{"a.txt", "We collect your name.", Text},
	} {
		if got := choose(tt.name, []byte(tt.input)); got != tt.want {
			t.Errorf("choose(%q, %q) = %s, want %s", tt.name, tt.input, got.Name, tt.want.Name)
		}
	}
}

func TestReadersAreDocumented(t *testing.T) {
	for _, r := range Readers {
		title, rest, _ := strings.Cut(r.Doc, "\n\n")
		if r.Name == "" || r.Read == nil || title == "" || strings.Contains(title, "\n") || rest == "" {
			t.Errorf("reader %q: want a name, a function and a Doc of title, blank line and explanation", r.Name)
		}
	}
}

// seeds are real notices that lie beside the repository on machines that develop the reader.
const seeds = "../../shared/seeds"

func TestSeedsAreRead(t *testing.T) {
	files := seedFiles(t)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n, err := Read(t.Context(), file)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(n.Declarations) < 20 {
			t.Errorf("%s: %d declarations, want at least 20", file, len(n.Declarations))
		}
		checkQuotes(t, n, data)
	}
}

func seedFiles(tb testing.TB) []string {
	files, err := filepath.Glob(seeds + "/*.txt")
	if err != nil {
		tb.Fatal(err)
	}
	if len(files) == 0 {
		tb.Skipf("no notices in %s: they are not part of the repository", seeds)
	}
	return files
}

// A device has no size that could be asked for; what it gives is read up to the limit.
func TestAFileWithoutASizeIsReadUpToTheLimit(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("there is no /dev/zero here")
	}
	_, err := Read(t.Context(), "/dev/zero")
	if err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("error %v, want that it is too large", err)
	}
}
