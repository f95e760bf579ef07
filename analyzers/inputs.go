package analyzers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"hash"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// errUnknownInputs is that not everything is known on which a result depends.
var errUnknownInputs = errors.New("not everything is known on which the result depends")

// maxInputs bounds the files of a module that are looked at; with more of them, to read them costs more than it saves.
const maxInputs = 200_000

// Inputs is everything on which a result of Run depends, as one hash: this program with its tables, Go with its settings, and the files of the
// module, of what it is worked on with (go.work) and of what stands in for its dependencies (replace, vendor).
type inputs struct {
	sum   hash.Hash
	trees []string // folders that were read, without symbolic links
	apart []string // folders that are not read, wherever they lie: caches
	files int
	cgo   bool // C code is compiled, so that headers of this machine count, which nobody knows
}

// inputsKey is that hash, as text. It fails if not everything is known. The folder of the cache is left out, should it lie in the module.
func inputsKey(ctx context.Context, dir string, patterns []string, cache string) (string, error) {
	in := &inputs{sum: sha256.New()}
	if err := in.program(); err != nil {
		return "", err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	in.add("patterns", append([]string{abs}, patterns...)...)
	for _, p := range patterns {
		if p != "." && !strings.HasPrefix(p, "./") || !filepath.IsLocal(strings.ReplaceAll(p, "...", "")) {
			return "", fmt.Errorf("%s: %w", p, errUnknownInputs) // a package of somewhere else
		}
	}
	env, err := in.settings(ctx, abs)
	if err != nil {
		return "", err
	}
	for _, name := range []string{cache, env["GOCACHE"], env["GOMODCACHE"]} {
		if real, err := filepath.EvalSymlinks(name); err == nil && name != "" {
			if real, err = filepath.Abs(real); err == nil {
				in.apart = append(in.apart, real)
			}
		}
	}
	if err := in.modules(env); err != nil {
		return "", err
	}
	return hex.EncodeToString(in.sum.Sum(nil)), nil
}

// add adds texts, each with its length, so that no two lists make the same hash.
func (in *inputs) add(kind string, texts ...string) {
	for _, text := range append([]string{kind}, texts...) {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(text)))
		in.sum.Write(n[:])
		io.WriteString(in.sum, text)
	}
}

// program adds this program: its code and its tables.
func (in *inputs) program() error {
	name, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	own := sha256.New()
	if _, err := io.Copy(own, f); err != nil {
		return err
	}
	in.add("program", hex.EncodeToString(own.Sum(nil)))
	return nil
}

