package scan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
)

// A Piece is one piece of the evidence of a record.
type Piece struct {
	Content []byte
	Ending  string // of a file that holds it: ".html", ".jpg", ".pdf", ".json", ".txt" or ".bin"
}

// shortest is how many digits of a blob's name have to be given at least.
const shortest = 6

// ReadPiece finds a piece of a record: a blob by its name, or by the first six digits of it and more, or a request by its number, as it stands in
// the HTTP archive. It errs if there is none of that name, if there are two, and if the blob is not what its name says.
func ReadPiece(record, name string) (Piece, error) {
	root, err := os.OpenRoot(record)
	if err != nil {
		return Piece{}, fmt.Errorf("record %s cannot be opened: %w", record, err)
	}
	defer root.Close()
	if number, err := strconv.Atoi(name); err == nil && len(name) < shortest {
		return requestPiece(root, record, number)
	}
	if len(name) < shortest || strings.Trim(name, "0123456789abcdef") != "" {
		return Piece{}, fmt.Errorf("%q is neither the number of a request nor the first %d digits of a blob's name", name, shortest)
	}
	return blobPiece(root, record, name)
}

func blobPiece(root *os.Root, record, name string) (Piece, error) {
	entries, err := fs.ReadDir(root.FS(), blobFolder)
	if err != nil {
		return Piece{}, fmt.Errorf("record %s has no blobs: %w", record, err)
	}
	var found []string
	for _, e := range entries {
		if blobName.MatchString(e.Name()) && strings.HasPrefix(e.Name(), name) {
			found = append(found, e.Name())
		}
	}
	switch {
	case len(found) == 0:
		return Piece{}, fmt.Errorf("record %s has no blob %s", record, name)
	case len(found) > 1:
		return Piece{}, fmt.Errorf("record %s has %d blobs whose names begin with %s: give more of the name", record, len(found), name)
	}
	content, err := read(root, path.Join(blobFolder, found[0]))
	if err != nil {
		return Piece{}, fmt.Errorf("reading record %s: %w", record, err)
	}
	if hexHash(content) != found[0] {
		return Piece{}, fmt.Errorf("record %s: blob %s is not what its name says: it was changed", record, found[0])
	}
	return Piece{content, endingOf(content)}, nil
}

func requestPiece(root *os.Root, record string, number int) (Piece, error) {
	text, err := read(root, harFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Piece{}, fmt.Errorf("record %s has no %s: its scan was never finished, or no site was visited", record, harFile)
	}
	if err != nil {
		return Piece{}, fmt.Errorf("reading record %s: %w", record, err)
	}
	var archive struct {
		Log struct {
			Entries []json.RawMessage `json:"entries"`
		} `json:"log"`
	}
	if err := json.Unmarshal(text, &archive); err != nil {
		return Piece{}, fmt.Errorf("record %s: %s: %w; candor verify tells what differs", record, harFile, err)
	}
	for _, entry := range archive.Log.Entries {
		var numbered struct {
			Request int `json:"_request"`
		}
		if json.Unmarshal(entry, &numbered) == nil && numbered.Request == number {
			var pretty bytes.Buffer
			err := json.Indent(&pretty, entry, "", "  ")
			return Piece{append(pretty.Bytes(), '\n'), ".json"}, err
		}
	}
	return Piece{}, fmt.Errorf("record %s has no request %d", record, number)
}

// endings are those of the types that http.DetectContentType tells.
var endings = map[string]string{
	"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "text/html": ".html", "text/xml": ".xml", "text/plain": ".txt",
}

func endingOf(content []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(content), ";")
	if kind == "text/plain" && json.Valid(content) {
		return ".json"
	}
	if ending := endings[kind]; ending != "" {
		return ending
	}
	return ".bin"
}
