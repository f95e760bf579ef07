package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/scan"
)

var report = &command{
	Name: "report",
	Doc: `tell an outcome again, in another format

Reads the outcome that an audit left in its evidence folder, or a file written with --format json; without a name, that of the newest evidence
folder here.

	candor report shop.candor --format html -o shop.html
	candor report shop.candor --format sarif -o shop.sarif`,
	Build: buildReport,
}

func buildReport(a *app) *cobra.Command {
	var how judgeFlags
	c := newCommand("report [OUTCOME]", func(c *cobra.Command, args []string) error {
		if err := how.check("report"); err != nil {
			return err
		}
		if len(args) > 1 {
			return usage("report", "%s given, want one", given(len(args), "outcome"))
		}
		path, err := namedOrNewest(args)
		if err != nil {
			return err
		}
		outcome, err := loadOutcome(path)
		if err != nil {
			return err
		}
		return how.tell(c.Context(), a, outcome, path)
	})
	how.register(c.Flags())
	return c
}

func saveOutcome(folder string, o practice.Outcome) error {
	var b bytes.Buffer
	if err := reports.Write(&b, reports.JSON.Name, o, reports.Options{}); err != nil {
		return fmt.Errorf("saving the outcome: %w", err)
	}
	return os.WriteFile(filepath.Join(folder, scan.OutcomeFile), b.Bytes(), 0o600)
}

// maxOutcome is how many bytes an outcome has at most. One of ten thousand discrepancies, each with all that was seen of it, has a tenth of that.
const maxOutcome = 256 << 20

// readOutcome reads what a file or a pipe holds, which may have no end.
func readOutcome(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxOutcome+1))
	if err == nil && len(data) > maxOutcome {
		err = fmt.Errorf("%s is longer than %d bytes", path, maxOutcome)
	}
	return data, err
}

// loadOutcome reads an outcome from an evidence folder or a JSON file.
func loadOutcome(path string) (practice.Outcome, error) {
	var o practice.Outcome
	folder := ""
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		folder, path = path, filepath.Join(path, scan.OutcomeFile)
		if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() { // whoever handed the folder over may have made it a link or a pipe
			return o, fmt.Errorf("reading outcome: %s is no file; candor audit leaves one in its evidence folder", path)
		}
	}
	data, err := readOutcome(filepath.Clean(path))
	if err != nil {
		return o, fmt.Errorf("reading outcome: %w; candor audit leaves one in its evidence folder", err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields() // any other JSON would read as an outcome without discrepancies
	if err := d.Decode(&o); err != nil {
		return o, fmt.Errorf("reading outcome %s: %w; candor audit --format json writes one", path, err)
	}
	if o.Discrepancies == nil {
		return o, fmt.Errorf("outcome %s: it has no list of discrepancies; candor audit --format json writes one", path)
	}
	if o.Schema != practice.OutcomeSchema {
		return o, fmt.Errorf("outcome %s: schema %d, this candor reads %d: run the audit or candor compare again", path, o.Schema, practice.OutcomeSchema)
	}
	if folder != "" {
		o.Record.Path = filepath.Clean(folder) // from here: the folder may have been moved, or the audit run elsewhere
	}
	return o, nil
}

// namedOrNewest is the outcome that is named, or else that of the newest evidence folder here.
func namedOrNewest(named []string) (string, error) {
	if len(named) > 0 {
		return named[0], nil
	}
	return latestOutcome()
}

// latestOutcome is the evidence folder here whose outcome is the newest.
func latestOutcome() (string, error) {
	found, err := filepath.Glob(filepath.Join("*.candor", scan.OutcomeFile))
	if err != nil || len(found) == 0 {
		return "", errors.New("no outcome here: run candor audit first, or name one")
	}
	newest := func(x, y string) int { return modified(x).Compare(modified(y)) }
	return filepath.Dir(slices.MaxFunc(found, newest)), nil
}

// modified is when the file was last written, or the zero time.
func modified(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
