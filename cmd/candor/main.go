// Command candor finds where what a company says about personal data and what it does with them differ.
//
// Exit codes, of every command that judges:
//
//	0  saying and doing agree, or differ less than --fail-on asks for
//	1  they differ
//	2  the audit could not be done: wrong usage, unreadable input, no browser, nothing reachable
//	3  done, with gaps that could hide a discrepancy (only with --strict)
//
// The result goes to standard output and is complete without the progress on standard error.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the linker; see the Makefile.
var version = "dev"

func main() {
	os.Exit(newApp(os.Stdout, os.Stderr).main())
}

// main runs the command line of the process, until it is interrupted.
func (a *app) main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], a)
}
