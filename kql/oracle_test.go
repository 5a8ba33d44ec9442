package kql

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Microsoft's own parser must accept whatever the golden tables print. It lives outside the
// repository; KQL_ORACLE names its folder where it is not in ../shared/tools/kql-oracle.
func TestPrintedTextParses(t *testing.T) {
	script := oracle(t)
	queries := map[string]string{"hunt": Print(hunt())}
	for i, tt := range exprTests {
		queries["expression "+strconv.Itoa(i)] = "print x = " + PrintExpr(tt.expr)
	}
	for i, tt := range operatorTests {
		queries["operator "+strconv.Itoa(i)] = Print(&Query{Statements: []Statement{From("T", tt.operator)}})
	}
	for id, errors := range syntaxErrors(t, script, queries) {
		t.Errorf("%s: %s\n%s", id, strings.Join(errors, "; "), queries[id])
	}
}

func oracle(t *testing.T) (script string) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	folder := os.Getenv("KQL_ORACLE")
	if folder == "" {
		folder = filepath.Join("..", "..", "shared", "tools", "kql-oracle")
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules")); err != nil {
		t.Skipf("Microsoft's parser is not installed: %v", err)
	}
	return filepath.Join(folder, "kql-oracle.mjs")
}

// syntaxErrors returns what the parser says of each query. Its codes from KS100 on are about
// names and types, which these queries make up.
func syntaxErrors(t *testing.T, script string, queries map[string]string) map[string][]string {
	var in, out bytes.Buffer
	for id, q := range queries {
		json.NewEncoder(&in).Encode(map[string]string{"id": id, "query": q})
	}
	cmd := exec.Command("node", script, "--ndjson")
	cmd.Stdin, cmd.Stdout = &in, &out
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("running %s: %v", script, err)
	}
	errors := make(map[string][]string)
	for dec := json.NewDecoder(&out); dec.More(); {
		var verdict struct {
			ID          string
			Diagnostics []struct{ Code, Message string }
		}
		if err := dec.Decode(&verdict); err != nil {
			t.Fatal(err)
		}
		for _, d := range verdict.Diagnostics {
			if d.Code < "KS100" {
				errors[verdict.ID] = append(errors[verdict.ID], d.Code+" "+d.Message)
			}
		}
	}
	return errors
}
