package main

import (
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/reports"
)

var policyCommand = &command{
	Name: "policy",
	Doc: `read a privacy notice, or write one down as a policy file

	candor policy read privacy.md             what the notice declares, each with its exact words
	candor policy read --format dpv privacy.md   the same as JSON-LD, in the terms of the W3C Data Privacy Vocabulary
	candor policy init privacy.md             the same as a policy file to correct and keep in the repository
	candor policy init notice.tilt.json       a policy file from a TILT document, or from a Fides manifest
	candor policy lint privacy.md             what the notice lacks, and what is wrong with its text
	candor policy diff old.md new.md          what the newer notice declares otherwise, whatever happened to its text
	candor policy cookies shop.candor         the table of cookies for the notice, and the sentences that are missing in it
	candor policy allows FILE PRACTICE        whether it allows what code does with data, in the notation of reports
	candor policy text privacy.pdf            the text in which the offsets of quotes count
	candor policy schema                      the JSON Schema of policy files, for editors`,
	Build: buildPolicy,
}

func buildPolicy(a *app) *cobra.Command {
	c := newCommand("policy", func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usage("policy", "unknown word %q: want read, init, lint, text, diff, cookies, allows or schema", args[0])
		}
		return usage("policy", "nothing to do: want read, init, lint, text, diff, cookies, allows or schema")
	})
	c.AddCommand(buildPolicyRead(a), buildPolicyInit(a), buildPolicyLint(a), buildPolicyText(a), buildPolicyDiff(a), buildPolicyCookies(a), buildPolicyAllows(a), buildPolicySchema(a))
	return c
}

func buildPolicyRead(a *app) *cobra.Command {
	var format, output string
	c := &cobra.Command{Use: "read FILE", Short: "print what a notice declares"}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("policy read", "%s given, want one", given(len(args), "notice"))
		}
		notice, err := policy.Read(c.Context(), args[0])
		if err != nil {
			return err
		}
		return a.write(output, func(w io.Writer, opts reports.Options) error {
			return reports.WriteDeclarations(w, format, notice, opts)
		})
	}
	choose(c.Flags(), &format, "format", "text", "form of the result; jsonl is one declaration a line, dpv JSON-LD in the terms of the Data Privacy Vocabulary", reports.DeclarationFormats)
	c.Flags().StringVarP(&output, "output", "o", "", "write the result to this file (default: standard output)")
	return c
}

func buildPolicyInit(a *app) *cobra.Command {
	var output string
	c := &cobra.Command{Use: "init NOTICE", Short: "write a policy file from a notice, for a person to correct"}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("policy init", "%s given, want one", given(len(args), "notice"))
		}
		notice, err := policy.Read(c.Context(), args[0])
		if err != nil {
			return err
		}
		file, err := policy.Init(notice)
		if err != nil {
			return err
		}
		if _, err := os.Lstat(output); output != "" && err == nil {
			return usage("policy init", "%s is there already and may have been corrected by hand: name another file", output)
		}
		return a.write(output, func(w io.Writer, _ reports.Options) error {
			_, err := w.Write(file)
			return err
		})
	}
	c.Flags().StringVarP(&output, "output", "o", "", "write the policy to this file (default: standard output)")
	return c
}

func buildPolicyText(a *app) *cobra.Command {
	c := &cobra.Command{Use: "text NOTICE", Short: "print the text in which the offsets of quotes count"}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("policy text", "%s given, want one", given(len(args), "notice"))
		}
		text, err := policy.Extract(c.Context(), args[0])
		if err != nil {
			return err
		}
		_, err = a.stdout.Write(text)
		return err
	}
	return c
}

func buildPolicySchema(a *app) *cobra.Command {
	c := &cobra.Command{Use: "schema", Short: "print the JSON Schema of policy files", Args: cobra.NoArgs}
	c.RunE = func(*cobra.Command, []string) error {
		_, err := a.stdout.Write(policy.Schema)
		return err
	}
	return c
}
