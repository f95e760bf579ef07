package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/rules"
)

// BenchmarkLintMegabyte reviews one megabyte of notice text in which no sentence stands twice, as `candor policy lint` does.
func BenchmarkLintMegabyte(b *testing.B) {
	archive, err := txtar.ParseFile("../../policy/testdata/statements/shop.txtar")
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for n := 0; text.Len() < 1<<20; n++ {
		text.WriteString(strings.ReplaceAll(string(archive.Files[0].Data), ".\n", fmt.Sprintf(" (%d).\n", n)))
	}
	data := []byte(text.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		_, notice, err := policy.LintBytes("notice.md", data, time.Time{})
		if err != nil {
			b.Fatal(err)
		}
		rules.Review(notice)
	}
}
