package scan

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// kept is a record with these blobs, and an archive of one request.
func kept(t *testing.T, blobs ...string) (dir string, names []string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, blobFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, content := range blobs {
		name := hexHash([]byte(content))
		names = append(names, name)
		put(t, filepath.Join(dir, blobFolder, name), content)
	}
	put(t, filepath.Join(dir, harFile), `{"log": {"entries": [{"_request": 7, "request": {"url": "https://shop.example/"}}]}}`)
	return dir, names
}

func put(t *testing.T, file, content string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestAPieceIsFoundByTheBeginningOfItsNameAndKnowsItsEnding(t *testing.T) {
	contents := map[string]string{
		"<!DOCTYPE html><p>We never sell it.": ".html", "\xff\xd8\xff\xe0 a picture": ".jpg", "%PDF-1.7 a notice": ".pdf", `{"a": 1}`: ".json", "plain words": ".txt", "\x00\x01\x02": ".bin",
	}
	for content, ending := range contents {
		dir, names := kept(t, content)
		for _, name := range []string{names[0], names[0][:12]} {
			got, err := ReadPiece(dir, name)
			if err != nil || string(got.Content) != content || got.Ending != ending {
				t.Errorf("%s of %q: %q, ending %s, error %v, want ending %s", name, content, got.Content, got.Ending, err, ending)
			}
		}
	}
}

func TestARequestIsFoundByItsNumber(t *testing.T) {
	dir, _ := kept(t)
	got, err := ReadPiece(dir, "7")
	if err != nil || got.Ending != ".json" || !strings.Contains(string(got.Content), `"url": "https://shop.example/"`) {
		t.Errorf("request 7: %s, error %v", got.Content, err)
	}
}

func TestWhatIsNotThereIsNotShown(t *testing.T) {
	dir, names := kept(t, "one", "two")
	changed, _ := kept(t)
	put(t, filepath.Join(changed, blobFolder, names[0]), "another")
	for _, tt := range []struct{ dir, name, want string }{
		{dir, "8", "has no request 8"},
		{dir, "abcdef", "has no blob abcdef"},
		{dir, "abc", `"abc" is neither the number of a request nor the first 6 digits of a blob's name`},
		{dir, "../../etc/passwd", "is neither the number of a request"},
		{changed, names[0], "is not what its name says"},
		{filepath.Join(dir, "nowhere"), "7", "cannot be opened"},
		{t.TempDir(), "7", "has no network.har"},
		{t.TempDir(), names[0], "has no blobs"},
	} {
		if _, err := ReadPiece(tt.dir, tt.name); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
}
