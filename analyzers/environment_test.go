package analyzers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// hall is a module whose one package is followed, unless something keeps it from that.
const hall = "-- go.mod --\nmodule hall.example\n\ngo 1.26\n-- hall.go --\npackage hall\n\nimport \"log\"\n\ntype Guest struct{ Email string }\n\nfunc Greet(g Guest) { log.Print(g.Email) }\n"

// A trap is a program that tells when it was run.
func trap(t *testing.T) (program string, ran func() bool) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the trap is a shell script")
	}
	dir := t.TempDir()
	program = filepath.Join(dir, "run")
	must(t, os.WriteFile(program, fmt.Appendf(nil, "#!/bin/sh\ntouch %s.ran\nexec \"$@\"\n", program), 0o700))
	return program, func() bool { _, err := os.Stat(program + ".ran"); return err == nil }
}

// What the settings of the go command say is to be run around the compiler is not, and a module stays as it is, though they allow that it is written
// to. This one lacks a line that the go command would add.
func TestSettingsOfTheGoCommandNeitherRunNorWrite(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	lacking := hall + "-- far/far.go --\npackage far\n\nimport _ \"away.example\"\n-- away/go.mod --\nmodule away.example\n\ngo 1.26\n-- away/away.go --\npackage away\n"
	lacking = strings.Replace(lacking, "go 1.26\n", "go 1.26\n\nreplace away.example => ./away\n", 1)
	for _, from := range []string{"the environment", "a file"} {
		for _, flags := range []string{"-toolexec=PROGRAM", "-tags=x --toolexec=PROGRAM", "'-toolexec=PROGRAM --'", `-tags=x "--toolexec=PROGRAM"`, "-mod=mod", "'-mod=mod' -tags=x"} {
			t.Run(from+" "+flags, func(t *testing.T) {
				program, ran := trap(t)
				flags := strings.ReplaceAll(flags, "PROGRAM", program)
				t.Setenv("GOFLAGS", flags)
				if from == "a file" {
					file := filepath.Join(t.TempDir(), "env")
					must(t, os.WriteFile(file, []byte("GOFLAGS="+flags+"\n"), 0o600))
					t.Setenv("GOENV", file)
					t.Setenv("GOFLAGS", "")
				}
				dir := module(t, lacking)
				before := contents(t, dir)
				res, err := Run(t.Context(), dir, nil)
				if err != nil || len(res.Observations) == 0 || len(res.Gaps) != 1 {
					t.Errorf("%v, %v; want what is logged, and a gap of the package that does not compile", res, err)
				}
				if ran() {
					t.Error("a program was run")
				}
				if after := contents(t, dir); after != before {
					t.Errorf("the module is now\n%s", after)
				}
			})
		}
	}
}

// contents are the names and bytes of the files of a folder.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Fprintf(&all, "%s\n%s\n", path, text)
		return err
	}))
	return all.String()
}

// TestWhatAModuleSaysIsToBeRunIsNot is about the files of a module that other programs read, or the go command does.
func TestWhatAModuleSaysIsToBeRunIsNot(t *testing.T) {
	program, ran := trap(t)
	at := filepath.ToSlash(program)
	cgo := func(directive string) string {
		return "-- c.go --\npackage hall\n\n/*\n" + directive + "\nstatic int one(void) { return 1; }\n*/\nimport \"C\"\n\nvar One = C.one()\n"
	}
	for name, tt := range map[string]struct {
		more  string // files
		env   string
		fails string // part of the error; "" for none
		gap   string // part of a gap; "" for none
	}{
		"a vendor folder that is not what go.mod says": {more: "-- go.mod --\nmodule hall.example\n\ngo 1.26\n\nrequire away.example v1.0.0\n-- vendor/modules.txt --\n# away.example v1.1.0\n## explicit; go 1.26\naway.example\n-- vendor/away.example/away.go --\npackage away\n", fails: "inconsistent vendoring"},
		"a workspace that uses what lies elsewhere":    {more: "-- go.work --\ngo 1.26\n\nuse .\n\nuse ../../../nowhere\n", fails: "nowhere"},
		"a toolchain of the module's own":              {more: "-- go.mod --\nmodule hall.example\n\ngo 1.26\n\ntoolchain go1.26.0-" + "evil\n"},
		"a tool":                                       {more: "-- go.mod --\nmodule hall.example\n\ngo 1.26\n\ntool hall.example/run\n-- run/run.go --\npackage main\n\nfunc main() { panic(1) }\n"},
		"flags for the linker":                         {more: cgo("#cgo LDFLAGS: -Wl,-plugin," + at), env: "1", gap: "invalid flag"},
		"flags for the compiler":                       {more: cgo("#cgo CFLAGS: -fplugin=" + at), env: "1", gap: "invalid flag"},
		"a wrapper of the compiler":                    {more: cgo("#cgo CFLAGS: -wrapper " + at), env: "1", gap: "invalid flag"},
		"a program beside the compiler":                {more: cgo("#cgo CFLAGS: -B${SRCDIR}"), env: "1", gap: "invalid flag"},
		"a package that is configured elsewhere":       {more: cgo("#cgo pkg-config: --define-variable=x=" + at), env: "1", gap: "does not compile"},
		"generated code":                               {more: "-- g.go --\npackage hall\n\n//go:generate " + at + "\nvar Generated int\n"},
		"a file that lies outside":                     {more: "-- e.go --\npackage hall\n\nimport _ \"embed\"\n\n//go:embed ../outside\nvar Outside string\n", gap: "invalid pattern syntax"},
		"attributes and parts of a checkout":           {more: "-- .gitattributes --\n*.go filter=run diff=run merge=run\n-- .gitmodules --\n[submodule \"x\"]\n\tpath = x\n\turl = ext::" + at + "\n\tupdate = !" + at + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("GOPROXY", "off")
			t.Setenv("CGO_ENABLED", "0")
			if tt.env != "" {
				if _, err := exec.LookPath("gcc"); err != nil {
					t.Skip("no C compiler")
				}
				t.Setenv("CGO_ENABLED", tt.env)
			}
			res, err := Run(t.Context(), module(t, hall+tt.more), nil)
			switch {
			case tt.fails != "":
				if err == nil || !strings.Contains(err.Error(), tt.fails) {
					t.Errorf("error %v, want one about %q", err, tt.fails)
				}
			case tt.gap != "":
				told := fmt.Sprint(err)
				if err == nil {
					told = fmt.Sprint(res.Gaps)
				}
				if !strings.Contains(told, tt.gap) {
					t.Errorf("%s is told, want %q", told, tt.gap)
				}
			case err != nil || len(res.Observations) == 0 || len(res.Gaps) > 0:
				t.Errorf("%v, %v; want what is logged and no gap", res, err)
			}
			if ran() {
				t.Error("it was run")
			}
		})
	}
}
