package scan

import (
	"encoding/json"
	"os"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// A Picture is a screenshot that the browser took.
type Picture struct {
	Page  string // its address
	State practice.Condition
	Data  []byte // JPEG
}

// Pictures are the screenshots of pages, in the order of the visits. A redacted record has none.
func (r *Record) Pictures() []Picture {
	root, err := os.OpenRoot(r.path)
	if err != nil {
		return nil // without the folder there is nothing to show
	}
	defer root.Close()
	var all []Picture
	for _, p := range r.pages {
		if p.ScreenshotHash == "" {
			continue
		}
		if data := r.blob(root, p.ScreenshotHash); data != nil {
			all = append(all, Picture{p.URL, p.State, data})
		}
	}
	return all
}

// Provenance is by whom and with what a record was made.
type Provenance struct {
	Tool       string // version of Candor
	Browser    *crawler.About
	Start, End time.Time
	Seal       string // SHA-256 of the manifest, by which any change of the record shows; "" when the scan was not finished
}

// Provenance says how the record was made.
func (r *Record) Provenance() Provenance {
	p := Provenance{Tool: r.job.Tool, Browser: r.job.Browser, Start: r.job.Start, End: r.end.Time}
	root, err := os.OpenRoot(r.path)
	if err != nil {
		return p
	}
	defer root.Close()
	var m manifest
	if text, err := read(root, manifestFile); err == nil && json.Unmarshal(text, &m) == nil {
		p.Seal = m.Seal
	}
	return p
}
