package project

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

const whole = `
site: https://harrow.example
packages: [./..., ./cmd/...]
policy: privacy.md
max-pages: 40
rate: 0.5
no-typing: true
accepted:
  - rule: personal-data-in-logs
    practice: code store.log contact
    reason: the mail log is
      deleted after a week
    by: Ada Finch
    until: 2027-06-30
models: |
  # how it is done
  harrow.example/tea.Mask  clean  -  ret
`

func TestAProjectFileIsRead(t *testing.T) {
	got, err := Parse([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	want := Project{
		Site: "https://harrow.example", Packages: []string{"./...", "./cmd/..."},
		Settings: []Setting{{"policy", []string{"privacy.md"}, 4}, {"max-pages", []string{"40"}, 5}, {"rate", []string{"0.5"}, 6}, {"no-typing", []string{"true"}, 7}},
		Accepted: []practice.Acceptance{{
			Rule: "personal-data-in-logs", Practice: practice.Practice{Actor: "code", Action: "store.log", Data: "contact"},
			Reason: "the mail log is deleted after a week", By: "Ada Finch", Until: "2027-06-30", Source: File, Line: 9,
		}},
		Models: Table{"# how it is done\nharrow.example/tea.Mask  clean  -  ret\n", 15},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("project (-want +got):\n%s", diff)
	}
}

func TestWhatIsWrongIsToldByItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"colour: red":                         `candor.yaml:1: unknown key "colour"; want site, packages, `,
		"\nsite: shop.example":                `candor.yaml:2: site wants one address`,
		"site: https://a.example\nsite: b":    `candor.yaml`,
		"- site":                              `candor.yaml:1: want keys with their values`,
		"policy: []":                          `candor.yaml:1: policy is empty`,
		"policy: [{a: b}]":                    `candor.yaml:1: policy wants a word, or a list of words`,
		"states: [maybe]":                     `candor.yaml:1: unknown states "maybe": want before, accepted`,
		"fail-on: fatal":                      `candor.yaml:1: unknown fail-on "fatal": want low, medium, high, never`,
		"max-pages: many":                     `candor.yaml:1: max-pages wants a number`,
		"max-pages: 2.5":                      `candor.yaml:1: max-pages wants a number`,
		"no-typing: maybe":                    `candor.yaml:1: no-typing wants true or false`,
		"page-timeout: soon":                  `candor.yaml:1: page-timeout wants a time such as 20s`,
		"models: a.B clean":                   `candor.yaml:1: write models: |`,
		"accepted: all":                       `candor.yaml:1: accepted wants a list; each item has rule, practice, reason, by`,
		"accepted:\n  - all":                  `candor.yaml:2: an accepted discrepancy has rule`,
		"accepted:\n  - rule: x\n    why: y":  `candor.yaml:3: unknown key "why"; an accepted discrepancy has rule`,
		"accepted:\n  - rule: x\n    by: [y]": `candor.yaml:3: by wants words`,
		"accepted:\n  - rule: x\n    practice: site eat contact.email\n": `candor.yaml:3: practice "site eat contact.email": `,
		"accepted:\n  - rule: x\n    until: next year\n":                 `candor.yaml:3: until wants a day such as 2027-06-30`,
		"accepted:\n  - practice: site collect\n":                        `candor.yaml:2: an accepted discrepancy without rule`,
		"accepted:\n  - rule: x\n    reason: y\n    by: z":               `candor.yaml:2: an accepted discrepancy without practice`,
		"accepted:\n  - {rule: x, practice: site collect, by: z}":        `candor.yaml:2: an accepted discrepancy without reason`,
		"accepted:\n  - {rule: x, practice: site collect, reason: z}":    `candor.yaml:2: an accepted discrepancy without by`,
		"site: [": `candor.yaml: `,
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Parse(%q) says %v, want %q", text, err, want)
		}
	}
}

