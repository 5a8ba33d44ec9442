// Package foxhound_test holds the rules of the house that no single package can check.
package foxhound_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imports says what each package may import: ours first, then other people's modules. A
// package may import less. Imports point down the lines of docs/architecture.md. What is in
// everywhere, all may.
var imports = map[string]struct{ ours, modules string }{
	"kql":                {"", ""},
	"indicator":          {"", "golang.org/x/net"},
	"internal/match":     {"", ""},
	"internal/sweep":     {"", "golang.org/x/sys"},
	"internal/needle":    {"internal/sweep", "golang.org/x/sys"},
	"internal/value":     {"", "github.com/cockroachdb/apd/v3"},
	"internal/signature": {"internal/value", ""},
	"internal/vector":    {"internal/value", ""},
	"internal/term":      {"", ""},
	"internal/regex":     {"internal/term internal/value", ""},
	"internal/series":    {"", ""},
	"internal/function":  {"internal/regex internal/series internal/signature internal/term internal/value internal/vector", "github.com/cockroachdb/apd/v3 github.com/google/uuid github.com/ua-parser/uap-go golang.org/x/net"},
	"internal/group":     {"internal/value internal/vector", ""},
	"internal/aggregate": {"internal/function internal/group internal/value internal/vector", "github.com/cockroachdb/apd/v3"},
	"internal/plan":      {"internal/aggregate internal/function internal/value internal/vector", ""},
	"internal/reshape":   {"internal/plan internal/value internal/vector", ""},
	"internal/bind":      {"kql internal/aggregate internal/function internal/plan internal/reshape internal/signature internal/spell internal/value internal/vector", ""},
	"kqltest":            {"kql", ""},
	"internal/rows":      {"indicator internal/plan internal/value internal/vector", ""},
	"internal/query":     {"kql internal/bind internal/exec internal/logs internal/needle internal/plan internal/schema internal/spell internal/sweep internal/value internal/vector", ""},
	"internal/exec":      {"internal/aggregate internal/function internal/group internal/plan internal/regex internal/value internal/vector", ""},
	"internal/roles":     {"", ""},
	"internal/schema":    {"", ""},
	"internal/limits":    {"", ""},
	"internal/words":     {"", ""},
	"internal/spell":     {"", ""},
	everywhere:           {"", ""},
	"internal/shared":    {"", ""},
	"internal/packed":    {"", "github.com/klauspost/compress"},
	"internal/xz":        {"", "github.com/ulikunitz/xz"},
	"internal/logs":      {"internal/packed internal/schema internal/sweep internal/value internal/vector internal/xz", "github.com/klauspost/compress github.com/goccy/go-yaml golang.org/x/sys"},
	"guard":              {"indicator", "golang.org/x/net"},
	"guard/warninglists": {"indicator", "golang.org/x/net"},
	"feed":               {"indicator internal/packed", "github.com/klauspost/compress golang.org/x/net"},
	"internal/pull":      {"feed indicator", ""},
	"internal/config":    {"feed indicator internal/pull internal/yamltext", "github.com/goccy/go-yaml"},
	"exclusion":          {"kql internal/schema internal/yamltext", ""},
	"rule":               {"indicator guard exclusion kql internal/limits internal/roles internal/schema internal/spell internal/words", ""},
	"export":             {"rule rulefile proof indicator guard exclusion kql internal/limits internal/schema", "github.com/goccy/go-yaml github.com/google/uuid"},
	"hunt":               {"indicator guard exclusion feed internal/logs internal/match internal/roles internal/sweep internal/words", ""},
	"internal/yamltext":  {"", "github.com/goccy/go-yaml"},
	"lint":               {"exclusion indicator kql internal/bind internal/limits internal/plan internal/roles internal/schema internal/signature internal/spell internal/value internal/yamltext", ""},
	"internal/report":    {"hunt indicator internal/logs", ""},
	"internal/dossier":   {"indicator guard internal/store", ""},
	"internal/exchange":  {"indicator", "github.com/google/uuid"},
	"internal/store":     {"indicator", "modernc.org/sqlite golang.org/x/sys"},
	"internal/texthunt":  {"hunt rule indicator kql internal/logs internal/query internal/schema internal/value internal/vector", ""},
	"proof":              {"rule exclusion guard indicator kql internal/plan internal/query internal/roles internal/schema internal/value internal/vector", ""},
	"rulefile":           {"proof rule internal/schema internal/yamltext", "github.com/goccy/go-yaml"},
	"internal/mutant":    {"kql proof", ""},
	"internal/oracle":    {"internal/schema internal/shared", ""},
	"bench/corpus":       {"guard indicator", ""},
	"bench":              {"bench/corpus", "github.com/klauspost/compress"},
	"bench/bare":         {"", "github.com/klauspost/compress"},
	"bench/timed":        {"", ""},
	"cmd/foxhound": {"exclusion export proof rulefile internal/yamltext feed hunt guard guard/warninglists indicator kql lint rule internal/config internal/dossier internal/exchange internal/exec internal/limits internal/logs internal/mutant internal/pull internal/query internal/report internal/rows internal/schema internal/spell internal/store internal/texthunt internal/value internal/vector",
		"github.com/spf13/cobra github.com/spf13/pflag github.com/mattn/go-isatty golang.org/x/sys"},
}

