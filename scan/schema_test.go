package scan

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	generate "github.com/google/jsonschema-go/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The schema of the inventory is made from its types, so that it cannot tell of other fields than there are; what each means stands beside
// it in the source. go test ./scan -run Schema -update writes it.
func TestTheSchemaIsThatOfTheInventory(t *testing.T) {
	schema, err := generate.ForType(reflect.TypeFor[Inventory](), &generate.ForOptions{})
	if err != nil {
		t.Fatal(err)
	}
	describe(schema, reflect.TypeFor[Inventory](), fieldComments(t, ".", "../crawler", "../crawler/detect", "../practice"))
	schema.Title = "What a site was seen to do: candor crawl --format json"
	got, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	const golden = "inventory.schema.json"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; go test ./scan -run Schema -update writes it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}

// describe writes the comment of each field beside its property.
func describe(schema *generate.Schema, typ reflect.Type, comments map[string]string) {
	for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map || typ.Kind() == reflect.Pointer {
		if schema.Items != nil {
			schema = schema.Items
		} else if schema.AdditionalProperties != nil && typ.Kind() == reflect.Map {
			schema = schema.AdditionalProperties
		}
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		return
	}
	for _, f := range reflect.VisibleFields(typ) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		property := schema.Properties[name]
		if property == nil || f.Anonymous {
			continue
		}
		owner := typ
		for _, i := range f.Index[:len(f.Index)-1] {
			owner = owner.Field(i).Type
		}
		property.Description = comments[path.Base(owner.PkgPath())+"."+owner.Name()+"."+f.Name]
		describe(property, f.Type, comments)
	}
}

// fieldComments are the comments beside the fields of all structs of some packages, by "package.Type.Field": crawler and practice both have a Choice.
func fieldComments(t *testing.T, folders ...string) map[string]string {
	t.Helper()
	comments := map[string]string{}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				spec, ok := n.(*ast.TypeSpec)
				if !ok {
					return true
				}
				if structure, ok := spec.Type.(*ast.StructType); ok {
					for _, f := range structure.Fields.List {
						for _, name := range f.Names {
							comments[tree.Name.Name+"."+spec.Name.Name+"."+name.Name] = strings.TrimSpace(f.Comment.Text())
						}
					}
				}
				return true
			})
		}
	}
	return comments
}

func TestInventoriesFollowTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("inventory.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, redact := range []bool{false, true} {
		text, err := json.Marshal(run(t, func(job *Job) { job.Redact = redact }).Inventory())
		if err != nil {
			t.Fatal(err)
		}
		var doc any
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("redacted %t: %v", redact, err)
		}
	}
}