func TestAFolderWithoutProjectFileSaysNothing(t *testing.T) {
	got, err := Read(t.TempDir())
	if diff := cmp.Diff(Project{}, got); err != nil || diff != "" {
		t.Errorf("error %v, project:\n%s", err, diff)
	}
	dir := t.TempDir()
	if err := os.Mkdir(dir+"/"+File, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(dir); err == nil {
		t.Error("a folder in place of the file is no error")
	}
}

func TestTheSchemaKnowsEveryKey(t *testing.T) {
	var doc struct {
		Properties map[string]struct {
			Items struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(Schema, &doc); err != nil {
		t.Fatal(err)
	}
	var keys, properties []string
	for _, k := range Keys {
		keys = append(keys, k.Name)
	}
	for name := range doc.Properties {
		properties = append(properties, name)
	}
	slices.Sort(keys)
	slices.Sort(properties)
	if diff := cmp.Diff(keys, properties); diff != "" {
		t.Errorf("-keys +schema:\n%s", diff)
	}
	for name := range doc.Properties["accepted"].Items.Properties {
		if !strings.Contains(fields, name) {
			t.Errorf("the schema has %q in an accepted discrepancy, want %s", name, fields)
		}
	}
}

// What the schema lets through in an editor is read, and what is read it lets through.
func TestSchemaAndReaderAgree(t *testing.T) {
	schema := compiled(t)
	for _, text := range []string{
		whole, Template("", nil, nil, nil), samplesAsKeys(), "states: before", "fail-on: never", "depth: 0",
		"colour: red", "site: shop.example", "policy: []", "states: [maybe]", "max-pages: many", "no-typing: maybe", "accepted: all",
		"accepted:\n  - {rule: x, practice: site collect, by: z}", "accepted:\n  - {rule: x, practice: site collect, by: z, reason: r, more: m}",
	} {
		var doc any
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		if doc == nil {
			doc = map[string]any{} // comments alone
		}
		data, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		_, read := Parse([]byte(text))
		if valid := schema.Validate(instance); (read == nil) != (valid == nil) {
			t.Errorf("%q: read with %v, by the schema %v", text, read, valid)
		}
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(Schema)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("schema.json")
}

// samplesAsKeys is a template in which nothing is a comment any more but what explains.
func samplesAsKeys() string {
	var b strings.Builder
	for line := range strings.Lines(Template("", nil, nil, nil)) {
		if explains := strings.HasPrefix(line, "# ") && !strings.HasPrefix(line, "#  "); !explains {
			line = strings.TrimPrefix(line, "#")
		}
		b.WriteString(line)
	}
	return b.String()
}

func TestEveryKeyHasASampleThatIsRead(t *testing.T) {
	p, err := Parse([]byte(samplesAsKeys()))
	if err != nil {
		t.Fatal(err)
	}
	if p.Site == "" || len(p.Packages) == 0 || len(p.Accepted) == 0 || p.Models.Text == "" || p.Sinks.Text == "" || p.Vendors.Text == "" || p.Identifiers.Text == "" || len(p.Settings) != len(Keys)-7 {
		t.Errorf("a template says %+v, want every key", p)
	}
}

func TestATemplateSaysWhatIsKnown(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.StringMatching(`[ -~]{1,20}`)
		packages := rapid.SliceOfN(word, 1, 4).Draw(rt, "packages")
		remarks := rapid.SliceOf(rapid.String()).Draw(rt, "remarks") // what a site says comes in here
		p, err := Parse([]byte(Template("https://harrow.example", packages, nil, map[string][]string{"policy": remarks})))
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(packages, p.Packages); p.Site != "https://harrow.example" || diff != "" {
			rt.Errorf("site %s, packages (-want +got):\n%s", p.Site, diff)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("accepted: [*a, {<<: b}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := Parse(text); err != nil && !strings.HasPrefix(err.Error(), File) {
			t.Errorf("Parse(%q): %v names no file", text, err)
		}
	})
}

// Whoever made the repository made its candor.yaml: that may be a link to what never ends, or never begins.
func TestAProjectFileIsAFileOfBoundedSize(t *testing.T) {
	device := filepath.Join(t.TempDir(), File)
	if err := os.Symlink("/dev/zero", device); err != nil {
		t.Skip(err)
	}
	large := filepath.Join(t.TempDir(), File)
	if err := os.WriteFile(large, []byte("# "+strings.Repeat("x", maxSize)), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{device: "is no file", large: "is longer than"} {
		if _, err := Read(filepath.Dir(path)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Read gives %v, want an error with %q", err, want)
		}
	}
}
