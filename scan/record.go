package scan

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"sync"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

// A Record is what one scan saw, read from its folder. What it says does not change.
type Record struct {
	path     string
	size     int64 // of record.jsonl.zst up to the last whole frame
	length   int64 // of record.jsonl.zst, with what is left behind that
	job      jobLine
	pages    []*crawler.Page
	atChoice map[*crawler.Page]bool // pages that tell what a choice set off, each behind the choice
	choosing bool                   // the next page is one of those
	choices  []crawler.Choice
	aliases  []crawler.Alias
	files    []crawler.File
	notices  []Notice
	search   *searchLine // nil when no notices were looked for
	code     []practice.Observation
	packages int
	analysed bool // the code was looked at
	gaps     []practice.Gap
	ended    bool
	end      endLine
	searched sync.Once // whether the pages know their leaks
}

// Open reads a record. One that a crash has cut off is read up to its last whole frame, and the rest is a gap.
// Open errs if there is no record at path, if it is not what its manifest says (see Verify), or if a newer Candor wrote it.
func Open(path string) (*Record, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("record %s cannot be opened: %w", path, err)
	}
	defer root.Close()
	data, err := read(root, linesFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("folder %s is no record: it has no %s", path, linesFile)
	}
	if err != nil {
		return nil, fmt.Errorf("reading record %s: %w", path, err)
	}
	if err := unchanged(root, data); err != nil {
		return nil, fmt.Errorf("record %s: %w; candor verify names every file that differs", path, err)
	}
	r := &Record{path: path, length: int64(len(data)), atChoice: map[*crawler.Page]bool{}}
	cut, err := r.frames(root, data)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", path, err)
	}
	switch {
	case cut:
		r.gap(path, fmt.Sprintf("the record is cut off behind its first %d bytes; resume the scan to complete it", r.size))
	case !r.ended:
		r.gap(path, "the scan was not finished; resume it")
	}
	return r, nil
}

// searchLeaks looks for the typed values in what the pages sent, once: of all that a record is judged by, it takes the most time.
func (r *Record) searchLeaks() {
	r.searched.Do(func() {
		for _, p := range r.pages {
			p.Leaks = detect.Leaks(p)
		}
	})
}

func (r *Record) gap(source, reason string) {
	r.gaps = append(r.gaps, practice.Gap{Source: source, Reason: reason})
}

// read returns a file of the record; os.Root keeps it, and what it links to, inside the folder.
func read(root *os.Root, name string) ([]byte, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// frames reads whole frames until the data end, and says whether something is left behind them.
func (r *Record) frames(root *os.Root, data []byte) (cut bool, err error) {
	for len(data) > 0 {
		length, err := frameLength(data)
		if errors.Is(err, errCut) {
			return true, nil
		}
		if err != nil {
			return false, fmt.Errorf("%s is damaged at byte %d: %w; candor verify tells what differs", linesFile, r.size, err)
		}
		text, err := unpack(data[:length])
		if err != nil {
			return false, fmt.Errorf("%s is damaged at byte %d: %w; candor verify tells what differs", linesFile, r.size, err)
		}
		lines, err := decode(text)
		if err != nil {
			return false, fmt.Errorf("%s cannot be read at byte %d: %w", linesFile, r.size, err)
		}
		if err := r.take(root, lines); err != nil {
			return false, err
		}
		data = data[length:]
		r.size += int64(length)
	}
	return r.size == 0, nil
}

// take adds the lines of one frame. What follows a page in its frame belongs to the page.
func (r *Record) take(root *os.Root, lines []line) error {
	var page *crawler.Page
	for _, l := range lines {
		if l.Schema > Schema {
			return fmt.Errorf("schema %d is newer than this Candor, which reads up to %d: update it", l.Schema, Schema)
		}
		switch {
		case l.Page != nil:
			page = l.Page
			r.pages = append(r.pages, page)
			r.atChoice[page], r.choosing = r.choosing, false
		case page != nil:
			r.takePart(root, page, l)
		default:
			r.takeOther(root, l)
		}
	}
	return nil
}

func (r *Record) takePart(root *os.Root, page *crawler.Page, l line) {
	switch {
	case l.Request != nil:
		if l.Request.BodyBlob != "" {
			l.Request.Body = r.blob(root, l.Request.BodyBlob)
		}
		page.Requests = append(page.Requests, l.Request.Request)
	case l.Cookie != nil:
		page.Cookies = append(page.Cookies, *l.Cookie)
	case l.Storage != nil:
		page.Storage = append(page.Storage, *l.Storage)
	case l.Use != nil:
		page.Uses = append(page.Uses, *l.Use)
	case l.Canvas != nil:
		page.Canvases = append(page.Canvases, *l.Canvas)
	case l.Gap != nil:
		page.Gaps = append(page.Gaps, *l.Gap)
	}
}

func (r *Record) takeOther(root *os.Root, l line) {
	switch {
	case l.Job != nil:
		r.job = *l.Job
	case l.Notice != nil:
		r.takeNotice(root, *l.Notice)
	case l.File != nil:
		if l.File.Blob != "" {
			l.File.Content = r.blob(root, l.File.Blob)
		}
		r.files = append(r.files, l.File.File)
	case l.Search != nil:
		r.search = l.Search
	case l.Choice != nil:
		r.choices = append(r.choices, *l.Choice)
		r.choosing = l.Choice.Offered
	case l.Alias != nil:
		r.aliases = append(r.aliases, *l.Alias)
	case l.Code != nil:
		r.code = append(r.code, *l.Code)
	case l.Packages != nil:
		r.packages, r.analysed = l.Packages.Count, true
	case l.Gap != nil:
		r.gaps = append(r.gaps, *l.Gap)
	case l.End != nil:
		r.end, r.ended = *l.End, true
	}
}

var blobName = regexp.MustCompile(`^[0-9a-f]{64}$`)

// blob returns a blob whose content is what its name says; what is missing or different is a gap.
func (r *Record) blob(root *os.Root, name string) []byte {
	if !blobName.MatchString(name) {
		r.gap(r.path, "a blob has a name that is no SHA-256; its content was not read")
		return nil
	}
	content, err := read(root, path.Join(blobFolder, name))
	sum := sha256.Sum256(content)
	if err != nil || hex.EncodeToString(sum[:]) != name {
		r.gap(blobFolder+"/"+name, "the blob is missing or changed; its content was not read")
		return nil
	}
	return content
}

// until is the last time that the record tells.
func (r *Record) until() time.Time {
	last := r.job.Start
	for _, p := range r.pages {
		if p.End.After(last) {
			last = p.End
		}
	}
	return last
}

// lastRequest is the highest number of a request.
func (r *Record) lastRequest() int {
	last := 0
	for _, p := range r.pages {
		for i := range p.Requests {
			last = max(last, p.Requests[i].ID)
		}
	}
	return last
}
