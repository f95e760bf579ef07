package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/project"
	"github.com/candor-privacy/candor/rules"
)

// asProject takes from the project file of this folder what the command line leaves open: the flags that were not given, and, when there are no
// arguments, what to look at. It says on standard error what that was.
func (a *app) asProject(flags *pflag.FlagSet, args []string) (project.Project, []string, error) {
	p, err := project.Read(".")
	if err != nil {
		return p, nil, err
	}
	if err := practice.Own(project.File, p.Vendors.InFile(), p.Identifiers.InFile()); err != nil {
		return p, nil, err
	}
	var taken []string
	for _, s := range p.Settings {
		f := flags.Lookup(s.Flag)
		if f == nil || f.Changed {
			continue // it is about another command, or the command line wins
		}
		if err := set(f, s.Values); err != nil {
			return p, nil, fmt.Errorf("%s:%d: %s: %w", project.File, s.Line, s.Flag, err)
		}
		taken = append(taken, s.Flag)
	}
	for _, accepted := range p.Accepted {
		if !rules.Known(accepted.Rule) {
			return p, nil, fmt.Errorf("%s:%d: unknown rule %q; candor explain lists the rules", accepted.Source, accepted.Line, accepted.Rule)
		}
	}
	if len(p.Accepted) > 0 && flags.Lookup("fail-on") != nil {
		taken = append(taken, "accepted")
	}
	if len(args) == 0 {
		if p.Site != "" {
			args, taken = append(args, p.Site), append(taken, "site")
		}
		if len(p.Packages) > 0 {
			args, taken = append(args, p.Packages...), append(taken, "packages")
		}
	}
	if len(taken) > 0 {
		fmt.Fprintf(a.stderr, "as %s says: %s\n", project.File, strings.Join(taken, ", "))
	}
	return p, args, nil
}

// set gives a flag its value, or all values of a list.
func set(f *pflag.Flag, values []string) error {
	if all, ok := f.Value.(pflag.SliceValue); ok {
		return all.Replace(values)
	}
	return f.Value.Set(values[0])
}
