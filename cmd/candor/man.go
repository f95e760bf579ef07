package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/candor-privacy/candor/reports"
)

var man = &command{
	Name: "man",
	Doc: `write the manual pages into a folder

One page a command, as man reads them, made from what the commands say of themselves.

	candor man ~/.local/share/man/man1
	man candor-audit`,
	Build: buildMan,
}

func buildMan(a *app) *cobra.Command {
	return newCommand("man FOLDER", func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("man", "%s given, want one", given(len(args), "folder"))
		}
		if err := os.MkdirAll(args[0], 0o755); err != nil { // #nosec G301 -- man reads it as anybody
			return fmt.Errorf("writing manual pages: %w", err)
		}
		today := a.now().UTC()
		root := a.root()
		root.DisableAutoGenTag = true
		if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Date: &today, Source: "candor " + version, Manual: "Candor"}, args[0]); err != nil {
			return fmt.Errorf("writing manual pages: %w", err)
		}
		if !a.quiet {
			fmt.Fprintf(a.stderr, "manual pages in %s\n", reports.Clean(args[0]))
		}
		return nil
	})
}
