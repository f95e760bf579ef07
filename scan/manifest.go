package scan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
)

// A manifest says who made a record, with what and when, and holds the hash of every file in it but its own.
// Seal is the SHA-256 of the manifest as it stands in the file with an empty Seal: whoever notes that one number
// somewhere else can show later that not a byte of the record has changed.
type manifest struct {
	Schema int               `json:"schema"`
	Job    jobLine           `json:"job"`    // with the tool's version and what the browser is
	Tables map[string]string `json:"tables"` // SHA-256 of each table of the detectors, by name
	Start  time.Time         `json:"start"`
	End    time.Time         `json:"end"`
	Files  []fileHash        `json:"files"` // sorted by path
	Seal   string            `json:"seal"`
}

type fileHash struct {
	Path   string `json:"path"` // with slashes, below the record's folder
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func writeManifest(folder string, r *Record) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("writing the manifest: %w", err)
	}
	defer root.Close()
	m := manifest{Schema: Schema, Job: r.job, Tables: tableHashes(), Start: r.job.Start, End: r.end.Time}
	if m.Files, err = hashFiles(root); err != nil {
		return fmt.Errorf("writing the manifest: %w", err)
	}
	text, err := m.sealed()
	if err != nil {
		return err
	}
	if err := errors.Join(writeFile(filepath.Join(folder, manifestFile), text), syncFolder(folder)); err != nil {
		return unwritten("writing the manifest", err)
	}
	return nil
}

// sealed returns the manifest as it stands in its file.
func (m manifest) sealed() ([]byte, error) {
	m.Seal = ""
	open, err := m.encode()
	if err != nil {
		return nil, err
	}
	m.Seal = hexHash(open)
	return m.encode()
}

func (m manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("writing the manifest: %w", err)
	}
	return b.Bytes(), nil
}

func hexHash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func tableHashes() map[string]string {
	hashes := map[string]string{"interfaces.txt": hexHash([]byte(crawler.InterfaceTable()))}
	for name, text := range detect.Tables() {
		hashes[name] = hexHash([]byte(text))
	}
	return hashes
}

// OutcomeFile is where an audit leaves its judgement in the folder of a record. It is no evidence: it
// is made again as often as one likes, and the manifest does not list it.
const OutcomeFile = "outcome.json"

// hashFiles returns the hash of every file of a record's evidence, in the order of their paths.
func hashFiles(root *os.Root) ([]fileHash, error) {
	files := []fileHash{}
	err := fs.WalkDir(root.FS(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || slices.Contains([]string{manifestFile, signatureFile, stampFile, OutcomeFile, lockFile}, path) {
			return err
		}
		content, err := read(root, path)
		files = append(files, fileHash{Path: path, Bytes: int64(len(content)), SHA256: hexHash(content)})
		return err
	})
	return files, err
}

// toolVersion is Candor's version as the go command stamped it.
func toolVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "candor"
	}
	version := "candor " + info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			version += " " + s.Value
		}
	}
	return version
}
