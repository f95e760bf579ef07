package main

import (
	"fmt"
	"time"

	"github.com/spf13/pflag"

	"github.com/candor-privacy/candor/analyzers"
	"github.com/candor-privacy/candor/project"
)

// loadTimeout is the name of a flag, and of a key of candor.yaml.
const loadTimeout = "load-timeout"

// loadFlags say how packages are loaded.
type loadFlags struct{ timeout time.Duration }

func (f *loadFlags) register(flags *pflag.FlagSet) {
	flags.DurationVar(&f.timeout, loadTimeout, analyzers.DefaultLoadTimeout, "time to compile and read packages; what takes longer is left out and told")
}

func (f *loadFlags) check() error {
	if f.timeout <= 0 {
		return fmt.Errorf("--%s %v: want a time such as 10m", loadTimeout, f.timeout)
	}
	return nil
}

// asProject takes from a project file what the command line leaves open.
func (f *loadFlags) asProject(flags *pflag.FlagSet, said project.Project) error {
	for _, s := range said.Settings {
		if flag := flags.Lookup(loadTimeout); s.Flag == loadTimeout && !flag.Changed {
			if err := set(flag, s.Values); err != nil {
				return fmt.Errorf("%s:%d: %s: %w", project.File, s.Line, s.Flag, err)
			}
		}
	}
	return f.check()
}
