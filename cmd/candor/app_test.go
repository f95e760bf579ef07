package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestEveryCommandIsListed(t *testing.T) {
	var listed []string
	for _, c := range commands {
		listed = append(listed, c.Name)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range declaredCommands(t, files) {
		if !slices.Contains(listed, name) {
			t.Errorf("command %s is declared, and not in the list of commands", name)
		}
	}
}

// declaredCommands are the names in all literals of type command.
func declaredCommands(t *testing.T, files []string) []string {
	t.Helper()
	var names []string
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if typ, named := litType(lit); !ok || !named || typ != "command" {
				return true
			}
			for _, e := range lit.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "Name" {
					names = append(names, strings.Trim(kv.Value.(*ast.BasicLit).Value, `"`))
				}
			}
			return true
		})
	}
	if len(names) == 0 {
		t.Fatal("no command is declared: the test no longer knows how they are")
	}
	return names
}

func litType(lit *ast.CompositeLit) (string, bool) {
	if lit == nil {
		return "", false
	}
	id, ok := lit.Type.(*ast.Ident)
	if !ok {
		return "", false
	}
	return id.Name, true
}

func TestEveryCommandSaysWhatItIsFor(t *testing.T) {
	for _, c := range commands {
		title, rest := splitDoc(c.Doc)
		if title == "" || !strings.Contains(rest, "\tcandor "+c.Name) {
			t.Errorf("the Doc of command %s has no title, or no example that begins with candor %s", c.Name, c.Name)
		}
	}
}