// everywhere is what every package of the program may import.
const everywhere = "internal/lazyregexp"

// testModules are what tests may use besides the standard library, in every package.
var testModules = []string{"github.com/google/go-cmp", "github.com/rogpeppe/go-internal", "github.com/goccy/go-yaml", "github.com/klauspost/compress", "golang.org/x/net", "github.com/santhosh-tekuri/jsonschema/v6"}

func TestImports(t *testing.T) {
	for _, file := range goFiles(t) {
		pkg := path.Dir(file)
		allowed, known := imports[pkg]
		if pkg != "." && !known {
			t.Errorf("package %s is not in the table of imports; give it a place there", pkg)
			continue
		}
		for _, imported := range importsOf(t, file) {
			if err := checkImport(file, allowed.ours, allowed.modules, imported); err != nil {
				t.Error(err)
			}
		}
	}
}

// checkImport names a bad edge. Tests may use any package of ours but the command, for
// they check that parts fit.
func checkImport(file, ours, modules, imported string) error {
	isTest := strings.HasSuffix(file, "_test.go")
	if pkg, ok := strings.CutPrefix(imported, "foxhound/"); ok {
		if pkg == everywhere || slices.Contains(strings.Fields(ours), pkg) || isTest && !strings.HasPrefix(pkg, "cmd/") || pkg == path.Dir(file) {
			return nil
		}
		return fmt.Errorf("%s imports %s, which %s may not", file, pkg, path.Dir(file))
	}
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") || ofModule(imported, strings.Fields(modules)) || isTest && ofModule(imported, testModules) {
		return nil
	}
	return fmt.Errorf("%s imports %s, of a module that %s may not use", file, imported, path.Dir(file))
}

func ofModule(imported string, modules []string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") })
}

// goFiles lists the Go files of the module, slashes in their paths.
func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return filepath.SkipDir
		case strings.HasSuffix(name, ".go"):
			files = append(files, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, imported)
	}
	return all
}

func TestCheckImport(t *testing.T) {
	for _, tt := range []struct {
		file, ours, modules, imported string
		ok                            bool
	}{
		{"feed/csv.go", "indicator", "", "strings", true},
		{"feed/csv.go", "indicator", "", "foxhound/indicator", true},
		{"feed/csv.go", "indicator", "", "foxhound/kql", false},
		{"feed/csv.go", "", "", "foxhound/internal/lazyregexp", true},
		{"feed/csv_test.go", "indicator", "", "foxhound/kql", true},
		{"feed/csv_test.go", "indicator", "", "foxhound/cmd/foxhound", false},
		{"feed/csv.go", "", "golang.org/x/net", "golang.org/x/net/idna", true},
		{"feed/csv.go", "", "golang.org/x/net", "golang.org/x/network", false},
		{"feed/csv.go", "", "", "github.com/google/go-cmp/cmp", false},
		{"feed/csv_test.go", "", "", "github.com/google/go-cmp/cmp", true},
	} {
		if err := checkImport(tt.file, tt.ours, tt.modules, tt.imported); (err == nil) != tt.ok {
			t.Errorf("checkImport(%q, %q, %q, %q) = %v, want ok %t", tt.file, tt.ours, tt.modules, tt.imported, err, tt.ok)
		}
	}
}

// Every run of the program makes the variables of all its packages: a regular expression among
// them is compiled when it is used.
func TestVariablesCompileNoRegexp(t *testing.T) {
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "bench/") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			if variables, ok := decl.(*ast.GenDecl); ok {
				ast.Inspect(variables, func(n ast.Node) bool {
					if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "MustCompile" {
						t.Errorf("%s: compiled in every run; make it one of internal/lazyregexp", set.Position(s.Pos()))
					}
					_, later := n.(*ast.FuncLit)
					return !later
				})
			}
		}
	}
}
