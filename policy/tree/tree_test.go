package tree

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// A reading is YAML or JSON.
type reading func(name string, data []byte) (*yaml.Node, error)

func TestWhatNoTreeCanBeIsAClearError(t *testing.T) {
	bomb := "system: &a [x]\n"
	for i := range 30 {
		bomb += fmt.Sprintf("k%d: &b%d [*a, *a]\n", i, i)
	}
	for _, tt := range []struct {
		name string
		read reading
		text string
		want string
	}{
		{"not closed", JSON, "{\"dataDisclosed\": [\n{\"category\": \"e-mail\"", "policy x:2: ends too early; give a whole JSON document"},
		{"two documents", JSON, `{"dataDisclosed": []} {}`, "goes on after its end"},
		{"key twice", JSON, "{\"dataDisclosed\": [],\n\"dataDisclosed\": []}", `policy x:2: key "dataDisclosed" stands here twice; keep one`},
		{"deep JSON", JSON, `{"dataDisclosed": ` + strings.Repeat("[", 100000), "policy x:1: nested more than 100 deep"},
		{"deep YAML", YAML, "a: b\nsystem: " + strings.Repeat("[", 500) + strings.Repeat("]", 500), "policy x:2: nested more than 100 deep"},
		{"very deep YAML", YAML, "system: " + strings.Repeat("[", 200000), "policy x: "},
		{"no YAML", YAML, "a: [b\n", "policy x: "},
		{"more YAML than a tree can hold", YAML, strings.Repeat("- a\n", 600_000), "policy x: more than 600000 values; give the file that describes the processing alone"},
		{"more JSON than a tree can hold", JSON, "[" + strings.Repeat("1,", 600_000) + "1]", "policy x: more than 600000 values"},
		{"aliases", YAML, bomb, "anchors and aliases are not read"},
		{"JSON that is not UTF-8", JSON, "{\"name\": \"\xff\"}", "not in UTF-8"},
		{"YAML that is not UTF-8", YAML, "system:\n- name: \xff\n", "not in UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := tt.read("x", []byte(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %.300v, want one with %q", err, tt.want)
			}
		})
	}
}

// A value is found in the bytes of its file however it is written there.
func TestAValueIsQuotedFromTheBytesOfItsFile(t *testing.T) {
	for _, tt := range []struct {
		name string
		read reading
		text string
		want string // the words of the value under "k"
	}{
		{"plain", YAML, "a: 1\nk: your name # a comment\n", "your name"},
		{"empty", YAML, "a: 1\nk:\nb: 2\n", "k:"},
		{"empty in quotation marks", JSON, "{\"a\": 1,\n\"k\": \"\"}", "\"k\": \"\"}"},
		{"in quotation marks", YAML, "k: 'your ''name'''\n", "your ''name''"},
		{"with escapes", YAML, `k: "your \"name\""`, `your \"name\"`},
		{"folded", YAML, "k: >\n  your\n  name\n", "your\n  name"},
		{"behind letters of two bytes", YAML, "{é: è, k: your name}", "your name"},
		{"behind a line break that only YAML knows", YAML, "# a\u2028k: your name\n", "your name"},
		{"a list", YAML, "k:\n- your name\n- your age\n", "your name\n- your age"},
		{"behind line breaks of two marks", YAML, "a: 1\r\nb: 2\r\nk: your name\r\n", "your name"},
		{"JSON behind line breaks of two marks", JSON, "{\"a\": 1,\r\n\"b\": 2,\r\n\"k\": \"your name\"}\r\n", "your name"},
		{"JSON", JSON, "{\"é\": 1,\t\"k\": \"your name\"}", "your name"},
		{"JSON with escapes", JSON, `{"k": "your\u0020name"}`, `your\u0020name`},
		{"a list in JSON", JSON, `{"k": ["your name", {"and": "your age"}]}`, `your name", {"and": "your age`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root, err := tt.read("x", []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			start, end := NewText([]byte(tt.text)).Span(Child(root, "k"))
			if diff := cmp.Diff(tt.want, tt.text[start:end]); diff != "" {
				t.Errorf("the value under k in %q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// What a file of one long line says is quoted by the beginning of the line, not once more by all of it for every value.
func TestALongLineIsQuotedByItsBeginning(t *testing.T) {
	text := []byte("  a" + strings.Repeat("é", lineBytes) + "\nb\n")
	start, end := NewText(text).Line(1)
	if want := "a" + strings.Repeat("é", lineBytes/2-1); string(text[start:end]) != want {
		t.Errorf("the line is given from %d to %d, want the first %d bytes without half a letter", start, end, len(want))
	}
}
