// Command candor-vet follows personal data through Go code and reports where they leave it: into logs, panics, metrics and traces, to others and
// without encryption, into addresses and cookies, to clients in errors.
//
//	go vet -vettool=$(which candor-vet) ./...   cached by the go command, one package at a time
//	candor-vet ./...                            the same, on its own
//
// With -policy=candor-policy.yaml, of either, it reports only what that policy does not allow. A relative name is looked for in the folder of
// the package, as the go command stands there, and in those above.
//
// `candor-vet help` lists the analyzers. The exit code is that of go vet's tools: not 0 when something was found.
package main

import (
	"errors"
	"flag"
	"fmt"
	"go/scanner"
	"go/types"
	"os"

	"golang.org/x/tools/go/analysis/multichecker"

	"github.com/candor-privacy/candor/analyzers"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == "-V=full" {
		id, err := identity()
		if err != nil {
			fmt.Fprintf(os.Stderr, "candor-vet: %v\n", err)
			os.Exit(1)
		}
		fmt.Printf("candor-vet version devel buildID=%s\n", id)
		return
	}
	if u, ok := readUnit(os.Args[1:], analyzers.Suite); ok {
		code, err := u.run()
		if err != nil {
			complain(err)
		}
		os.Exit(code)
	}
	path := flag.String("policy", "", "report only what this policy file does not allow; a relative name is looked for upwards from the package")
	multichecker.Main(analyzers.SuiteUnless(allowedBy(path))...)
}

// complain tells an error. The go command expects those of the code that is read as a compiler tells them.
func complain(err error) {
	prefix := "candor-vet: "
	if _, ok := errors.AsType[types.Error](err); ok {
		prefix = ""
	}
	if _, ok := errors.AsType[scanner.ErrorList](err); ok {
		prefix = ""
	}
	fmt.Fprintf(os.Stderr, "%s%v\n", prefix, err)
}
