package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/scan"
)

var verify = &command{
	Name: "verify",
	Doc: `check that a record is whole and unchanged, and who vouches for it

Compares every file of the evidence folder with the hashes in its manifest, and checks the signature and the time-stamp
of that, if it has them. With --signers it must be signed by one of them, with --authorities stamped by one.

	candor verify shop.candor
	candor verify shop.candor --signers allowed_signers --authorities roots.pem`,
	Build: buildVerify,
}

func buildVerify(a *app) *cobra.Command {
	var signers, authorities string
	c := newCommand("verify RECORD", func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("verify", "%s given, want one", given(len(args), "record"))
		}
		var trust scan.Trust
		var err error
		if trust.Signers, err = named("signers", signers); err != nil {
			return err
		}
		if trust.Authorities, err = named("authorities", authorities); err != nil {
			return err
		}
		v, err := scan.VerifyFor(args[0], trust)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s is whole and unchanged\n", args[0])
		switch {
		case v.Signer != "":
			fmt.Fprintf(a.stdout, "signed by %s, with the key %s\n", reports.Clean(v.Signer), v.Key)
		case v.Key != "":
			fmt.Fprintf(a.stdout, "signed with the key %s; whose it is, a file of --signers would say\n", v.Key)
		}
		switch s := v.Stamp; {
		case s == nil:
		case s.Trusted:
			fmt.Fprintf(a.stdout, "was there at %s, says %s\n", s.Time.Format(time.RFC3339), reports.Clean(s.Authority))
		default:
			fmt.Fprintf(a.stdout, "was there at %s, says somebody called %s; whether to believe that, a file of --authorities would say\n", s.Time.Format(time.RFC3339), reports.Clean(s.Authority))
		}
		return nil
	})
	c.Flags().StringVar(&signers, "signers", "", "file of those whose signature counts, as ssh-keygen(1) describes allowed signers")
	c.Flags().StringVar(&authorities, "authorities", "", "file with certificates of the time-stamping authorities that count (PEM)")
	return c
}

// named reads the file of a flag; nil where none is named.
func named(flag, path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("--%s: %w", flag, err)
	}
	return append([]byte{}, text...), nil // an empty file names nobody, and is no file left out
}
