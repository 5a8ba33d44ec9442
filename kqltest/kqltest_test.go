package kqltest

import (
	"errors"
	"strings"
	"testing"
)

// answers is an engine that gives one answer.
type answers struct {
	result Result
	err    error
	asked  string
}

func (a *answers) Query(text string) (Result, error) {
	a.asked = text
	return a.result, a.err
}

const script = `
# Title
load T (n:long, s:string)
[1, "a'b"]
[null, ""]
differs because
query
T
| where n > 0
expect ordered (n:long)
[1]

query
nonsense
expect error unknown
`

func TestParse(t *testing.T) {
	cases, err := Parse("a.kqltest", script)
	if err != nil || len(cases) != 2 {
		t.Fatalf("Parse = %d cases, %v", len(cases), err)
	}
	c := cases[0]
	if c.Title != "Title" || c.Line != 3 || c.Differs != "because" || !c.Ordered || c.Query != "T\n| where n > 0" || len(c.Rows) != 1 {
		t.Errorf("Parse = %+v", c)
	}
	text, err := c.Text()
	want := "let T = datatable(n:long, s:string)[long(1), \"a'b\", long(null), \"\"];\nT\n| where n > 0"
	if text != want || err != nil {
		t.Errorf("Text = %q, %v, want %q", text, err, want)
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"query\nT\n", "a:3: the case that begins at line 1 has no expect"},
		{"bogus\n", "a:1: unknown word `bogus`"},
		{"expect (a:long)\n", "a:1: expect stands before any query"},
		{"query\nT\nexpect a:long\n", "a:3: columns are written"},
		{"query\nT\nexpect (a)\n", "a:3: a column is written name:type"},
		{"query\nT\nexpect error (\n", "a:3: error parsing regexp"},
	} {
		if _, err := Parse("a", tt.text); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("Parse(%q) = %v, want %s", tt.text, err, tt.want)
		}
	}
}

func TestRun(t *testing.T) {
	long := []Column{{"n", "long"}}
	for _, tt := range []struct {
		answer answers
		want   string // the error, or empty
	}{
		{answers{result: Result{long, [][]any{{1}}}}, ""},
		{answers{result: Result{long, [][]any{{1.0}}}}, ""},
		{answers{result: Result{long, [][]any{{2}}}}, "row 1 is [2], want [1]"},
		{answers{result: Result{long, nil}}, "0 rows, want 1: []"},
		{answers{result: Result{[]Column{{"m", "long"}}, [][]any{{1}}}}, "columns [{m long}], want [{n long}]"},
		{answers{err: errors.New("broken")}, "broken"},
	} {
		cases, _ := Parse("a", script)
		err := cases[0].Run(&tt.answer)
		if got := text(err); got != tt.want {
			t.Errorf("Run on %+v = %q, want %q", tt.answer.result, got, tt.want)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
