package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/candor-privacy/candor/reports"
)

// A choice is a flag that takes one word of a list. Another word is refused before any work is done, and shells complete it.
type choice struct {
	to    *string
	name  string
	words []string
}

// textOrJSON are the forms of a result that is told to people and to programs.
var textOrJSON = []string{"text", "json"}

// choose adds a choice to flags; otherwise is its word when it is not given.
func choose(flags *pflag.FlagSet, to *string, name, otherwise, what string, words []string) {
	*to = otherwise
	flags.Var(&choice{to, name, words}, name, what+": "+strings.Join(words, ", "))
}

func (c *choice) String() string { return *c.to }
func (c *choice) Type() string   { return "string" }

func (c *choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		last := len(c.words) - 1
		return fmt.Errorf("unknown --%s %q: want %s or %s", c.name, reports.Clean(word), strings.Join(c.words[:last], ", "), c.words[last])
	}
	*c.to = word
	return nil
}

// completeChoices tells shells the words of the choices of a command and of those below it.
func completeChoices(c *cobra.Command) error {
	var failed error
	c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		if one, ok := f.Value.(*choice); ok {
			failed = errors.Join(failed, c.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(one.words, cobra.ShellCompDirectiveNoFileComp)))
		}
	})
	for _, below := range c.Commands() {
		failed = errors.Join(failed, completeChoices(below))
	}
	return failed
}

// flagFault tells what is wrong with a flag, in the words of the flag where it has some.
func flagFault(c *cobra.Command, err error) error {
	var wrong *pflag.InvalidValueError
	if errors.As(err, &wrong) {
		if _, ok := wrong.GetFlag().Value.(*choice); ok {
			err = wrong.Unwrap()
		}
	}
	return fmt.Errorf("%w; see %s --help", err, c.CommandPath())
}
