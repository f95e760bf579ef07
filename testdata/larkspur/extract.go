package larkspur

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/txtar"
)

// Extract writes what the company says and its Go code into dir, ready to be audited there:
// privacy.md, privacy.fr.md, candor-policy.yaml, and the service as a Go module whose go.mod stands in dir itself.
// It makes dir if there is none, and overwrites files of the same names.
func Extract(dir string) error {
	files := []txtar.File{
		{Name: "privacy.md", Data: notice},
		{Name: "privacy.fr.md", Data: noticeFR},
		{Name: "candor-policy.yaml", Data: declared},
	}
	files = append(files, txtar.Parse(service).Files...)
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return fmt.Errorf("larkspur: writing the sample company: %w", err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			return fmt.Errorf("larkspur: writing the sample company: %w", err)
		}
	}
	return nil
}