// settings adds the version of Go and all of its settings, and returns them.
func (in *inputs) settings(ctx context.Context, dir string) (map[string]string, error) {
	if os.Getenv("GOPACKAGESDRIVER") != "" {
		return nil, fmt.Errorf("GOPACKAGESDRIVER: %w", errUnknownInputs)
	}
	if _, err := exec.LookPath("gopackagesdriver"); err == nil {
		return nil, fmt.Errorf("gopackagesdriver: %w", errUnknownInputs)
	}
	cmd := exec.CommandContext(ctx, "go", "env", "-json")
	cmd.Dir, cmd.Env = dir, environment(ctx, dir)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	var env map[string]string
	if err := json.Unmarshal(out, &env); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	for _, flag := range []string{"-overlay", "-modfile"} {
		if strings.Contains(env["GOFLAGS"], flag) {
			return nil, fmt.Errorf("%s: %w", flag, errUnknownInputs)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(env)) {
		if name != "GOGCCFLAGS" { // names a folder that is another in every run
			in.add("setting", name, env[name])
		}
	}
	in.add("setting", "GODEBUG", os.Getenv("GODEBUG"))
	for _, name := range []string{"VERSION", filepath.Join("bin", "go")} {
		if info, err := os.Stat(filepath.Join(env["GOROOT"], name)); err == nil {
			in.add("go", name, fmt.Sprint(info.Size(), info.ModTime().UnixNano()))
		}
	}
	in.cgo = env["CGO_ENABLED"] == "1"
	return env, nil
}

// modules adds the files of the module, or of all that a workspace has.
func (in *inputs) modules(env map[string]string) error {
	mod, work := env["GOMOD"], env["GOWORK"]
	if mod == os.DevNull || mod == "" && (work == "" || work == "off") {
		return fmt.Errorf("no module: %w", errUnknownInputs)
	}
	var roots []string
	if mod != "" && mod != os.DevNull {
		roots = append(roots, filepath.Dir(mod))
	}
	if work != "" && work != "off" {
		more, err := in.workspace(work)
		if err != nil {
			return err
		}
		roots = append(roots, more...)
	}
	for _, root := range roots {
		if err := in.module(root); err != nil {
			return err
		}
	}
	return nil
}

// workspace adds a go.work with what lies beside it, and returns the folders of its modules.
func (in *inputs) workspace(file string) ([]string, error) {
	work, text, err := readWork(file)
	if err != nil {
		return nil, err
	}
	dir := filepath.Dir(file)
	sums, err := os.ReadFile(filepath.Join(dir, "go.work.sum"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	in.add("work", file, string(text), string(sums))
	if err := in.replaced(dir, work.Replace); err != nil {
		return nil, err
	}
	if err := in.tree(dir); err != nil { // its own candor.yaml and configurations, and what is vendored
		return nil, err
	}
	return usedBy(work, dir), nil
}

// module adds one module, with the folders that stand in for its dependencies.
func (in *inputs) module(root string) error {
	file := filepath.Join(root, "go.mod")
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	mod, err := modfile.Parse(file, text, nil)
	if err != nil {
		return err
	}
	if err := in.replaced(root, mod.Replace); err != nil {
		return err
	}
	return in.tree(root)
}

func (in *inputs) replaced(dir string, list []*modfile.Replace) error {
	for _, r := range list {
		if modfile.IsDirectoryPath(r.New.Path) {
			if err := in.tree(beside(dir, r.New.Path)); err != nil {
				return err
			}
		}
	}
	return nil
}

// beside is a folder that a file in dir names.
func beside(dir, name string) string {
	if name = filepath.FromSlash(name); filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// tree adds a folder: the names of all its files, because code may embed any, and the content of those that can change a result.
func (in *inputs) tree(root string) error {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return err
	}
	in.add("tree", root, real)
	for _, known := range in.trees {
		if rel, err := filepath.Rel(known, real); err == nil && filepath.IsLocal(rel) {
			return nil
		}
	}
	in.trees = append(in.trees, real)
	return filepath.WalkDir(real, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if in.files++; in.files > maxInputs {
			return fmt.Errorf("%s: more than %d files: %w", root, maxInputs, errUnknownInputs)
		}
		if d.IsDir() {
			if slices.Contains(neverEmbedded, d.Name()) || slices.Contains(in.apart, name) {
				return filepath.SkipDir
			}
			return nil
		}
		in.add(d.Type().String(), name)
		return in.file(real, name, d)
	})
}

// neverEmbedded are folders of which the go command takes nothing.
var neverEmbedded = []string{".git", ".hg", ".svn", ".bzr"}

// file adds the content of a file in a folder, if it can change a result.
func (in *inputs) file(root, name string, d fs.DirEntry) error {
	if d.Type()&fs.ModeSymlink != 0 {
		switch info, err := os.Stat(name); {
		case err != nil:
			return nil // it leads nowhere
		case info.IsDir():
			return in.tree(name)
		case !info.Mode().IsRegular():
			return nil
		}
	} else if !d.Type().IsRegular() {
		return nil
	}
	code := slices.Contains(compiled, filepath.Ext(name)) || slices.Contains(moduleFiles, d.Name())
	inside := filepath.ToSlash(strings.TrimPrefix(name, root))
	if !code && (strings.Contains(inside, "/node_modules/") || !isConfiguration(d)) {
		return nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if in.cgo && !strings.Contains(inside, "/vendor/") && usesC(name, text) {
		return fmt.Errorf("%s: C code: %w", name, errUnknownInputs)
	}
	sum := sha256.Sum256(text)
	in.sum.Write(sum[:])
	return nil
}

// compiled are the ends of the names of files that the go command compiles, or packs with what it compiles.
var compiled = []string{
	".go", ".s", ".S", ".sx", ".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".m", ".f", ".F", ".for", ".f90", ".swig", ".swigcxx", ".syso",
}

// moduleFiles are the names of files that say what belongs to a module, and what is known of its functions.
var moduleFiles = []string{"go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt", "candor.yaml"}

// usesC reports whether a Go file of the module's own has C code in it.
func usesC(name string, text []byte) bool {
	if filepath.Ext(name) != ".go" || !bytes.Contains(text, []byte(`"C"`)) {
		return false
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if err != nil {
		return true // nobody knows
	}
	for _, imported := range file.Imports {
		if imported.Path.Value == `"C"` {
			return true
		}
	}
	return false
}
