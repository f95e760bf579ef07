package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/scan"
)

var show = &command{
	Name: "show",
	Doc: `show a piece of the evidence of a record

Prints a request by its number, with its headers and what set it off, or a blob (a page, a picture, a notice, a script) by the first digits of its
name; candor explain says both. With -o it is written to a file, which gets the ending of what it is when it is given none.

	candor show shop.candor 223
	candor show shop.candor 5b1e9c4d -o notice`,
	Build: buildShow,
}

func buildShow(a *app) *cobra.Command {
	var output string
	c := newCommand("show RECORD REQUEST|BLOB", func(_ *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usage("show", "%s given, want a record and what to show of it", given(len(args), "word"))
		}
		piece, err := scan.ReadPiece(args[0], args[1])
		if err != nil {
			return err
		}
		if output == "" {
			return a.print(piece)
		}
		if filepath.Ext(output) == "" {
			output += piece.Ending
		}
		if err := os.WriteFile(filepath.Clean(output), piece.Content, 0o600); err != nil {
			return fmt.Errorf("writing what is shown: %w", err)
		}
		fmt.Fprintf(a.stderr, "written to %s\n", reports.Clean(output))
		return nil
	})
	c.Flags().StringVarP(&output, "output", "o", "", "write it to this file (default: standard output)")
	return c
}

// print writes a piece to standard output. What comes from a site may hold codes that a terminal obeys, so that all but JSON, in which they can be
// escaped, goes to files and pipes alone.
func (a *app) print(piece scan.Piece) error {
	if file, ok := a.stdout.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		if piece.Ending == ".json" {
			return reports.WriteJSON(a.stdout, json.RawMessage(piece.Content))
		}
		return usage("show", "this is no text for a terminal (%s): write it to a file with -o", piece.Ending)
	}
	_, err := a.stdout.Write(piece.Content)
	return err
}
