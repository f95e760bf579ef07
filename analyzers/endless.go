package analyzers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/candor-privacy/candor/practice"
)

// DefaultLoadTimeout is the time that packages have to be compiled and read in, unless LoadTimeout says otherwise.
const DefaultLoadTimeout = 10 * time.Minute

// Code can be written so that a compiler, or who checks its types, needs more time or memory for it than there is.
const (
	maxCompilation = 6 << 30          // bytes that one package may take to be compiled; the largest of known modules take two thousand million
	maxEndless     = 3                // times that packages are left out and the others loaded
	lookEvery      = time.Second      // at what is being compiled
	leave          = 15 * time.Second // that a load has to end once it should: the go command is interrupted first, and then killed
)

// errEndless is that packages were not loaded within their time.
var errEndless = errors.New("it has not come to an end")

// A compilation is a package that the go command is at work on.
type compilation struct {
	path  string // as the compiler is told: "main" for a program
	dir   string // of its files
	since time.Time
	bytes int64 // of memory in use
}

func (c compilation) is(pkg *packages.Package) bool {
	return c.path != "main" && c.path == pkg.PkgPath || c.dir != "" && c.dir == pkg.Dir
}

// A patience says how long packages are waited for.
type patience struct {
	limit   time.Duration
	hopeful func(c compilation, now time.Time) bool // whether to wait until the limit for a package, which is when it counts against all
}

func patient(limit time.Duration) patience {
	return patience{limit, func(c compilation, _ time.Time) bool { return c.bytes <= maxCompilation }}
}

// loadPatiently is loadWithOwn, but for packages on which the compiler does not come to an end, and those that import them: each is a gap.
func loadPatiently(ctx context.Context, wait patience, dir string, patterns []string) (pkgs []*packages.Package, asked map[string]bool, gaps []practice.Gap, err error) {
	for range maxEndless {
		var stuck []compilation
		stuck, err = wait.during(ctx, func(ctx context.Context) (err error) {
			pkgs, asked, err = loadWithOwn(ctx, dir, patterns)
			return err
		})
		if !errors.Is(err, errEndless) || len(stuck) == 0 {
			return pkgs, asked, gaps, err
		}
		var more []practice.Gap
		if patterns, more, err = wait.without(ctx, stuck, dir, patterns); err != nil {
			return nil, nil, nil, err
		}
		if gaps = append(gaps, more...); len(patterns) == 0 {
			return nil, nil, gaps, nil
		}
	}
	return nil, nil, nil, err
}

// during calls load, and ends it when time is over, or earlier because of a package for which there is no hope. It returns the packages that were
// being compiled then, of a load that ends because of them. What does not end though it should is left behind: the types of a
// package can keep who checks them busy without end, and nothing stops that.
func (p patience) during(ctx context.Context, load func(context.Context) error) ([]compilation, error) {
	inside, end := context.WithCancel(ctx)
	defer end()
	done := make(chan error, 1)
	go func() { done <- load(inside) }()
	over, look := time.NewTimer(p.limit), time.NewTicker(lookEvery)
	defer over.Stop()
	defer look.Stop()
	for {
		select {
		case err := <-done:
			return nil, err
		case <-ctx.Done():
			return nil, left(done, ctx.Err())
		case now := <-look.C:
			stuck := slices.DeleteFunc(compilations(), func(c compilation) bool { return p.hopeful(c, now) })
			if len(stuck) == 0 {
				continue
			}
			end()
			return stuck, left(done, p.over())
		case now := <-over.C:
			stuck := slices.DeleteFunc(compilations(), func(c compilation) bool { return now.Sub(c.since) < p.limit/4 }) // it has hardly begun
			end()
			return stuck, left(done, p.over())
		}
	}
}

func (p patience) over() error {
	return fmt.Errorf("%w within %v; go build -v ./... shows at which package: leave that out, or give more time with --load-timeout", errEndless, p.limit)
}

// left waits a while for what was told to end, and returns why it was.
func left(done <-chan error, why error) error {
	select {
	case <-done:
	case <-time.After(leave):
	}
	return why
}

// without lists the packages that patterns name, without those on which the compiler is stuck and what imports them; of these, each is a gap.
func (p patience) without(ctx context.Context, stuck []compilation, dir string, patterns []string) (rest []string, gaps []practice.Gap, err error) {
	config := packages.Config{
		Context: ctx, Dir: dir, Env: environment(ctx, dir),
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule,
	}
	listed, err := packages.Load(&config, patterns...)
	if err != nil {
		return nil, nil, err
	}
	cause := map[*packages.Package]string{}                   // the package that is stuck
	packages.Visit(listed, nil, func(pkg *packages.Package) { // what it imports comes first
		if slices.ContainsFunc(stuck, func(c compilation) bool { return c.is(pkg) }) {
			cause[pkg] = pkg.PkgPath
		}
		for _, path := range slices.Sorted(maps.Keys(pkg.Imports)) {
			cause[pkg] = cmp.Or(cause[pkg], cause[pkg.Imports[path]])
		}
	})
	for _, pkg := range listed {
		if cause[pkg] == "" {
			rest = append(rest, pkg.PkgPath)
			continue
		}
		gaps = append(gaps, practice.Gap{Source: pkg.PkgPath, Reason: fmt.Sprintf(
			"to compile %s does not come to an end, or takes more than %d GB of memory; make go build ./... end, or give it more than %v with --load-timeout", cause[pkg], maxCompilation>>30, p.limit)})
	}
	if len(gaps) == 0 { // whatever is compiled is not what was asked for
		return nil, nil, p.over()
	}
	return rest, gaps, nil
}

// inFolder is the folder of the files that a compiler is given, "" if they are not there to be seen.
func inFolder(args []string) string {
	if last := args[len(args)-1]; filepath.IsAbs(last) && filepath.Ext(last) == ".go" {
		return filepath.Dir(last)
	}
	return ""
}
