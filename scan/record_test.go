package scan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A kill can leave any number of bytes. Whatever they are, the record opens, and holds a beginning of what was seen and nothing else.
func TestARecordCutOffAnywhereOpens(t *testing.T) {
	rec := run(t, nil)
	whole, err := os.ReadFile(filepath.Join(rec.path, linesFile))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.Rename(filepath.Join(rec.path, blobFolder), filepath.Join(folder, blobFolder)); err != nil {
		t.Fatal(err)
	}
	last := 0
	for _, length := range cuts(t, whole) {
		if err := os.WriteFile(filepath.Join(folder, linesFile), whole[:length], 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := Open(folder)
		if err != nil {
			t.Fatalf("cut off behind byte %d: %v", length, err)
		}
		if len(got.pages) < last || len(got.pages) > 0 && !reflect.DeepEqual(got.pages, rec.pages[:len(got.pages)]) {
			t.Fatalf("cut off behind byte %d: %d pages that are no beginning of the record's", length, len(got.pages))
		}
		last = len(got.pages)
		complete := length == len(whole)
		said := fmt.Sprint(got.gaps)
		if told := strings.Contains(said, "cut off") || strings.Contains(said, "not finished"); told == complete {
			t.Fatalf("cut off behind byte %d of %d: gaps %v", length, len(whole), got.gaps)
		}
	}
	if last != len(rec.pages) {
		t.Errorf("the whole file gives %d pages, want %d", last, len(rec.pages))
	}
}

// cuts are the lengths at which a record is cut off: all those near where a frame begins or ends, and some inside each.
func cuts(t *testing.T, whole []byte) []int {
	t.Helper()
	const near, between = 20, 23
	var at []int
	for start := 0; start < len(whole); {
		n, err := frameLength(whole[start:])
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if i < near || n-i < near || i%between == 0 {
				at = append(at, start+i)
			}
		}
		start += n
	}
	return append(at, len(whole))
}

func TestARecordIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps who may read a file elsewhere than in its mode")
	}
	rec := run(t, nil)
	err := filepath.WalkDir(rec.path, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %s, want nothing for others than its owner", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAScanKilledInTheMiddleOfAPageIsResumed(t *testing.T) {
	path := unfinishedRecord(t)
	file := filepath.Join(path, linesFile)
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := pack([]byte(strings.Repeat(`{"page":{"url":"https://shop.example/half"}}`+"\n", 3)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(frame[:len(frame)-3]); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	rec, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: path, Resume: true}, &shop{fuel: -1})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(told(rec.Observations()), shopPractices); diff != "" {
		t.Errorf("observations (-got +want):\n%s", diff)
	}
}

