package kql

import (
	"strings"
	"testing"
)

// What a newcomer is told to write instead; all errors of a query.
var mendTests = []struct{ text, want string }{
	{"T | where a == 1 || b", "`||` is not KQL; conditions are joined by `or`"},
	{"T || take 1", "`||` is not KQL; conditions are joined by `or`"},
	{"T | where a && b", "`&&` is not KQL; conditions are joined by `and`"},
	{"T | where a & b", "unexpected character `&` (U+0026); conditions are joined by `and`"},
	{"T /* all */", "`/*` is not KQL; a comment starts with `//` and ends with its line"},
	{"T | where a AND b", "expected `|` or `;`, found `AND`; it is written in lower case: `and`"},
	{"T | where a CONTAINS 'x'", "expected `|` or `;`, found `CONTAINS`; it is written in lower case: `contains`"},
	{"T | where not a == 1", "expected `|` or `;`, found `a`; `not` takes brackets: `not(...)`"},
	{"T | where not 'a' == b", "expected `|` or `;`, found `'a'`; `not` takes brackets: `not(...)`"},
	{"T | where f(NOT b)", "expected `)`, found `b`; `not` takes brackets: `not(...)`"},
	{"T | where a not in (1)", "expected `|` or `;`, found `not`; write `!in`"},
	{"T | where a NOT CONTAINS 'x'", "expected `|` or `;`, found `NOT`; write `!contains`"},
	{"T | where !a", "expected an expression, found `!a`; to negate, write `not(a)`"},
	{"T | where !(a == 1)", "unexpected character `!` (U+0021); to negate, write `not(...)`"},
	{"T | where a is null", "expected `|` or `;`, found `is`; `isnull(x)`, and `isempty(x)` for strings, tell whether there is no value"},
	{"T | where a === 1", "expected an expression behind `==`, found `=`; to compare, write `==` or `!=`"},
	{"T | where a !=", "expected an expression behind `!=`, found the end of the query"},
	{"T | where a != | take 1", "expected an expression behind `!=`, found `|`"},
	{"T | where a == 1 and", "expected an expression behind `and`, found the end of the query"},
	{"T | where f(a contains)", "expected an expression behind `contains`, found `)`"},
	{"T | where a in 1", "expected `(`, found `1`; write `in (a, b)`"},
	{"T | where a between 1 and 2", "expected `(`, found `1`; write `between (1 .. 2)`"},
	{"print a ? 1 : 2", "unexpected character `?` (U+003F); to choose, write `iff(condition, a, b)`"},
	{"print 2 ^ 3", "unexpected character `^` (U+005E); a power is written `pow(a, b)`"},

	{"T | where (a\n  or (b)", "expected `)`, found the end of the query; the `(` at line 1, column 11 is not closed"},
	{"print dynamic({\"a\": [1})", "expected `]`, found `}`; the `[` at line 1, column 21 is not closed"},
	{"let x = (1 + 2; T", "expected `)`, found `;`; the `(` at line 1, column 9 is not closed"},
	{"print f(a[1)", "expected `]`, found `)`; the `[` at line 1, column 10 is not closed"},
	{"T | where a == 1)", "expected `|` or `;`, found `)`; no bracket is open here"},
	{"T | where f(a))", "expected `|` or `;`, found `)`; no bracket is open here"},
	{"print \"it\"s\"", "expected `|` or `;`, found `s`; a quote inside a string is written with a backslash before it"},
	{`print "C:\Users"`, "unknown escape `\\Users`; a backslash is written `\\\\`, or `\\` in a string with `@` before it"},

	{"where a == 1", "expected an expression, found `where`; a query starts with a table: `Table | where ...`"},
	{"take 5", "expected `;` or the end of the query, found `5`; a query starts with a table: `Table | take ...`"},
	{"let x = 1; | take 5", "expected an expression, found `|`; a query starts with a table: `Table | where ...`"},
	{"SELECT * FROM T", "expected `;` or the end of the query, found `T`; this is SQL, and in KQL it is `Table | where ... | project ...`"},
}

func TestMend(t *testing.T) {
	for _, tt := range mendTests {
		_, err := Parse("", tt.text)
		if err == nil {
			t.Errorf("%q parses", tt.text)
			continue
		}
		if _, got, _ := strings.Cut(err.Error(), ": "); got != tt.want {
			t.Errorf("%q: %s\nwant %s", tt.text, got, tt.want)
		}
	}
}
