package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/candor-privacy/candor/reports"
)

// A command is one word after `candor`. Build returns it with its flags; its words are those of Doc.
type command struct {
	Name  string
	Doc   string // title, blank line, explanation with an example
	Build func(*app) *cobra.Command
}

// commands lists them in the order in which the help shows them.
var commands = []*command{audit, crawl, code, compare, policyCommand, report, diff, explain, show, verify, sign, initCommand, doctor, demo, man}

// An app is what all commands share: where they write, and what there is to explain.
type app struct {
	stdout, stderr io.Writer
	commands       []*command
	now            func() time.Time
	quiet, noColor bool // flags of every command
}

func newApp(stdout, stderr io.Writer) *app {
	return &app{stdout: stdout, stderr: stderr, commands: commands, now: time.Now}
}

// root is the command line with all its commands.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "candor",
		Short:         "Find where what a company says about personal data and what it does with them differ",
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "tell no progress, only warnings and errors")
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", false, "use no colours, which only a terminal gets (the same as NO_COLOR=1)")
	for _, c := range a.commands {
		built := c.Build(a)
		built.Short, built.Long = splitDoc(c.Doc)
		root.AddCommand(built)
	}
	root.SetFlagErrorFunc(flagFault)
	if err := completeChoices(root); err != nil {
		panic(err) // two completions of one flag: a fault of ours, which every test meets
	}
	return root
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, a *app) int {
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil && err.Error() != "" {
		fmt.Fprintln(a.stderr, "candor: "+reports.Clean(err.Error()))
	}
	return exitCode(err)
}

// newCommand is a command that does run; its words come from the Doc of its value.
func newCommand(use string, run func(*cobra.Command, []string) error) *cobra.Command {
	return &cobra.Command{Use: use, RunE: run, DisableFlagsInUseLine: true}
}

// screen says how reports are to be fitted to standard output.
func (a *app) screen() reports.Options {
	file, ok := a.stdout.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return reports.Options{Width: columns(120)}
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		width = columns(80)
	}
	return reports.Options{Width: width, Color: os.Getenv("NO_COLOR") == "" && !a.noColor}
}

// columns is the COLUMNS of the environment, or otherwise.
func columns(otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return otherwise
}
