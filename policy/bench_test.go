package policy

import (
	"bytes"
	"os"
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
