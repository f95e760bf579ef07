package main

import (
	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/scan"
)

var compare = &command{
	Name: "compare",
	Doc: `judge a record again, without a browser

Compares the evidence of an earlier scan with a notice: the same notice with newer rules, or a draft of the next one.

	candor compare shop.candor --policy privacy-draft.md`,
	Build: buildCompare,
}

func buildCompare(a *app) *cobra.Command {
	var (
		how    judgeFlags
		notice string
	)
	c := newCommand("compare RECORD --policy FILE", func(c *cobra.Command, args []string) error {
		if err := how.check("compare"); err != nil {
			return err
		}
		if len(args) != 1 {
			return usage("compare", "%d records given, want one", len(args))
		}
		if notice == "" {
			return usage("compare", "no notice given: name one with --policy FILE")
		}
		said, err := policy.Read(c.Context(), notice)
		if err != nil {
			return err
		}
		rec, err := scan.Open(args[0])
		if err != nil {
			return err
		}
		return how.tell(a, judge(rec.Observations(), said, rec.Summary()))
	})
	c.Flags().StringVar(&notice, "policy", "", "the notice: Markdown, HTML or text, a policy file (YAML), a TILT document or a Fides manifest")
	how.register(c.Flags())
	return c
}
