package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/project"
)

var initCommand = &command{
	Name: "init",
	Doc: `write candor.yaml, the file in which a project says how it is audited

What is named on the command line stands in it; every other key stands there as a comment that says what it is for. candor audit without
arguments reads the file. With --schema it prints the JSON Schema of the file, by which editors help to fill it in.

	candor init https://shop.example ./... --policy privacy.md
	candor init --schema > candor.schema.json`,
	Build: buildInit,
}

func buildInit(a *app) *cobra.Command {
	var (
		policies []string
		schema   bool
	)
	c := newCommand("init [URL] [PACKAGES...]", func(_ *cobra.Command, args []string) error {
		if schema {
			_, err := a.stdout.Write(project.Schema)
			return err
		}
		t, err := parseTarget(args)
		if err != nil {
			return err
		}
		text := project.Template(t.site, t.packages, policies)
		f, err := os.OpenFile(project.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // #nosec G302 -- it is committed with the code
		if errors.Is(err, os.ErrExist) {
			return usage("init", "%s is there already: change it by hand", project.File)
		}
		if err != nil {
			return fmt.Errorf("writing %s: %w", project.File, err)
		}
		if _, err := f.WriteString(text); err != nil {
			return errors.Join(fmt.Errorf("writing %s: %w", project.File, err), f.Close())
		}
		fmt.Fprintf(a.stdout, "%s written; candor audit reads it\n", project.File)
		return f.Close()
	})
	c.Flags().StringArrayVar(&policies, "policy", nil, "the notice: a file, an address or auto. May be given more than once")
	c.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of candor.yaml, for editors")
	return c
}
