package bind

import (
	"strings"
	"testing"
)

// What a newcomer is told to write instead.
var mendTests = []struct{ query, want string }{
	{`where s == admin`, "unknown column `admin`; if it is a text, put it in quotes: `\"admin\"`"},
	{`where s in (admin, 'x')`, "unknown column `admin`; if it is a text, put it in quotes: `\"admin\"`"},
	{`where s = 'x'`, "a name is given to a value here, where none can be; to compare, write `==`"},
	{`where s == null`, "there is no value `null`; `isnull(x)`, and `isempty(x)` for strings, tell whether there is none"},
	{`where t > ago(1)`, "this must be a timespan, not a long; a span is written as `1d`, `2h` or `30m`"},
	{`where t > '2024-01-01'`, "`>` does not go with datetime and string; a time is written as `datetime(2024-12-31)`, and `todatetime(...)` reads one from a string"},
	{`where s contains 5`, "`contains` does not go with string and long; put what is looked for in quotes"},
	{`where s`, "this must be a bool, not a string; compare it with something"},
	{`summarize a = count by s`, "`count` is a function, and no column: call it with brackets, `count()`"},
	{`project-away s, nosuch1, nosuch2`, "unknown column `nosuch1`; unknown column `nosuch2`"},
	{`project-rename s`, "project-rename takes a new name for `s`: `New = s`"},
	{`join (print other = 1) on s`, "the right table has no column `s`; keys of two names are written `$left.s == $right.NAME`"},
	{`join (print s = 1) on s`, "the join key `s` is a string on the left and a long on the right; convert one of them with `extend` first"},
	{`render piechar`, "unknown chart `piechar`; did you mean `piechart`?"},
	{`union kind=left (print 1)`, "unknown kind of union `left`; the kinds are inner and outer"},
	{`search nosuch:'x'`, "unknown column `nosuch`"},
}

func TestSecondQuery(t *testing.T) {
	_, err := bindToRun("let n = 1;\nprint n;\nlet m = 2;\n  print m; print n")
	want := ":4:3: several queries in one text are not supported, and the first is at line 2, column 1; run the two apart, or name the first with `let`, or join their rows with `union`"
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestMend(t *testing.T) {
	for _, tt := range mendTests {
		_, err := bindText(rows + " | " + tt.query)
		if err == nil {
			t.Errorf("%s binds", tt.query)
			continue
		}
		if _, got, _ := strings.Cut(err.Error(), ": "); got != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.query, got, tt.want)
		}
	}
}
