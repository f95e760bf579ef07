package scan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/analyzers"
	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/gofrs/flock"
)

// The files of a record.
const (
	linesFile    = "record.jsonl.zst"
	harFile      = "network.har"
	manifestFile = "manifest.json"
	keyFile      = "redaction.key" // only while a redacted scan is unfinished
	lockFile     = "scan.lock"     // held by the scan that writes
	blobFolder   = "blobs"
	unfinished   = ".unfinished-" // what a name begins with while the file is written
)

// A writer adds to a record. Every commit is on the disk when it returns.
type writer struct {
	path  string
	about string // the site or the code that is looked at: what a gap of the whole scan names
	file  *os.File
	lock  *flock.Flock
	clock *clock
	mask  *redactor
	veil  *veil // of the log-in
	began bool  // something was committed behind the first line
	blobs bool  // some were kept since the last commit
}

// A record holds values of cookies and pictures of pages: it is for its owner to read, and for whom its owner lets.
const (
	folderMode = 0o700
	fileMode   = 0o600
)

// create makes the folder of a new record and writes its first line. To be resumed there may be one in which nothing is recorded yet.
func create(job Job, browser crawler.Browser, hide *veil) (*writer, error) {
	if exists(job.Out) && !job.Resume {
		return nil, fmt.Errorf("folder %s is there already: choose another for the record, or resume the one in it", job.Out)
	}
	if err := os.MkdirAll(filepath.Dir(job.Out), 0o755); err != nil {
		return nil, fmt.Errorf("making the record's folder: %w", err)
	}
	if err := os.MkdirAll(filepath.Join(job.Out, blobFolder), folderMode); err != nil {
		return nil, fmt.Errorf("making the record's folder: %w", err)
	}
	lock, err := lockRecord(job.Out)
	if err != nil {
		return nil, err
	}
	if !isBare(job.Out) { // another scan began there before the lock was ours
		return nil, errors.Join(fmt.Errorf("folder %s was written to by another scan meanwhile: resume it again, or choose another", job.Out), release(lock))
	}
	w := &writer{path: job.Out, lock: lock, clock: newClock(), veil: hide}
	if err := w.start(job, browser); err != nil {
		_, closing := w.close()
		return nil, errors.Join(err, closing)
	}
	return w, nil
}

func (w *writer) start(job Job, browser crawler.Browser) (err error) {
	if w.mask, err = newRedactor(w.path, job.Redact); err != nil {
		return err
	}
	w.about = aboutOf(job, w.mask)
	if w.file, err = os.OpenFile(filepath.Join(w.path, linesFile), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, fileMode); err != nil {
		return unwritten("making the record", err)
	}
	first := &jobLine{
		Tool: toolVersion(), Start: now(), Site: w.mask.url(job.Site), Packages: job.Packages,
		States: job.States, MaxPages: job.MaxPages, Depth: job.Depth, FirstParty: job.FirstParty,
		LogIn: job.logsIn(), Include: job.Include, Exclude: job.Exclude, NoRobots: job.IgnoreRobots, Submit: job.Submit, Rate: job.Rate,
		Notices: w.mask.named(job.Search), Redact: job.Redact,
	}
	if browser != nil {
		about := browser.About()
		first.Browser = &about
	}
	if err := w.commit(line{Schema: Schema, Job: first}); err != nil {
		return err
	}
	w.began = false
	if err := errors.Join(syncFolder(w.path), syncFolder(filepath.Dir(w.path))); err != nil {
		return unwritten("making the record", err)
	}
	return nil
}

// isBare says whether a folder is what a scan leaves that was killed before its first line was on the disk.
func isBare(folder string) bool {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !slices.Contains([]string{linesFile, keyFile, lockFile, blobFolder}, e.Name()) && !strings.HasPrefix(e.Name(), unfinished) {
			return false
		}
	}
	lines, err := os.ReadFile(filepath.Join(folder, linesFile))
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	_, cut := frameLength(lines)
	return err == nil && errors.Is(cut, errCut)
}

// unwritten says what to do about a disk that takes nothing.
func unwritten(doing string, err error) error {
	return fmt.Errorf("%s: %w; see that the disk has room and may be written to, then resume", doing, err)
}

