package analyzers

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// loadWithOwn loads packages, and those of the same module that they use: these are followed into though nobody asked for them, as under
// go vet. It tells by their paths which were asked for.
func loadWithOwn(ctx context.Context, dir string, patterns []string) (pkgs []*packages.Package, asked map[string]bool, err error) {
	config := packages.Config{Context: ctx, Mode: loadMode, Dir: dir, Env: environment(ctx, dir)}
	if pkgs, err = packages.Load(&config, patterns...); err != nil {
		return nil, nil, err
	}
	asked = map[string]bool{}
	for _, pkg := range pkgs {
		asked[pkg.PkgPath] = true
	}
	if !slices.ContainsFunc(pkgs, func(pkg *packages.Package) bool { return usesUnasked(pkg, asked) }) {
		return pkgs, asked, nil
	}
	config.Mode = packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedModule
	listed, err := packages.Load(&config, patterns...)
	if err != nil {
		return nil, nil, err
	}
	homes, wanted := homesOf(pkgs), slices.Clone(patterns)
	packages.Visit(listed, nil, func(pkg *packages.Package) {
		if !asked[pkg.PkgPath] && slices.ContainsFunc(homes, func(home *packages.Module) bool { return pkg.Module != nil && pkg.Module.Path == home.Path }) {
			wanted = append(wanted, pkg.PkgPath)
		}
	})
	config.Mode = loadMode
	pkgs, err = packages.Load(&config, wanted...)
	return pkgs, asked, err
}

// usesUnasked reports whether a package imports one of its own module that was not asked for.
func usesUnasked(pkg *packages.Package, asked map[string]bool) bool {
	for path := range pkg.Imports {
		if pkg.Module != nil && !asked[path] && strings.HasPrefix(path+"/", pkg.Module.Path+"/") {
			return true
		}
	}
	return false
}
