package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/rules"
)

const docsFolder = "../../docs"

// What the tutorial shows is what Candor says: its commands are run one after the other in a folder of their own.
func TestTheTutorialIsTrue(t *testing.T) {
	text := string(readFile(t, filepath.Join(docsFolder, "tutorial.md")))
	t.Setenv("COLUMNS", "116")
	notice := readFile(t, "../../testdata/larkspur/privacy.md")
	t.Chdir(t.TempDir())
	writeFile(t, "privacy.md", notice)
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(text, -1) {
		for _, part := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			command, want, _ := strings.Cut(part, "\n")
			if got := shell(t, command); !shows(got, want) {
				t.Errorf("$ %s\nshows\n%s\nand the tutorial says\n%s", command, got, want)
			}
		}
	}
}

// shell runs a line of the tutorial: candor in this process, anything else by the shell.
func shell(t *testing.T, command string) string {
	t.Helper()
	args, ok := strings.CutPrefix(command, "candor ")
	if !ok {
		if out, err := exec.Command("sh", "-c", command).CombinedOutput(); err != nil {
			t.Fatalf("$ %s: %v\n%s", command, err, out)
		}
		return ""
	}
	var out, progress bytes.Buffer
	if code := run(context.Background(), strings.Fields(args), newApp(&out, &progress)); code > 1 {
		t.Fatalf("$ %s: exit code %d\n%s", command, code, progress.String())
	}
	return out.String()
}

// shows reports whether an output is the one that is wanted, where "..." stands for any lines. Nothing wanted allows anything.
func shows(got, want string) bool {
	if want == "" {
		return true
	}
	lines := strings.Split(strings.TrimSuffix(want, "\n"), "\n")
	for i, l := range lines {
		lines[i] = regexp.QuoteMeta(l) + "\n"
		if l == "..." {
			lines[i] = `(?:.*\n)*?`
		}
	}
	return regexp.MustCompile(`^` + strings.Join(lines, "") + `$`).MatchString(got)
}

// docs/rules.md is what the rules say of themselves.
func TestTheReferenceOfRulesIsGenerated(t *testing.T) {
	file := filepath.Join(docsFolder, "rules.md")
	got := []byte(rulesReference())
	if *update {
		writeFile(t, file, got)
	}
	if want, err := os.ReadFile(file); err != nil || !bytes.Equal(want, got) {
		t.Errorf("%s is out of date: go test ./cmd/candor -run ReferenceOfRules -update", file)
	}
}

