package analyzers

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// configurations are the ends of the names of files that say where a program runs.
var configurations = []string{".tf", ".tfvars", ".hcl", ".yml", ".yaml", ".toml", ".json", ".env", ".ini", ".conf", ".properties"}

// otherCode are folders in which no configuration of the module is looked for.
var otherCode = []string{"node_modules", "testdata", "vendor"}

// maxConfiguration is the size in bytes beyond which a file is taken for data.
const maxConfiguration = 1 << 20

// placeWords are what the name of a setting ends in that speaks of a place.
var placeWords = []string{"region", "location", "zone"}

// placed finds such a setting, with its value.
var placed = regexp.MustCompile(`(?i)\b[\w.-]*(?:` + strings.Join(placeWords, "|") + `)\b["']?\s*[:=]\s*["']?([a-z]+[a-z0-9-]*)["']?`)

// configuredRegions finds the regions that the files beside the code name. What cannot be read is left out: it is no part of the code.
func configuredRegions(p *program) []practice.Observation {
	var seen []practice.Observation
	_ = filepath.WalkDir(p.dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir():
			if base := d.Name(); name != p.dir && (strings.HasPrefix(base, ".") && base != ".github" || strings.HasPrefix(base, "_") || slices.Contains(otherCode, base)) {
				return filepath.SkipDir
			}
			return nil
		}
		if !isConfiguration(d) {
			return nil
		}
		if text, err := os.ReadFile(name); err == nil {
			seen = append(seen, regionsIn(p.relative(name), string(text))...)
		}
		return nil
	})
	return seen
}

func isConfiguration(d fs.DirEntry) bool {
	if !slices.Contains(configurations, strings.ToLower(filepath.Ext(d.Name()))) && !strings.HasPrefix(d.Name(), ".env") {
		return false
	}
	info, err := d.Info()
	return err == nil && info.Mode().IsRegular() && info.Size() <= maxConfiguration
}

// speaksOfPlace reports whether a line may be a setting that placed finds: most are not, and the expression takes a hundred times as long to say so.
func speaksOfPlace(line string) bool {
	if !strings.ContainsAny(line, ":=") {
		return false
	}
	lower := strings.ToLower(line)
	return slices.ContainsFunc(placeWords, func(word string) bool { return strings.Contains(lower, word) })
}

// regionsIn finds the regions that a configuration sets.
func regionsIn(file, text string) []practice.Observation {
	var seen []practice.Observation
	named := map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		if !speaksOfPlace(line) {
			continue
		}
		m := placed.FindStringSubmatch(line)
		if m == nil || strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		r, ok := regionNamed(m[1])
		if !ok || named[r.name] {
			continue
		}
		named[r.name] = true
		seen = append(seen, r.observation(practice.Evidence{Source: file, Line: i + 1}))
	}
	if len(named) > manyRegions {
		return nil
	}
	return seen
}
