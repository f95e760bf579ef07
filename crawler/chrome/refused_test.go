package chrome

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever a page asks the person for who looks at it, it is told no, and no file of it comes to lie on the disk.
func TestAPageGetsNothingThatItAsksAPersonFor(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/asks.html")
	want := "https://after.example/collect?geolocation=denied&notifications=denied&camera=denied&microphone=denied&midi=denied&clipboard-read=denied&confirm=false&prompt=null"
	find(t, p, want)
	err := filepath.WalkDir(running(t).home.path, func(path string, _ fs.DirEntry, err error) error {
		if strings.Contains(filepath.Base(path), "asked") {
			t.Errorf("%s was downloaded", path)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
