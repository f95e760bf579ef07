package scan

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// module writes a small Go module and returns its folder.
func module(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module signup.example/signup\n\ngo 1.26\n",
		"handler.go": `package signup

import "log"

type User struct{ Email string }

func Welcome(u User) { log.Printf("welcome %s", u.Email) }
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCodeAloneNeedsNoBrowser(t *testing.T) {
	job := Job{Dir: module(t), Packages: []string{"./..."}, Out: filepath.Join(t.TempDir(), "signup.candor")}
	rec, err := Run(t.Context(), job, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := rec.Observations()
	if got, want := told(o), "logs: code store.log contact.email Email"; !slices.Contains(got, want) {
		t.Errorf("observations = %q, want %q among them", got, want)
	}
	if o.Packages != 1 || len(o.States) != 0 || o.Pages != 0 {
		t.Errorf("seen %d packages, %d pages in %q, want 1 package alone", o.Packages, o.Pages, o.States)
	}
	if err := Verify(rec.path); err != nil {
		t.Error(err)
	}
	again, err := Run(t.Context(), Job{Packages: []string{"./..."}, Out: job.Out, Resume: true}, nil)
	if err != nil || len(again.code) != len(rec.code) {
		t.Errorf("resuming a finished record: %v", err)
	}
}

func TestSiteAndCodeAreOneRecord(t *testing.T) {
	rec := run(t, func(j *Job) { j.Dir, j.Packages = module(t), []string{"./..."} })
	got := told(rec.Observations())
	for _, want := range append([]string{"logs: code store.log contact.email Email"}, shopPractices...) {
		if !slices.Contains(got, want) {
			t.Errorf("observation %q is missing", want)
		}
	}
}
