package scan

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

// A filler is a shop after whose third visit the disk has no room left for the record that is being written.
type filler struct {
	*shop
	out  *writer
	full *os.File
}

func (f *filler) Open(ctx context.Context, who crawler.Visitor) (crawler.Session, error) {
	s, err := f.shop.Open(ctx, who)
	return &fillingVisitor{s.(*visitor), f}, err
}

type fillingVisitor struct {
	*visitor
	filler *filler
}

func (v *fillingVisitor) Visit(ctx context.Context, url string) (*crawler.Page, error) {
	if f := v.filler; len(f.visited) == 3 && f.out.file != f.full {
		if err := f.out.file.Close(); err != nil {
			return nil, err
		}
		f.out.file = f.full
	}
	return v.visitor.Visit(ctx, url)
}

func TestAFullDiskEndsAScanThatCanBeResumed(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no device that is always full")
	}
	whole, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor")}, &shop{fuel: -1})
	if err != nil {
		t.Fatal(err)
	}
	job := Job{Site: "https://shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor"), Progress: func(Step) {}}
	f := &filler{shop: &shop{fuel: -1}, full: full}
	s, err := begin(job, f, &veil{})
	if err != nil {
		t.Fatal(err)
	}
	f.out = s.out
	err = s.look(t.Context(), f)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "see that the disk has room") {
		t.Fatalf("the scan ends with %v, want an error that says what to do about a full disk", err)
	}
	if err := s.abandon(err); !strings.Contains(err.Error(), "can be resumed") {
		t.Errorf("the scan is given up with %v, want where to go on", err)
	}
	kept, err := Open(job.Out)
	if err != nil || len(kept.pages) == 0 {
		t.Fatalf("the record has %v, %v; want the pages that were recorded while there was room", kept, err)
	}
	job.Resume = true
	rec, err := Run(t.Context(), job, &shop{fuel: -1})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(told(rec.Observations()), told(whole.Observations())); diff != "" {
		t.Errorf("observations (-resumed +uninterrupted):\n%s", diff)
	}
	if err := Verify(rec.path); err != nil {
		t.Error(err)
	}
}
