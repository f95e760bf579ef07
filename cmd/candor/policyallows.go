package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/rules"
)

func buildPolicyAllows(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "allows FILE PRACTICE",
		Short: "tell whether a policy allows what code does with data",
		Long: `Tell whether a policy, or a notice in any other form, allows what code does with data: a statement says that it is done, and no rule finds that they differ.
candor-vet -policy asks this. Only sharing with a recipient, logs and cookies can be allowed: nothing allows an address in a metric or a URL.

	candor policy allows candor-policy.yaml "code share contact.email to Mailchimp"

Exit code 0: allowed, 1: not allowed, 2: the policy could not be read.`,
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usage("policy allows", "%s given, want a policy and a practice", given(len(args), "word"))
		}
		done, err := practice.Parse(args[1])
		if err != nil {
			return err
		}
		notice, err := policy.Read(c.Context(), args[0])
		if err != nil {
			return err
		}
		if !rules.Allows(notice, practice.Observation{Practice: done}) {
			fmt.Fprintf(a.stdout, "not allowed: %s\n", reports.Clean(done.String()))
			return exitDiffer
		}
		fmt.Fprintf(a.stdout, "allowed: %s\n", reports.Clean(done.String()))
		return nil
	}
	return c
}
