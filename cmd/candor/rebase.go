package main

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// rebase writes the files of a module as they are seen from the current folder, where the notice and the reader are:
// analyzers know a module only from inside. dir is the module's folder.
func rebase(seen []practice.Observation, dir string) []practice.Observation {
	moved := make([]practice.Observation, len(seen))
	for i, o := range seen {
		if o.Practice.Actor == practice.Code {
			o.Evidence = rebasePlaces(o.Evidence, dir)
		}
		moved[i] = o
	}
	return moved
}

// rebasePlaces does the same for places in the module's code.
func rebasePlaces(list []practice.Evidence, dir string) []practice.Evidence {
	here, err := filepath.Abs(".")
	if err != nil {
		return list
	}
	there, err := filepath.Abs(dir)
	if err != nil {
		return list
	}
	prefix, err := filepath.Rel(here, there)
	if err != nil || prefix == "." {
		return list
	}
	return rebaseEvidence(list, filepath.ToSlash(prefix))
}

func rebaseEvidence(list []practice.Evidence, prefix string) []practice.Evidence {
	moved := make([]practice.Evidence, len(list))
	for i, e := range list {
		if e.Source != "" && !path.IsAbs(e.Source) && !strings.Contains(e.Source, "://") {
			e.Source = path.Join(prefix, e.Source)
		}
		e.Trace = rebaseEvidence(e.Trace, prefix)
		moved[i] = e
	}
	if len(moved) == 0 {
		return nil
	}
	return moved
}
