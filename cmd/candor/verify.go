package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/scan"
)

var verify = &command{
	Name: "verify",
	Doc: `check that a record is whole and unchanged

Compares every file of the evidence folder with the hashes in its manifest.

	candor verify shop.candor`,
	Build: buildVerify,
}

func buildVerify(a *app) *cobra.Command {
	return newCommand("verify RECORD", func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("verify", "%s given, want one", given(len(args), "record"))
		}
		if err := scan.Verify(args[0]); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s is whole and unchanged\n", args[0])
		return nil
	})
}
