package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// changes are the lines of Go files that are not as they were in a revision.
type changes struct {
	root  string // of the module, without symbolic links
	whole map[string]bool
	lines map[string][]span // by file, named as the file system does
}

// A span is a run of lines, both ends included.
type span struct{ first, last int }

// changedSince asks git which lines of the files in the checkout around root differ from those of a revision, committed or not.
func changedSince(ctx context.Context, root, revision string) (*changes, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, err
	}
	up, err := git(ctx, root, "rev-parse", "--show-cdup")
	if err != nil {
		return nil, fmt.Errorf("--new-from %s: %w", revision, err)
	}
	top := filepath.Join(root, filepath.FromSlash(strings.TrimSpace(up)))
	commit, err := git(ctx, top, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("--new-from %s: no such revision in the git checkout %s; a shallow one has to be deepened first, by git fetch --unshallow", revision, top)
	}
	unfiltered, err := withoutFilters(ctx, top)
	if err != nil {
		return nil, fmt.Errorf("--new-from %s: %w", revision, err)
	}
	diff, err := git(ctx, top, slices.Concat(unfiltered, []string{
		"-c", "core.quotePath=off", "diff", "--unified=0", "--find-renames", "--no-color", "--no-ext-diff", "--no-textconv",
		"--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", strings.TrimSpace(commit), "--", "*.go",
	})...)
	if err != nil {
		return nil, fmt.Errorf("--new-from %s: %w", revision, err)
	}
	untracked, err := git(ctx, top, "ls-files", "-z", "--others", "--exclude-standard", "--", "*.go")
	if err != nil {
		return nil, fmt.Errorf("--new-from %s: %w", revision, err)
	}
	c := &changes{root: root, whole: map[string]bool{}, lines: map[string][]span{}}
	for _, name := range strings.Split(strings.TrimSuffix(untracked, "\x00"), "\x00") {
		c.whole[filepath.Join(top, filepath.FromSlash(name))] = true
	}
	return c, c.read(top, diff)
}

// hunk is the head of a part of a diff: "@@ -3,2 +4,5 @@".
var hunk = regexp.MustCompile(`^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)

// read notes the lines that a diff without context adds. Only heads are read where heads stand, since a line of code may look like one.
func (c *changes) read(top, diff string) error {
	file, inside := "", 0
	for _, line := range strings.Split(diff, "\n") {
		if inside > 0 {
			if !strings.HasPrefix(line, `\`) { // "\ No newline at end of file" is no line of either file
				inside--
			}
			continue
		}
		if name, ok := strings.CutPrefix(line, "+++ "); ok {
			name = strings.TrimSuffix(name, "\t") // behind a name with a space, between quotation marks or not
			if strings.HasPrefix(name, `"`) {
				unquoted, err := strconv.Unquote(name)
				if err != nil {
					return fmt.Errorf("reading git diff: name %s: %w", name, err)
				}
				name = unquoted
			}
			file = filepath.Join(top, filepath.FromSlash(strings.TrimPrefix(name, "b/")))
			continue
		}
		m := hunk.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		removed, first, added := count(m[1]), count(m[2]), count(m[3])
		inside = removed + added
		if added > 0 {
			c.lines[file] = append(c.lines[file], span{first, first + added - 1})
		}
	}
	return nil
}

// count reads a number in the head of a hunk, where none means one.
func count(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 1
	}
	return n
}

// touch reports whether a finding, or a step of its way, is on a changed line.
func (c *changes) touch(e practice.Evidence) bool {
	if c.has(e.Source, e.Line) {
		return true
	}
	for _, step := range e.Trace {
		if c.has(step.Source, step.Line) {
			return true
		}
	}
	return false
}

// has reports whether a line was changed. Evidence names files from the module, or wholly where they are outside of it.
func (c *changes) has(source string, line int) bool {
	file := filepath.FromSlash(source)
	if !filepath.IsAbs(file) {
		file = filepath.Join(c.root, file)
	}
	if c.whole[file] {
		return true
	}
	for _, s := range c.lines[file] {
		if s.first <= line && line <= s.last {
			return true
		}
	}
	return false
}
