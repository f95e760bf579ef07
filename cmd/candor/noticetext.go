package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/scan"
)

// noticeTexts finds the words around quotes: in the record that holds a notice of the site, or in the file that was named, if it is still what it was.
type noticeTexts struct {
	ctx     context.Context
	outcome string            // evidence folder, or a file in it
	read    map[string][]byte // by blob or source; nil for what cannot be read
}

// around is what stands before and after a quote in its paragraph; "" where the text is not at hand.
func (n *noticeTexts) around(q practice.Quote) (before, after string) {
	text := n.of(q)
	if q.Start < 0 || q.Start > q.End || q.End > len(text) || string(text[q.Start:q.End]) != q.Text {
		return "", ""
	}
	from, to := policy.Paragraph(text, q.Start, q.End)
	return string(text[from:q.Start]), string(text[q.End:to])
}

func (n *noticeTexts) of(q practice.Quote) []byte {
	key := q.Blob + "\n" + q.Source
	if text, known := n.read[key]; known {
		return text
	}
	var text []byte
	if q.Blob == "" && !isAddress(q.Source) {
		text, _ = policy.Extract(n.ctx, q.Source) // a notice that is gone is told without what stood around
	} else if q.Blob != "" {
		if piece, err := scan.ReadPiece(n.record(), q.Blob); err == nil {
			text = piece.Content
		}
	}
	n.read[key] = text
	return text
}

// record is the folder of the evidence.
func (n *noticeTexts) record() string {
	if info, err := os.Stat(n.outcome); err == nil && info.IsDir() {
		return n.outcome
	}
	return filepath.Dir(n.outcome)
}
