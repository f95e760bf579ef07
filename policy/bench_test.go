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
