package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/scan"
)

var compare = &command{
	Name: "compare",
	Doc: `judge a record again, without a browser

Compares the evidence of an earlier scan with a notice: the same notice with newer rules, or a draft of the next one.
Without --policy that is the notice that the scan found on the site and kept. The outcome takes the place of the one before
in the record, so that candor explain and candor report tell what was shown last; where that was by another notice, standard error says how it is
had back.

	candor compare shop.candor
	candor compare shop.candor --policy privacy-draft.md`,
	Build: buildCompare,
}

func buildCompare(a *app) *cobra.Command {
	var (
		how    judgeFlags
		notice = noticeFlags{sources: []string{auto}}
	)
	c := newCommand("compare RECORD [--policy FILE|auto]", func(c *cobra.Command, args []string) error {
		own, _, err := a.asProject(c.Flags(), args)
		if err != nil {
			return err
		}
		how.accepted = own.Accepted
		if err := how.check("compare"); err != nil {
			return err
		}
		if len(args) != 1 {
			return usage("compare", "%s given, want one", given(len(args), "record"))
		}
		if !c.Flags().Changed("policy") {
			notice.asRecorded()
		}
		if i := slices.IndexFunc(notice.sources, isAddress); i >= 0 {
			return usage("compare", "%s is not visited, since nothing is judged again with a browser: save its notice as a file, or audit with it", notice.sources[i])
		}
		files, err := notice.files(c.Context())
		if err != nil {
			return err
		}
		rec, err := scan.Open(args[0])
		if err != nil {
			return err
		}
		// what is judged is intact, or Open had refused; what lies beside it may not be
		if differs, ok := errors.AsType[*scan.ErrDiffers](scan.Verify(args[0])); ok {
			fmt.Fprintf(a.stderr, "judged all the same: %s\n", reports.Clean(differs.Error()))
		}
		said, err := notice.together(files, rec)
		if err != nil {
			return err
		}
		outcome := judge(rec.Observations(), said, rec.Summary())
		if err := how.settle(a, &outcome); err != nil {
			return err
		}
		if before, err := loadOutcome(args[0]); err == nil && before.Notice.SHA256 != outcome.Notice.SHA256 {
			fmt.Fprintf(a.stderr, "takes the place of the outcome by another notice; it is had back by: %s\n", reports.Clean(hadBy(args[0], before.Notice)))
		}
		if err := saveOutcome(args[0], outcome); err != nil { // a record that cannot be written to is judged all the same
			fmt.Fprintf(a.stderr, "not kept: %s; candor explain and report tell the outcome before\n", reports.Clean(err.Error()))
		}
		return how.tell(c.Context(), a, outcome, args[0])
	})
	c.Flags().StringArrayVar(&notice.sources, "policy", notice.sources, noticeForms+"; or auto, those that the record holds. May be given more than once")
	how.register(c.Flags())
	how.known.register(c.Flags())
	return c
}

// hadBy is the command that judges a record by a notice again. Pages of the site stand in the record.
func hadBy(record string, notice practice.NoticeSummary) string {
	sources := []string{notice.Source}
	if len(notice.Documents) > 0 {
		sources = nil
		for _, d := range notice.Documents {
			sources = append(sources, d.Source)
		}
	}
	command := "candor compare " + record
	recorded := slices.ContainsFunc(sources, isAddress)
	for _, source := range sources {
		if !isAddress(source) {
			command += " --policy " + source
		}
	}
	if recorded && len(sources) > 1 {
		command += " --policy auto"
	}
	return command
}
