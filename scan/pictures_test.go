package scan

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestPicturesAreBlobsThatTheInventoryNames(t *testing.T) {
	rec := run(t, nil)
	inv := rec.Inventory()
	named := map[string]string{}
	for _, p := range inv.Pages {
		named["page "+p.URL] = p.Screenshot
	}
	for _, f := range inv.Forms { // the same on every page, and pictured once
		named["form"] = f.Screenshot
	}
	for _, c := range inv.Consent {
		if c.Offered {
			named["dialog"] = c.ScreenshotHash
		}
	}
	if len(named) < 4 {
		t.Fatalf("the inventory names pictures of %v; want pages, a form and a dialog", named)
	}
	for what, name := range named {
		if got, want := blobOf(t, rec, name), "\xff\xd8 "+what; got != want {
			t.Errorf("the picture of %s is %q, want %q", what, got, want)
		}
	}
}

func TestAChangedPictureIsFound(t *testing.T) {
	rec := run(t, nil)
	picture := filepath.Join(rec.path, blobFolder, rec.Inventory().Forms[0].Screenshot)
	if err := os.WriteFile(picture, []byte("\xff\xd8 another form"), fileMode); err != nil {
		t.Fatal(err)
	}
	var differs *ErrDiffers
	if err := Verify(rec.path); !errors.As(err, &differs) || len(differs.Files) != 1 {
		t.Errorf("Verify = %v; want the one picture", err)
	}
}

func TestARedactedRecordHasNoPictures(t *testing.T) {
	rec := run(t, func(j *Job) { j.Redact = true })
	inv := rec.Inventory()
	for _, p := range inv.Pages {
		if p.Screenshot != "" {
			t.Errorf("%s has a picture", p.URL)
		}
	}
	for _, f := range inv.Forms {
		if f.Screenshot != "" {
			t.Errorf("the form of %s has a picture", f.Page)
		}
	}
	for _, c := range inv.Consent {
		if c.ScreenshotHash != "" {
			t.Errorf("the dialog of %s has a picture", c.Page)
		}
	}
}

// blobOf is the content of a blob of a record.
func blobOf(t *testing.T, rec *Record, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(rec.path, blobFolder, name))
	if err != nil || name == "" {
		t.Fatalf("blob %q: %v", name, err)
	}
	return string(content)
}
