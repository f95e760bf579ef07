package analyzers

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Cache is a folder in which results of Run are kept from run to run, by a hash of everything that they depend on: a module in which
// nothing has changed is read once and not analysed again. Several runs at once may use one folder. What cannot be read or written there
// is analysed: a cache never makes a run fail.
//
// Not kept is what may turn out otherwise though nothing has changed: results without a package that could not be imported, of modules with
// C code of their own, or of packages that are not named by their folder. Modules in the module cache count by their versions, and the
// standard library by the version of Go.
type Cache struct {
	Dir string // made when it is needed
}

// Bounds of a cache: beyond them, what was not used for the longest time is removed.
const (
	maxEntries     = 64
	maxEntriesSize = 64 << 20 // bytes
)

// entryEnd is the end of the names of a cache's files; unfinished ones have another.
const (
	entryEnd      = ".result"
	unfinishedEnd = ".unfinished"
)

// Run is Run, from the cache if it can be.
func (c Cache) Run(ctx context.Context, dir string, patterns []string, options ...Option) (Result, error) {
	key, err := inputsKey(ctx, dir, patterns, c.Dir)
	if err != nil {
		return Run(ctx, dir, patterns, options...)
	}
	if res, ok := c.read(key); ok {
		return res, nil
	}
	res, lasting, err := analyzeModule(ctx, dir, patterns, asSaid(options))
	if err != nil || !lasting {
		return res, err
	}
	if now, err := inputsKey(ctx, dir, patterns, c.Dir); err == nil && now == key { // nothing was written while it was read
		c.write(key, res)
	}
	return res, nil
}

func (c Cache) file(key string) string { return filepath.Join(c.Dir, key+entryEnd) }

// read returns an entry. One that is damaged is none.
func (c Cache) read(key string) (Result, bool) {
	text, err := os.ReadFile(c.file(key))
	if err != nil || len(text) < sha256.Size {
		return Result{}, false
	}
	sum := sha256.Sum256(text[sha256.Size:])
	if !bytes.Equal(sum[:], text[:sha256.Size]) {
		return Result{}, false
	}
	var res Result
	if err := gob.NewDecoder(bytes.NewReader(text[sha256.Size:])).Decode(&res); err != nil {
		return Result{}, false
	}
	now := time.Now()
	_ = os.Chtimes(c.file(key), now, now) // it was used
	return res, true
}

// write keeps a result: under a name of its own first, so that nobody reads half of it.
func (c Cache) write(key string, res Result) {
	var body bytes.Buffer
	if gob.NewEncoder(&body).Encode(res) != nil || os.MkdirAll(c.Dir, 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(c.Dir, "*"+unfinishedEnd)
	if err != nil {
		return
	}
	sum := sha256.Sum256(body.Bytes())
	_, err = f.Write(append(sum[:], body.Bytes()...))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), c.file(key))
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return
	}
	c.tidy(time.Now())
}

// tidy removes what is beyond the bounds, and what runs that were ended left unfinished more than an hour ago.
func (c Cache) tidy(now time.Time) {
	list, err := os.ReadDir(c.Dir)
	if err != nil {
		return
	}
	var entries []fs.FileInfo
	for _, d := range list {
		info, err := d.Info()
		switch {
		case err != nil:
		case strings.HasSuffix(d.Name(), entryEnd):
			entries = append(entries, info)
		case strings.HasSuffix(d.Name(), unfinishedEnd) && now.Sub(info.ModTime()) > time.Hour:
			_ = os.Remove(filepath.Join(c.Dir, d.Name()))
		}
	}
	slices.SortFunc(entries, func(a, b fs.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), cmp.Compare(a.Name(), b.Name()))
	})
	size := int64(0)
	for i, e := range entries {
		if size += e.Size(); i >= maxEntries || size > maxEntriesSize {
			_ = os.Remove(filepath.Join(c.Dir, e.Name()))
		}
	}
}
