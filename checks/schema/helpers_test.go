package schema

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// compile reads and compiles the JSON Schema in a file. Formats are asserted.
func compile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// readJSON reads the JSON object in a file.
func readJSON(t *testing.T, file string) map[string]any {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	v, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	object, ok := v.(map[string]any)
	if !ok {
		t.Fatalf("%s holds no object", file)
	}
	return object
}

// fromYAML gives the values that a validator takes.
func fromYAML(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return named(v)
}

// named makes every key text, as the loader and editors take it, be it true or 1
// to YAML.
func named(v any) any {
	switch v := v.(type) {
	case map[any]any:
		object := map[string]any{}
		for key, value := range v {
			object[fmt.Sprint(key)] = named(value)
		}
		return object
	case map[string]any:
		for key, value := range v {
			v[key] = named(value)
		}
	case []any:
		for i, value := range v {
			v[i] = named(value)
		}
	}
	return v
}

// readFiles reads the files of fsys that match the pattern; there has to be
// one.
func readFiles(t *testing.T, fsys fs.FS, pattern string) map[string]string {
	t.Helper()
	names, err := fs.Glob(fsys, pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no file %s (%v)", pattern, err)
	}
	files := map[string]string{}
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(text)
	}
	return files
}

// describe reports every part of a schema that lacks a description, and every
// object that lets unknown properties through. What only refines, below allOf
// and if, is not looked at.
func describe(t *testing.T, at string, schema map[string]any) {
	t.Helper()
	if text, _ := schema["description"].(string); text == "" {
		t.Errorf("%s has no description", at)
	}
	if schema["properties"] != nil && schema["additionalProperties"] != false {
		t.Errorf("%s lets unknown properties through", at)
	}
	for _, keyword := range []string{"properties", "$defs"} {
		parts, _ := schema[keyword].(map[string]any)
		for name, part := range parts {
			where := at + "/" + keyword + "/" + name
			if part, ok := part.(map[string]any); ok {
				describe(t, where, part)
			} else {
				t.Errorf("%s is not a schema with a description", where)
			}
		}
	}
}

// eachDocument gives what make gives for all committed documents with what is supplied
// beside them, by what it is of; nothing for those that have none.
func eachDocument(t *testing.T, make func(t *testing.T, file, processType, verdict string) []byte) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	files, err := filepath.Glob("../../testdata/documents/*/expected.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents (%v)", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var list []struct {
			Document    string `yaml:"document"`
			ProcessType string `yaml:"processType"`
			Verdict     string `yaml:"verdict"`
		}
		if err := yaml.Unmarshal(text, &list); err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			name := filepath.Join(filepath.Dir(file), e.Document)
			if text := make(t, name, e.ProcessType, e.Verdict); text != nil {
				all[name+" "+e.ProcessType+" "+e.Verdict] = text
			}
		}
	}
	if len(all) < 200 {
		t.Fatalf("it is made of %d documents, want at least 200", len(all))
	}
	return all
}
