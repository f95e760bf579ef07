package main

import (
	"errors"
	"fmt"
)

// An exit is how a command ended: its code, and the line for standard error if there is one to say.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// The ways to end other than 0; the package comment explains them.
var (
	exitDiffer  = exit{code: 1}
	exitGaps    = exit{code: 3, err: errors.New("done with gaps that could hide a discrepancy (--strict)")}
	exitMissing = exit{code: 2}
)

// exitCode is 2 for every error that does not carry a code of its own.
func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if e, ok := errors.AsType[exit](err); ok {
		return e.code
	}
	return 2
}

// given counts what was typed: "1 notice", "2 notices".
func given(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// usage is an error in what was typed; it points at the help.
func usage(command, format string, args ...any) error {
	return fmt.Errorf("%s; see candor %s --help", fmt.Sprintf(format, args...), command)
}