// Every page of the documentation that another names is there.
func TestLinksOfTheDocumentationLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(docsFolder, "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no documentation", err)
	}
	root, err := filepath.Glob("../../*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, root...) {
		for _, link := range regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`).FindAllStringSubmatch(string(readFile(t, page)), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), link[1])); err != nil {
				t.Errorf("%s leads to %s, which is not there", page, link[1])
			}
		}
	}
}

// A promise counts as far as a test holds it: every line of a table of docs/security.md names at least one, or what of make takes longer, and all of
// them are there.
func TestEveryPromiseIsHeldByATest(t *testing.T) {
	held := testsOf(t, "../..")
	for _, target := range regexp.MustCompile(`(?m)^(\w+):`).FindAllStringSubmatch(string(readFile(t, "../../Makefile")), -1) {
		held["make "+target[1]] = true
	}
	promises := 0
	for _, l := range strings.Split(string(readFile(t, filepath.Join(docsFolder, "security.md"))), "\n") {
		if !strings.HasPrefix(l, "| ") || strings.HasPrefix(l, "| promise ") {
			continue
		}
		promises++
		columns := strings.Split(strings.Trim(l, "| "), " | ")
		names := regexp.MustCompile("`((?:Test|Fuzz|make )\\w+)`").FindAllStringSubmatch(columns[1], -1)
		if len(names) == 0 {
			t.Errorf("docs/security.md promises without a test: %s", columns[0])
		}
		for _, name := range names {
			if !held[name[1]] {
				t.Errorf("docs/security.md names %s, which is no test: %s", name[1], columns[0])
			}
		}
	}
	if promises == 0 {
		t.Error("docs/security.md promises nothing")
	}
}

// testsOf names all tests and fuzz tests below a folder.
func testsOf(t *testing.T, root string) map[string]bool {
	t.Helper()
	tests := map[string]bool{}
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && e.Name() == "node_modules":
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		for _, name := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllStringSubmatch(string(readFile(t, filepath.Join(root, path))), -1) {
			tests[name[1]] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tests
}

// rulesReference writes what every rule and check says of itself, with its examples.
func rulesReference() string {
	var b strings.Builder
	b.WriteString("# Rules\n\nGenerated from the rules themselves: `go test ./cmd/candor -run ReferenceOfRules -update`. `candor explain NAME` prints any of them.\n" +
		"Severity is that of a rule unless the data at stake ask for another.\n\n## Where saying and doing differ\n")
	for _, r := range rules.All {
		title, rest := splitDoc(r.Doc)
		fmt.Fprintf(&b, "\n### %s\n\n**%s** · %s · %s\n\n%s\n", r.Name, title, r.Severity, strings.Join(r.References, " · "), rest)
		for _, remedy := range r.Remedies {
			fmt.Fprintf(&b, "\n- in the %s: %s", remedy.Side, remedy.Text)
		}
		b.WriteString("\n")
		examples(&b, r.Examples)
	}
	b.WriteString("\n## What the text of a notice shows\n\n`candor policy lint` tells these, with the 21 items of GDPR Art. 13 and 14.\n")
	for _, r := range rules.OfText {
		title, rest := splitDoc(r.Doc)
		fmt.Fprintf(&b, "\n### %s\n\n**%s** · %s\n\n%s\n", r.Name, title, r.Severity, rest)
	}
	for _, c := range policy.Checks {
		title, rest := splitDoc(c.Doc)
		fmt.Fprintf(&b, "\n### %s\n\n**%s** · %s\n\n%s\n", c.Name, title, c.Severity, rest)
	}
	return b.String()
}

// examples shows one case that a rule flags and one that it does not.
func examples(b *strings.Builder, all []rules.Example) {
	for _, flag := range []bool{true, false} {
		i := slices.IndexFunc(all, func(e rules.Example) bool { return e.Flag == flag && e.Seen+e.Said != "" })
		if i < 0 {
			continue
		}
		word := "Flagged"
		if !flag {
			word = "Not flagged"
		}
		fmt.Fprintf(b, "\n%s:\n\n```\nseen  %s\nsaid  %s\n```\n", word, inLine(all[i].Seen), inLine(all[i].Said))
	}
}

// inLine keeps the lines of an example below each other.
func inLine(text string) string {
	if text == "" {
		return "–"
	}
	return strings.ReplaceAll(text, "\n", "\n      ")
}

// What the README shows of the sample company is what Candor says of it, here from the bundled record.
func TestTheReadmeShowsWhatCandorSays(t *testing.T) {
	text := string(readFile(t, "../../README.md"))
	t.Setenv("COLUMNS", "116")
	t.Chdir(t.TempDir())
	for _, shown := range []struct{ command, run string }{
		{"bin/candor demo --out larkspur.candor", "candor demo --out larkspur.candor --recorded"},
		{"bin/candor explain 2", "candor explain 2"},
	} {
		_, after, found := strings.Cut(text, "```\n$ "+shown.command+"\n")
		want, _, _ := strings.Cut(after, "```")
		if !found {
			t.Errorf("the README does not show %q", shown.command)
		}
		if diff := cmp.Diff(want, shell(t, shown.run)); diff != "" {
			t.Errorf("$ %s (-README +Candor):\n%s", shown.command, diff)
		}
	}
}
