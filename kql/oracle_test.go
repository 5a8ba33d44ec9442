package kql

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"foxhound/internal/oracle"
	"foxhound/internal/schema"
)

// Microsoft's own parser accepts whatever the golden tables print. Its codes from KS100 on
// are about names and types, which these queries make up.
func TestOracleParsesWhatIsPrinted(t *testing.T) {
	judge, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	queries := []oracle.Query{{ID: "hunt", Text: Print(hunt())}}
	for i, tt := range exprTests {
		queries = append(queries, oracle.Query{ID: "expression " + strconv.Itoa(i), Text: "print x = " + PrintExpr(tt.expr)})
	}
	for i, tt := range operatorTests {
		text := Print(&Query{Statements: []Statement{From("T", tt.operator)}})
		queries = append(queries, oracle.Query{ID: "operator " + strconv.Itoa(i), Text: text})
	}
	queries = append(queries, oracle.Query{ID: "broken", Text: "T | where"})
	verdicts, err := judge.Judge(context.Background(), schema.Sentinel, queries)
	if err != nil {
		t.Fatal(err)
	}
	last := len(verdicts) - 1
	if !slices.ContainsFunc(verdicts[last].Diagnostics, ofSyntax) {
		t.Errorf("a broken query has no error of syntax: %+v", verdicts[last])
	}
	for i, v := range verdicts[:last] {
		for _, d := range v.Diagnostics {
			if ofSyntax(d) {
				t.Errorf("%s: %s %s\n%s", v.ID, d.Code, d.Message, queries[i].Text)
			}
		}
	}
}

func ofSyntax(d oracle.Diagnostic) bool { return d.Code < "KS100" }
