package verdict_test

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// goPackage is what these tests want to know of a package.
type goPackage struct {
	ImportPath string
	Standard   bool
	CgoFiles   []string
	Imports    []string
	Module     *struct{ Path, Version string }
}

// list asks the go command about packages.
func list(t *testing.T, args ...string) map[string]goPackage {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Standard,CgoFiles,Imports,Module"}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]goPackage{}
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
	if len(packages) == 0 {
		t.Fatal("the go command lists nothing")
	}
	return packages
}

const module = "github.com/verdict-id/verdict"

// TestLinkedModules: whoever embeds the library links these modules and no
// other, nothing that opens a socket or starts a program, and no cgo. What reads
// documents is of our own; go-json-experiment is for tests and made answers.
func TestLinkedModules(t *testing.T) {
	modules := map[string]bool{}
	for path, p := range list(t, "-deps", ".") {
		if p.Module != nil {
			modules[p.Module.Path] = true
		}
		// The runtime's own cgo package is linked where the machine has a C
		// compiler; no package of ours or of a dependency may use it.
		if len(p.CgoFiles) > 0 && !p.Standard {
			t.Errorf("%s uses cgo", path)
		}
		if path == "net" || strings.HasPrefix(path, "net/") || path == "os/exec" || path == "plugin" || path == "crypto/tls" {
			t.Errorf("the root links %s", path)
		}
	}
	want := []string{
		"github.com/expr-lang/expr",
		module,
		"go.yaml.in/yaml/v3",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(modules))); diff != "" {
		t.Errorf("linked modules (-want +got):\n%s", diff)
	}
}

// TestVersionFloor: expr before 1.17.7 can be made to exhaust memory
// (CVE-2025-29786, CVE-2025-68156).
func TestVersionFloor(t *testing.T) {
	p := list(t, "-deps", ".")["github.com/expr-lang/expr"]
	if p.Module == nil || slices.Compare(numbers(p.Module.Version), []int{1, 17, 7}) < 0 {
		t.Errorf("expr is %+v, want v1.17.7 or later", p.Module)
	}
}

// numbers gives the parts of a version such as v1.17.7.
func numbers(version string) []int {
	var parts []int
	for _, part := range strings.Split(strings.TrimPrefix(version, "v"), ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil // a pre-release, which is too early
		}
		parts = append(parts, n)
	}
	return parts
}

// TestBoundaries: lower rooms never import higher ones, and what ships knows expr
// and YAML in rulebook alone. It reads documents with strict alone, which tests
// hold against jsontext.
func TestBoundaries(t *testing.T) {
	allowed := map[string][]string{
		"rules":              nil,
		"internal/wrap":      nil,
		"internal/stream":    nil,
		"internal/inside":    {"internal/document", "internal/rulebook"},
		"internal/country":   nil,
		"internal/mrz":       nil,
		"internal/strict":    nil,
		"internal/token":     {"internal/strict"},
		"internal/diagram":   nil,
		"internal/rulebook":  {"expr", "yaml"},
		"internal/describe":  {"internal/diagram", "internal/rulebook"},
		"internal/nearest":   {"internal/diagram", "internal/rulebook"},
		"internal/promise":   {"internal/describe", "internal/diagram", "internal/rulebook"},
		"internal/diff":      {"internal/diagram", "internal/document", "internal/rulebook"},
		"internal/sql":       {"internal/rulebook"},
		"internal/picture":   {"internal/describe", "internal/diagram", "internal/promise", "internal/rulebook"},
		"internal/document":  {"internal/rulebook", "internal/strict", "internal/token"},
		"internal/changes":   nil,
		"internal/records":   nil,
		"internal/reference": {"internal/rulebook", "jsontext"},
		"internal/suite":     {"", "internal/country", "internal/diagram", "internal/document", "internal/promise", "internal/reference", "internal/rulebook", "jsontext", "rules", "yaml"},
		"explain":            {"internal/wrap"},
		"record":             nil,
		"rules/release":      {"", "rules"},
		"":                   {"explain", "internal/country", "internal/describe", "internal/diagram", "internal/document", "internal/inside", "internal/mrz", "internal/nearest", "internal/promise", "internal/rulebook", "record", "rules"},
		"proof":              {"", "internal/diff", "internal/promise", "internal/rulebook", "internal/wrap", "rules"},
		"audit":              {"", "internal/changes", "internal/diff", "internal/document", "internal/inside", "internal/records", "internal/rulebook", "internal/stream", "internal/wrap", "proof", "rules"},
		"conformance":        nil,
		"internal/pages":     {"github.com/google/go-cmp/cmp"},
		"examples/go":        {""},
		"cmd/verdict":        {"", "audit", "charts", "conformance", "explain", "goldmark", "internal/picture", "internal/promise", "internal/rulebook", "internal/sql", "internal/stream", "internal/wrap", "progressbar", "proof", "record", "rules"},

		"internal/corpus":      nil,
		"internal/corpus/make": {"internal/corpus"},
	}
	for path, p := range list(t, "./...") {
		room := strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
		want, known := allowed[room]
		if !known {
			t.Errorf("%s is new: say here what it may import", path)
			continue
		}
		for _, imported := range p.Imports {
			if name, ours := roomOf(imported); ours && !slices.Contains(want, name) {
				t.Errorf("%s imports %s", path, imported)
			}
		}
	}
}

// roomOf gives an import the short name that the boundaries use.
func roomOf(imported string) (string, bool) {
	switch {
	case imported == module:
		return "", true
	case strings.HasPrefix(imported, module+"/"):
		return strings.TrimPrefix(imported, module+"/"), true
	case strings.HasPrefix(imported, "github.com/expr-lang/"):
		return "expr", true
	case strings.HasPrefix(imported, "go.yaml.in/"):
		return "yaml", true
	case strings.HasPrefix(imported, "github.com/go-json-experiment/"):
		return "jsontext", true
	case strings.HasPrefix(imported, "github.com/yuin/goldmark"):
		return "goldmark", true
	case strings.HasPrefix(imported, "github.com/go-analyze/charts"):
		return "charts", true
	case strings.HasPrefix(imported, "github.com/schollz/progressbar/"):
		return "progressbar", true
	}
	return imported, strings.Contains(strings.Split(imported, "/")[0], ".")
}

// TestFewNames: what a reader meets on the package's first page.
func TestFewNames(t *testing.T) {
	out, err := exec.Command("go", "doc", "-short", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(strings.TrimSpace(string(out)), "\n"); len(lines) > 25 || len(lines) < 10 {
		t.Errorf("go doc -short has %d lines, want at most 25:\n%s", len(lines), out)
	}
}