// reopen cuts a half-written frame off the end of a record and goes on behind the last whole one.
func reopen(job Job, known *Record, mask *redactor, hide *veil) (*writer, error) {
	lock, err := lockRecord(job.Out)
	if err != nil {
		return nil, fmt.Errorf("resuming: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(job.Out, linesFile), os.O_WRONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("resuming: %w", errors.Join(err, lock.Close()))
	}
	// What was read before the lock was ours may have grown since; to cut it off there would lose what another scan has seen.
	if info, err := f.Stat(); err != nil || info.Size() != known.length {
		return nil, errors.Join(fmt.Errorf("resuming: record %s was written by another scan meanwhile: resume it again", job.Out), err, f.Close(), release(lock))
	}
	if err = f.Truncate(known.size); err == nil {
		_, err = f.Seek(known.size, io.SeekStart)
	}
	if err != nil {
		return nil, fmt.Errorf("resuming: %w", errors.Join(err, f.Close(), lock.Close()))
	}
	w := &writer{path: job.Out, about: aboutOf(job, mask), file: f, lock: lock, clock: newClock(), mask: mask, veil: hide, began: true}
	if behind := known.until().Sub(now()).Round(time.Second); behind > tolerance {
		err = w.commit(line{Gap: &practice.Gap{Source: w.about, Reason: fmt.Sprintf("the scan was resumed when the machine's clock was %s behind what the record tells; times before and after do not compare", behind)}})
	}
	if err != nil {
		_, closing := w.close()
		return nil, errors.Join(err, closing)
	}
	return w, nil
}

func aboutOf(job Job, mask *redactor) string {
	return cmp.Or(mask.url(job.Site), strings.Join(job.Packages, " "))
}

// commit writes lines as one frame and waits until the disk has it.
func (w *writer) commit(lines ...line) error {
	if jump := w.clock.jump(); jump != "" {
		lines = append(lines, line{Gap: &practice.Gap{Source: w.about, Reason: jump}})
	}
	text, err := encode(lines)
	if err != nil {
		return err
	}
	frame, err := pack(w.veil.hide(text))
	if err != nil {
		return err
	}
	if w.blobs {
		if err := syncFolder(filepath.Join(w.path, blobFolder)); err != nil {
			return unwritten("keeping blobs", err)
		}
		w.blobs = false
	}
	if _, err := w.file.Write(frame); err != nil {
		return unwritten("writing the record", err)
	}
	if err := w.file.Sync(); err != nil {
		return unwritten("writing the record", err)
	}
	w.began = true
	return nil
}

// seen commits one thing that a crawl yielded.
func (w *writer) seen(seen crawler.Seen) error {
	switch {
	case seen.Page != nil:
		return w.page(seen.Page)
	case seen.Choice != nil:
		return w.choice(*seen.Choice)
	case seen.File != nil:
		return w.siteFile(*seen.File)
	default:
		gap := w.mask.gap(*seen.Gap)
		return w.commit(line{Gap: &gap})
	}
}

// page commits a page with everything on it. Its blobs are on the disk before its lines name them.
func (w *writer) page(seen *crawler.Page) error {
	p := w.mask.page(seen)
	if err := w.pictures(p); err != nil {
		return err
	}
	lines := []line{{Page: p}}
	var err error
	for _, r := range p.Requests {
		if r.ContentHash, err = w.content(r.Content); err != nil {
			return err
		}
		r.Body = w.veil.hide(r.Body) // in a line it would stand in base64
		l := &requestLine{Request: r}
		if len(r.Body) >= largeBody {
			if l.BodyBlob, err = w.blob(r.Body); err != nil {
				return err
			}
			l.Body = nil
		}
		lines = append(lines, line{Request: l})
	}
	for i := range p.Cookies {
		lines = append(lines, line{Cookie: &p.Cookies[i]})
	}
	for i := range p.Storage {
		lines = append(lines, line{Storage: &p.Storage[i]})
	}
	for i := range p.Uses {
		lines = append(lines, line{Use: &p.Uses[i]})
	}
	for i := range p.Canvases {
		lines = append(lines, line{Canvas: &p.Canvases[i]})
	}
	for i := range p.Gaps {
		lines = append(lines, line{Gap: &p.Gaps[i]})
	}
	return w.commit(lines...)
}

// pictures keeps the document of a page, its screenshot and those of its forms.
func (w *writer) pictures(p *crawler.Page) (err error) {
	if p.HTMLHash, err = w.blob(p.HTML); err != nil {
		return err
	}
	if p.ScreenshotHash, err = w.blob(p.Screenshot); err != nil {
		return err
	}
	for i := range p.Forms {
		if p.Forms[i].ScreenshotHash, err = w.blob(p.Forms[i].Screenshot); err != nil {
			return err
		}
	}
	return nil
}

// choice commits what happened at a consent dialog, and its picture, unless values are redacted.
func (w *writer) choice(c crawler.Choice) (err error) {
	c.Page = w.mask.url(c.Page)
	if w.mask.key == nil {
		c.ScreenshotHash, err = w.blob(c.Screenshot)
	}
	if err != nil {
		return err
	}
	return w.commit(line{Choice: &c})
}

// siteFile commits a file of the site. It stays with redaction, too: it was fetched without cookies, and says what the site tells everybody.
func (w *writer) siteFile(f crawler.File) error {
	l := fileLine{File: f}
	var err error
	if l.Blob, err = w.blob(f.Content); err != nil {
		return err
	}
	l.URL = w.mask.url(f.URL)
	l.Error = w.mask.gap(practice.Gap{Source: f.URL, Reason: f.Error}).Reason
	return w.commit(line{File: &l})
}

// code commits what the analyzers saw.
func (w *writer) code(result analyzers.Result) error {
	var lines []line
	for i := range result.Observations {
		lines = append(lines, line{Code: &result.Observations[i]})
	}
	for i := range result.Gaps {
		lines = append(lines, line{Gap: &practice.Gap{Source: result.Gaps[i].Source, Reason: result.Gaps[i].Reason}})
	}
	return w.commit(append(lines, line{Packages: &packagesLine{result.Packages}})...)
}

// content keeps the text of a script, in a redacted record only its hash.
func (w *writer) content(text []byte) (string, error) {
	if w.mask.key == nil || len(text) == 0 {
		return w.blob(text)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// blob keeps content under its hash and returns that; "" for nothing.
func (w *writer) blob(content []byte) (string, error) {
	if len(content) == 0 {
		return "", nil
	}
	content = w.veil.hide(content)
	sum := sha256.Sum256(content)
	name := hex.EncodeToString(sum[:])
	path := filepath.Join(w.path, blobFolder, name)
	if exists(path) {
		return name, nil
	}
	if err := writeFile(path, content); err != nil {
		return "", unwritten("keeping a blob", err)
	}
	w.blobs = true
	return name, nil
}

// writeFile writes a file so that it is there whole or not at all.
func writeFile(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), unfinished+"*") // with fileMode
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
