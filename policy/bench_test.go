package policy

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// BenchmarkSeeds reads the five seed notices together, once an iteration.
func BenchmarkSeeds(b *testing.B) {
	var notices [][]byte
	for _, file := range seedFiles(b) {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		notices = append(notices, data)
	}
	lexicons()
	for b.Loop() {
		for _, data := range notices {
			if _, err := ReadBytes("notice.txt", data); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkMisshapen reads texts of a megabyte that no writer wrote; each takes time in line with its length.
func BenchmarkMisshapen(b *testing.B) {
	const sentence = "we collect your name and your e-mail address and share them with partners to send you our newsletter "
	for _, shape := range []struct{ name, file, begin, again string }{
		{"no stop", "a.txt", "", sentence},
		{"one long word", "a.txt", "", "a."},
		{"addresses", "a.txt", "", "a@b."},
		{"apostrophes", "a.txt", "", "d'"},
		{"open links", "a.md", "", "[we collect]("},
		{"closing links", "a.md", "", "]("},
		{"deep quotes", "a.md", "", "> "},
		{"deep blocks", "a.html", "", "<div>"},
		{"deep lists", "a.html", "", "<ul><li>we collect your name "},
		{"wrong end tags", "a.html", "", "<nav><p></b>"},
		{"cells of one row", "a.html", "<table><tr>", "<td>your name"},
		{"rows", "a.html", "<table><tr><th>Cookie<th>Purpose", "<tr><td>_ga<td>statistics"},
		{"attributes", "a.html", "<p ", "a=b "},
		{"lines", "a.md", "", "\n\n-\n"},
	} {
		b.Run(shape.name, func(b *testing.B) {
			data := append([]byte(shape.begin), bytes.Repeat([]byte(shape.again), (1<<20)/len(shape.again))...)
			lexicons()
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				_, _ = ReadBytes(shape.file, data) // that it ends is what counts: most are refused
			}
		})
	}
}

// BenchmarkHugeTrees reads files of keys and values of some megabytes: as much as is read of them, or a refusal.
func BenchmarkHugeTrees(b *testing.B) {
	for _, shape := range []struct {
		name, file, begin, again string
		times                    int
	}{
		{"entries", "a.yaml", "version: 1\ndeclarations:\n", "- {practice: collect, data: [contact.email]}\n", 80000},
		{"entries on one line", "a.yaml", "version: 1\ndeclarations: [", "{practice: collect, data: [contact.email]},", 85000},
		{"quotes on one line", "a.yaml", "version: 1\ndeclarations: [", `{practice: collect, data: [contact.email], notice_quote: "we collect"},`, 65000},
		{"unknown words", "a.yaml", "version: 1\ndeclarations:\n", "- {practice: colect, data: [contact.emial]}\n", 80000},
		{"too many entries", "a.yaml", "version: 1\ndeclarations:\n", "- {practice: collect, data: [contact.email]}\n", 460000},
		{"one long text", "a.yaml", "version: 1\nauthority: ", "we collect ", 1900000},
		{"deep lists", "a.yaml", "version: 1\ndeclarations: ", "[", 100000},
		{"aliases", "a.yaml", "version: 1\na: &a x\nb:\n", "- *a\n", 250000},
		{"systems of Fides", "a.yml", "system:\n", "- fides_key: a\n  privacy_declarations: [{data_categories: [user.contact.email], data_use: essential.service}]\n", 50000},
		{"what Fides does not know", "a.yml", "system:\n", "- a\n", 290000},
		{"data of TILT", "a.json", `{"dataDisclosed":[`, `{"category":"e-mail address","purposes":[{"purpose":"newsletter"}]},`, 60000},
		{"deep TILT", "a.json", `{"dataDisclosed":`, "[", 100000},
	} {
		b.Run(shape.name, func(b *testing.B) {
			text := shape.begin + strings.TrimSuffix(strings.Repeat(shape.again, shape.times), ",")
			switch {
			case strings.HasSuffix(shape.begin, `:[`):
				text += "]}"
			case strings.HasSuffix(shape.begin, `: [`):
				text += "]"
			}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				_, _ = ReadBytes(shape.file, []byte(text)) // that it ends is what counts: most are refused
			}
		})
	}
}

// BenchmarkMegabyte reads one megabyte of notice text.
func BenchmarkMegabyte(b *testing.B) {
	archive, err := txtar.ParseFile("testdata/statements/shop.txtar")
	if err != nil {
		b.Fatal(err)
	}
	data := bytes.Repeat(archive.Files[0].Data, 1+(1<<20)/len(archive.Files[0].Data))
	lexicons()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := ReadBytes("notice.md", data); err != nil {
			b.Fatal(err)
		}
	}
}
