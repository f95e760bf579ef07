// Command candor-vet follows personal data through Go code and reports where they leave it: into logs, panics, metrics and traces, to others and
// without encryption, into addresses and cookies, to clients in errors.
//
//	go vet -vettool=$(which candor-vet) ./...   cached by the go command, one package at a time
//	candor-vet ./...                            the same, on its own
//
// `candor-vet help` lists the analyzers. The exit code is that of go vet's tools: not 0 when something was found.
package main

import (
	"golang.org/x/tools/go/analysis/multichecker"

	"github.com/candor-privacy/candor/analyzers"
)

func main() { multichecker.Main(analyzers.Suite...) }
