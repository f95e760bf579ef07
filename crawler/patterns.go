package crawler

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// patterns say by their paths which pages of a site are visited beside the seed.
type patterns struct {
	include, exclude []*regexp.Regexp
}

// want says whether a path is included, or nothing is said to be, and not excluded.
func (p patterns) want(path string) bool {
	matches := func(re *regexp.Regexp) bool { return re.MatchString(path) }
	return (len(p.include) == 0 || slices.ContainsFunc(p.include, matches)) && !slices.ContainsFunc(p.exclude, matches)
}

// CheckPattern errs if a pattern of Include and Exclude cannot match any path.
func CheckPattern(pattern string) error {
	if !strings.HasPrefix(pattern, "/") && !strings.HasPrefix(pattern, "*") {
		return fmt.Errorf("pattern %q matches no path: paths begin with /, as in /help/*", pattern)
	}
	return nil
}

var wildcards = strings.NewReplacer(`\*\*`, ".*", `\*`, "[^/]*", `\?`, "[^/]")

// compile makes regular expressions of patterns: * is any number of characters but /, ** any number of all, ? one but /.
func compile(globs []string) []*regexp.Regexp {
	all := make([]*regexp.Regexp, len(globs))
	for i, glob := range globs {
		all[i] = regexp.MustCompile("^" + wildcards.Replace(regexp.QuoteMeta(glob)) + "$") // what is quoted always compiles
	}
	return all
}