func TestVerifyFindsEveryChange(t *testing.T) {
	rec := run(t, nil)
	err := filepath.WalkDir(rec.path, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i := 0; i < len(content); i += 1 + len(content)/100 {
			changed := bytes.Clone(content)
			changed[i] ^= 1
			if err := os.WriteFile(path, changed, 0o644); err != nil {
				return err
			}
			err := Verify(rec.path)
			var differs *ErrDiffers
			if !errors.As(err, &differs) || !strings.Contains(err.Error(), filepath.Base(path)) {
				t.Fatalf("byte %d of %s flipped: Verify = %v", i, e.Name(), err)
			}
		}
		return os.WriteFile(path, content, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := Verify(rec.path); err != nil {
		t.Errorf("after all was put back: %v", err)
	}
}

// Whichever byte of whichever file becomes whichever other one.
func TestAnyByteThatIsAnotherIsFound(t *testing.T) {
	rec := run(t, nil)
	files := slices.Sorted(maps.Keys(everything(t, rec)))
	rapid.Check(t, func(r *rapid.T) {
		path := filepath.Join(rec.path, rapid.SampledFrom(files).Draw(r, "file"))
		if !exists(path) {
			path = filepath.Join(rec.path, blobFolder, filepath.Base(path))
		}
		content, err := os.ReadFile(path)
		if err != nil {
			r.Fatal(err)
		}
		changed := bytes.Clone(content)
		changed[rapid.IntRange(0, len(content)-1).Draw(r, "byte")] ^= byte(rapid.IntRange(1, 255).Draw(r, "by"))
		if err := os.WriteFile(path, changed, fileMode); err != nil {
			r.Fatal(err)
		}
		err = Verify(rec.path)
		if e := os.WriteFile(path, content, fileMode); e != nil {
			r.Fatal(e)
		}
		var differs *ErrDiffers
		if !errors.As(err, &differs) || !strings.Contains(err.Error(), filepath.Base(path)) {
			r.Errorf("Verify = %v, want an error that names %s", err, filepath.Base(path))
		}
	})
	if err := Verify(rec.path); err != nil {
		t.Errorf("after all was put back: %v", err)
	}
}

func TestVerifyNamesWhatWasAddedAndRemoved(t *testing.T) {
	rec := run(t, nil)
	if err := os.WriteFile(filepath.Join(rec.path, "note.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(rec.path, harFile)); err != nil {
		t.Fatal(err)
	}
	err := Verify(rec.path)
	if err == nil || !strings.Contains(err.Error(), `"network.har" is missing; "note.txt" was added`) {
		t.Errorf("Verify = %v", err)
	}
}

func TestADamagedRecordIsAnErrorThatSaysSo(t *testing.T) {
	rec := run(t, nil)
	file := filepath.Join(rec.path, linesFile)
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first, err := frameLength(content)
	if err != nil {
		t.Fatal(err)
	}
	content[first-2] ^= 1 // in the checksum of the first frame
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(rec.path); err == nil || !strings.Contains(err.Error(), "record.jsonl.zst was changed since the scan; candor verify") {
		t.Errorf("Open of a finished record = %v, want an error that says it was changed", err)
	}
	if err := os.Remove(filepath.Join(rec.path, manifestFile)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(rec.path); err == nil || !strings.Contains(err.Error(), "damaged at byte 0") {
		t.Errorf("Open of an unfinished record = %v, want an error that says where the damage is", err)
	}
}

// write makes a record of lines that no scan of ours would write.
func write(t *testing.T, lines ...line) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.candor")
	if err := os.MkdirAll(filepath.Join(path, blobFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	text, err := encode(lines)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := pack(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(path, linesFile), frame, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNamesInARecordNeverLeaveItsFolder(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("not yours"), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("not yours"))
	hash := hex.EncodeToString(sum[:]) // so that only where it lies speaks against it
	for _, name := range []string{"../../outside", outside, "../" + linesFile, hash} {
		path := write(t, line{Schema: 1, Job: &jobLine{Site: "https://shop.example/"}},
			line{Page: &crawler.Page{}}, line{Request: &requestLine{Request: crawler.Request{ID: 1, URL: "https://x.example/"}, BodyBlob: name}})
		if err := os.Symlink(outside, filepath.Join(path, blobFolder, hash)); err != nil {
			t.Fatal(err)
		}
		rec, err := Open(path)
		if err != nil {
			t.Fatalf("blob %q: %v", name, err)
		}
		if len(rec.pages[0].Requests[0].Body) > 0 || len(rec.gaps) == 0 {
			t.Errorf("blob %q was read: %q, gaps %v", name, rec.pages[0].Requests[0].Body, rec.gaps)
		}
	}
	for _, name := range []string{linesFile, manifestFile} {
		path := run(t, nil).path
		elsewhere := filepath.Join(t.TempDir(), name)
		if err := errors.Join(os.Rename(filepath.Join(path, name), elsewhere), os.Symlink(elsewhere, filepath.Join(path, name))); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil {
			t.Errorf("a record whose %s is a link to elsewhere was opened", name)
		}
	}
}

// A record that was cut off has no manifest yet. What its blobs hold counts all the same only if it is what was recorded.
func TestABlobThatWasChangedIsNotRead(t *testing.T) {
	sum := sha256.Sum256([]byte("email=jane@shop.example"))
	name := hex.EncodeToString(sum[:])
	path := write(t, line{Schema: 1, Job: &jobLine{Site: "https://shop.example/"}},
		line{Page: &crawler.Page{}}, line{Request: &requestLine{Request: crawler.Request{ID: 1, URL: "https://x.example/"}, BodyBlob: name}})
	for content, want := range map[string]string{"email=jane@shop.example": "email=jane@shop.example", "email=joan@shop.example": ""} {
		writeTo(t, filepath.Join(path, blobFolder, name), []byte(content))
		rec, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(rec.pages[0].Requests[0].Body); got != want {
			t.Errorf("of the blob %q was read %q, want %q", content, got, want)
		}
	}
}

func TestANewerRecordSaysToUpdate(t *testing.T) {
	path := write(t, line{Schema: Schema + 1, Job: &jobLine{}})
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "update") {
		t.Errorf("Open = %v, want an error that says to update", err)
	}
}

func TestWhatIsNoRecordIsAnError(t *testing.T) {
	for _, path := range []string{t.TempDir(), filepath.Join(t.TempDir(), "missing")} {
		if _, err := Open(path); err == nil {
			t.Errorf("Open(%s) returned no error", path)
		}
		if err := Verify(path); err == nil {
			t.Errorf("Verify(%s) returned no error", path)
		}
	}
}

// FuzzOpen holds that no bytes make Open panic, or report a page without saying that the scan was not finished.
func FuzzOpen(f *testing.F) {
	for _, text := range []string{`{"schema":1,"job":{}}`, `{"page":{"url":"https://x.example/"}}`, `{"end":{}}`, `{`, ``} {
		frame, err := pack([]byte(text + "\n"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(frame)
		f.Add(frame[:len(frame)/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := t.TempDir()
		if err := os.WriteFile(filepath.Join(path, linesFile), data, 0o644); err != nil {
			t.Fatal(err)
		}
		rec, err := Open(path)
		if err != nil {
			return
		}
		if !rec.ended && len(rec.gaps) == 0 {
			t.Error("an unfinished record without a gap")
		}
		rec.Observations()
		rec.Inventory()
	})
}

func BenchmarkOpenTenThousandRequests(b *testing.B) {
	path := b.TempDir()
	var file bytes.Buffer
	for p := range 100 {
		url := fmt.Sprintf("https://shop.example/%d", p)
		lines := []line{{Page: &crawler.Page{URL: url}}}
		if p == 0 {
			lines = append([]line{{Schema: 1, Job: &jobLine{Site: "https://shop.example/"}}}, lines...)
		}
		for i := range 100 {
			lines = append(lines, line{Request: &requestLine{Request: crawler.Request{
				ID: p*100 + i + 1, Page: url, URL: fmt.Sprintf("https://www.google-analytics.com/g/collect?cid=12345678.%d&dl=%s", i, url), Method: "POST", Type: "ping",
				Headers: []crawler.Header{{Name: "User-Agent", Value: "Mozilla/5.0 (X11; Linux x86_64)"}, {Name: "Referer", Value: url}}, Status: 204, Time: time.Now(),
			}}})
		}
		text, err := encode(lines)
		if err != nil {
			b.Fatal(err)
		}
		frame, err := pack(text)
		if err != nil {
			b.Fatal(err)
		}
		file.Write(frame)
	}
	if err := os.WriteFile(filepath.Join(path, linesFile), file.Bytes(), 0o644); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		rec, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		if rec.lastRequest() != 10000 {
			b.Fatalf("%d requests, want 10000", rec.lastRequest())
		}
	}
}
