package kql

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Queries and what is printed of them.
var parseTests = []struct{ text, want string }{
	// Literals, in all their spellings.
	{`print 0xFF, 1.5, 1e3, 1., -5, +5, long(-9223372036854775808)`, `print 255, 1.5, 1000.0, 1.0, -5, 5, long(-9223372036854775808)`},
	{`print 1d, 1.5h, 10ms, 1tick, 2days, 3 * 1microsecond`, `print 1d, 90m, 10ms, 1tick, 2d, 3 * 1microsecond`},
	{`print time(1d), timespan(0.12:34:56.7), timespan(15 seconds), time(2), time(-1:30)`, `print 1d, 45296700ms, 15s, 2d, -90m`},
	{`print time(00:01:30), time(1:02:03:04), time(1.02:03:04.5), time(10:30)`, `print 90s, 93784s, 93784500ms, 630m`},
	{`print "a" 'b' @"c\d", h"x", H@'y\z', "\u00e9\t"`, `print "abc\\d", h"x", h@"y\z", "\u00E9\t"`},
	{"print ```a\n\"b\"```, ~~~c~~~", `print "a\n\"b\"", "c"`},
	{`print datetime(2020-01-01 10:00), date("2020-1-2"), datetime(2020-01-01T00:00:00+02:00), datetime(null)`,
		`print datetime(2020-01-01T10:00:00Z), datetime(2020-01-02), datetime(2019-12-31T22:00:00Z), datetime(null)`},
	{`print int32(5), int64(5)`, `print int(5), 5`},
	{`print int(5), long(0x10), real(5), double(null), decimal(1.50), bool(1), boolean(false)`,
		`print int(5), 16, 5.0, real(null), decimal(1.50), true, false`},
	{`print guid(74BE27DE-1E4E-49D9-B579-FE0B331D3642)`, `print guid(74be27de-1e4e-49d9-b579-fe0b331d3642)`},
	{`datatable(n:long)[-9223372036854775808]`, `datatable(n:long) [
  long(-9223372036854775808)
]`},
	{`print dynamic([-9223372036854775808]), 365000d, -10675199d, time(-10675199.02:48:05.4775808), time(10675199.02:48:05.4775807)`,
		`print dynamic([-9223372036854775808]), 365000d, -10675199d, timespan(-10675199.02:48:05.4775808), 9223372036854775807tick`},
	{`print dynamic([-0, -1.5, True, false, 5d, long(7)]), dynamic("a" 'b')`, `print dynamic([0,-1.5,true,false,5d,7]), dynamic("ab")`},
	{`print dynamic({"b": [1, -2.5, null, 'x'], "a": {}, "t": datetime(2020-01-01)})`,
		`print dynamic({"b":[1,-2.5,null,"x"],"a":{},"t":datetime(2020-01-01)})`},

	// Names.
	{`T | project ['a b'], ["by"], 1st, d.x.['y z'][0]["k"]`, `T
| project ['a b'], ['by'], ['1st'], d.x["y z"][0]["k"]`},
	{`T | project-away a*, *b | project-keep x | project-reorder b desc, * granny-asc`, `T
| project-away a*, *b
| project-keep x
| project-reorder b desc, * granny-asc`},
	{`T | extend title = kind, to = on, matches = guid, x = d.kind.["last"] | parse x with "a" by:long "," uuid`, `T
| extend ['title'] = ['kind'], ['to'] = ['on'], ['matches'] = ['guid'], x = d["kind"]["last"]
| parse x with "a" ['by']:long "," ['uuid']`},
	{`T | parse s with a:long * "x" * "y" 'z' b "," c:long *`, `T
| parse s with a:long * "x" * "yz" b "," c:long *`},
	{`cluster("c").database('d').T | take 1`, `cluster("c").database("d").T
| take 1`},

	// String operators bind tighter than arithmetic, and comparisons tighter than equality.
	{`print a + b has c * d, a == b < c, a or b and c`, `print a + (b has c) * d, a == (b < c), a or (b and c)`},
	{`print a !between (1..2), x <> y, -a has b, * has "x"`, `print a !between (1 .. 2), x != y, -a has b, * has "x"`},
	{`T | where a in~ ("x") and b has_any (L) and c !in ((U | project k))`, `T
| where a in~ ("x") and b has_any (L) and c !in ((U | project k))`},

	// Statements.
	{`let f = (a:string, n:long = 5, T:(x:int, *)) { let y = n; T | where x == y }; f("a", n = 7, U)`, `let f = (a:string, n:long = 5, T:(x:int, *)) {
    let y = n;
    T
    | where x == y
};
f("a", n = 7, U)`},
	{`let v = view () { T }; declare query_parameters(a:long = 1, b:string); set notruncation; v`, `let v = view () {
    T
};
declare query_parameters(a:long = 1, b:string);
set notruncation;
v`},
	{`alias database d = cluster("x").database("y"); restrict access to (T, U*); d.T`, `alias database d = cluster("x").database("y");
restrict access to (T, U*);
d.T`},
	{"#crp a=1\n\nT;", "#crp a=1\nT"},
	{"#  crp a=1\nT", "#  crp a=1\nT"},

	// Operators.
	{`T | filter a | sort by a, b asc nulls last | limit 5 | top 3 by c`, `T
| where a
| order by a desc, b asc nulls last
| take 5
| top 3 by c desc`},
	{`union kind=outer withsource=S T*, (U | take 1), database("d").V`, `union kind=outer withsource=S T*, (U | take 1), database("d").V`},
	{`T | join hint.strategy=shuffle kind=inner(U) on a, $left.b == $right.c | join V on k`, `T
| join kind=inner hint.strategy=shuffle U on a, $left.b == $right.c
| join V on k`},
	{`T | mvexpand with_itemindex=i a to typeof(long), b limit 9 | mv-apply x = c on (top 1 by x | take 1)`, `T
| mv-expand with_itemindex=i a to typeof(long), b limit 9
| mv-apply x = c on (
    top 1 by x desc
    | take 1)`},
	{`T | parse kind=regex flags=U a with * "x" b:long "y" ['c d']:int * | parse-kv a as (b:long) with (quote='"')`, `T
| parse kind=regex flags=U a with * "x" b:long "y" ['c d']:int *
| parse-kv a as (b:long) with (quote="\"")`},
	{`T | make-series n = count() default=0, avg(x) on t from a to b step 1h by k | make-series count() on t in range(a, b, 1d)`, `T
| make-series n = count() default=0, avg(x) on t from a to b step 1h by k
| make-series count() on t in range(a, b, 1d)`},
	{`T | top-nested 3 of a with others="o" by n = count() asc, top-nested of b by max(c) | top-hitters 2 of a by w`, `T
| top-nested 3 of a with others = "o" by n = count() asc, top-nested of b by max(c) desc
| top-hitters 2 of a by w`},
	{`T | count as n | sort by x = a, ['y y'] = b asc nulls first | top 3 by by = c | count`, `T
| count as n
| order by x = a desc, ['y y'] = b asc nulls first
| top 3 by ['by'] = c desc
| count`},
	{`T | partition hint.strategy=native by k (top 1 by v) | partition by k {U | where x == k}`, `T
| partition hint.strategy=native by k (
    top 1 by v desc)
| partition by k {
    U
    | where x == k}`},
	{`T | scan declare (x:long=0) with (step s1 output=all: a == 1 => x = 1; step s2: true;)`, `T
| scan declare (x:long = 0) with (
    step s1 output=all: a == 1 => x = 1;
    step s2: true;)`},
	{`T | fork n = (count) (where a | take 1) | facet by a with (take 1)`, `T
| fork
    n = (
        count)
    (
        where a
        | take 1)
| facet by a with (
    take 1)`},
	{`find withsource=S in (T, U*) where a == 1 project a, b:string | getschema | count`, `find withsource=S in (T, U*) where a == 1 project a, b:string
| getschema
| count`},
	{`search kind=case_sensitive in (T) a:"x" or "y*" | as R | evaluate bag_unpack(d, columnsConflict='keep') : (a:int, *)`, `search kind=case_sensitive in (T) a : "x" or "y*"
| as R
| evaluate bag_unpack(d, columnsConflict = "keep") : (a:int, *)`},
	{`T | render timechart with (title="x", ycolumns=a, b, kind=stacked) | reduce by a with threshold=0.1`, `T
| render timechart with (title="x", ycolumns=a, b, kind=stacked)
| reduce by a with threshold=0.1`},
	{`T | summarize hint.strategy=shuffle (a, b) = arg_max(c, *), count() by d, e = bin(t, 1h)`, `T
| summarize hint.strategy=shuffle (a, b) = arg_max(c, *), count() by d, e = bin(t, 1h)`},
	{`externaldata(a:string)[@"u" h"v"] with (format="csv", ignoreFirstRecord=true)`, `externaldata(a:string) [h"uv"] with (format="csv", ignoreFirstRecord=true)`},
	{`datatable(a:string, n:long)["x", -1, "y", 2,] | sample-distinct 2 of a | invoke f(1)`, `datatable(a:string, n:long) [
  "x",-1,
  "y",2
]
| sample-distinct 2 of a
| invoke f(1)`},

	// Comments stay, above the operator or statement that they are in.
	{"// one\nT // two\n// three\n| where a // four\n    and b;\n// five\n", "// one\n// two\nT\n// three\n// four\n| where a and b\n// five"},
	{"let a = 1; // why\nT | join (\n// inner\nU | take 1 // last\n) on k", "// why\nlet a = 1;\nT\n| join (\n    // inner\n    U\n    // last\n    | take 1) on k"},
	{"// nothing else", "// nothing else"},
}

func TestParse(t *testing.T) {
	for _, tt := range parseTests {
		q, err := Parse("q", tt.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.text, err)
			continue
		}
		if diff := cmp.Diff(tt.want, strings.Trim(Print(q), "\n")); diff != "" {
			t.Errorf("Parse(%q) prints (-want +got):\n%s", tt.text, diff)
		}
	}
}

// Queries and all that is said of them.
var errorTests = []struct{ text, want string }{
	{"T | wher a", "q:1:5: unknown operator `wher`; did you mean `where`?"},
	{"T | Where a", "q:1:5: unknown operator `Where`; did you mean `where`?"},
	{"T | frobnicate", "q:1:5: unknown operator `frobnicate`"},
	{"T | make-graph a --> b", "q:1:5: the graph operator `make-graph` is not supported"},
	{".show tables", "q:1:1: `.show` is a control command; foxhound reads queries only"},
	{"T |", "q:1:4: expected an operator, found the end of the query"},
	{"T\n| where", "q:2:8: expected an expression, found the end of the query"},
	{"T | where a == ", "q:1:16: expected an expression behind `==`, found the end of the query"},
	{"T | where a in \"x\"", "q:1:16: expected `(`, found `\"x\"`; write `in (a, b)`"},
	{"T | where a in ()", "q:1:17: expected an expression, found `)`"},
	{"T | where (a", "q:1:13: expected `)`, found the end of the query; the `(` at line 1, column 11 is not closed"},
	{"T | where a b", "q:1:13: expected `|` or `;`, found `b`"},
	{"T | where a == b == c", "q:1:18: expected `|` or `;`, found `==`"},
	{"T | sort a", "q:1:10: expected `by`, found `a`"},
	{"T | join kind=iner (U) on a", "q:1:15: unknown kind of join `iner`; did you mean `inner`?"},
	{"T | join (U)", "q:1:13: expected `on`, found the end of the query"},
	{"datatable(a:strin)[]", "q:1:13: unknown type `strin`"},
	{"datatable(a:long)[1 + 1]", "q:1:21: expected `]`, found `+`"},
	{"datatable(a:string)[x]", "q:1:21: expected a literal, found `x`"},
	{"print \"x", "q:1:7: string is not closed by `\"`"},
	{"print 'x\n'", "q:1:7: string is not closed by `'` on its line"},
	{"print ```x", "q:1:7: string is not closed by three back-ticks"},
	{`print "\q"`, "q:1:7: unknown escape `\\q`; a backslash is written `\\\\`, or `\\` in a string with `@` before it"},
	{"print 5fortnights.x", ""},
	{"print 1.5weeks", "q:1:7: unknown unit `weeks` behind the number `1.5`"},
	{"print datetime(2020-02-30)", "q:1:7: `2020-02-30` is no datetime"},
	{"print datetime(2020-02-01 noon)", "q:1:7: `2020-02-01 noon` is no datetime"},
	{"print int(3000000000)", "q:1:7: `3000000000` is no int"},
	{"print 99999999999999999999", "q:1:7: `99999999999999999999` is out of the range of a long"},
	{"print -99999999999999999999", "q:1:8: `99999999999999999999` is out of the range of a long"},
	{"print 9223372036854775808", "q:1:7: `9223372036854775808` is out of the range of a long"},
	{"print - 9223372036854775808", "q:1:7: the digits of `-9223372036854775808` are out of the range of a long; write `long(-9223372036854775808)`"},
	{"datatable(n:long)[-9223372036854775809]", "q:1:20: `9223372036854775809` is out of the range of a long"},
	{"print long(9223372036854775808)", "q:1:7: `9223372036854775808` is no long"},
	{"print 10675200d", "q:1:7: the timespan `10675200d` is longer than the 10675199 days that Kusto knows"},
	{"f(T | where a)", "q:1:3: rows that a function takes stand in brackets of their own, as in `f((T | where ...))`"},
	{"f(a, t = print x = 1)", "q:1:10: rows that a function takes stand in brackets of their own, as in `f((T | where ...))`"},
	{"T | invoke f((U) | take 1)", "q:1:14: rows that a function takes stand in brackets of their own, as in `f((T | where ...))`"},
	{"T | render", "q:1:11: expected a chart, found the end of the query"},
	{"T | render timchart", "q:1:12: unknown chart `timchart`; did you mean `timechart`?"},
	{"T | render table with (titl='x')", "q:1:24: unknown option of render `titl`; did you mean `title`?"},
	{"T | render table with (kind=stackd)", "q:1:29: `stackd` is no value of `kind`; did you mean `stacked`?"},
	{"T | render table with (title='x' kind=map)", "q:1:34: expected `)`, found `kind`"},
	{"print dynamic(5[0])", "q:1:16: expected `)`, found `[`"},
	{"print dynamic(-x)", "q:1:15: expected a JSON value, found `-`"},
	{"print dynamic([int(5)])", "q:1:16: no dynamic holds a int; `dynamic(...)` takes the number alone"},
	{"print 1;; print 2", "q:1:9: expected a statement, found `;`"},
	{";", "q:1:1: expected a statement, found `;`"},
	{"T | scan with (step s: true)", "q:1:28: expected `;`, found `)`"},
	{"print dynamic([1,)", "q:1:18: expected a JSON value, found `)`; the `[` at line 1, column 15 is not closed"},
	{"T | where a && b", "q:1:13: `&&` is not KQL; conditions are joined by `and`"},
	{"T | where a == ‘x’", "q:1:16: unexpected character `‘` (U+2018); a text stands in straight quotes, as in `\"text\"`"},
	{"T | WHERE a", "q:1:5: unknown operator `WHERE`; did you mean `where`?"},
	{"T | select a", "q:1:5: unknown operator `select`; in KQL it is `project`"},
	{"print \xff", "q:1:7: the byte 0xFF is not UTF-8"},
	{"T | parse s with first:string", "q:1:18: the name `first` is a word of the language; write `['first']`"},
	{"T | parse s with a b:long", "q:1:20: a string must stand between the column `a` and `b`"},
	{"T | parse kind=regex s with 'x' a:long b ','", "q:1:40: a string must stand between the column `a` and `b`"},
	{"T | parse-where s with * a 'x'", "q:1:26: a string must follow `*`, found `a`"},
	{"T | parse s with 'x' * * 'y'", "q:1:24: a string must follow `*`, found `*`"},
	{"T | parse s with 'x' a * 'y'", "q:1:24: `*` cannot follow the string `a`, whose end it leaves open"},
	{"T | parse s with 'x' a:string *", "q:1:31: `*` cannot follow the string `a`, whose end it leaves open"},
	{"T | extend last = a", "q:1:12: the name `last` is a word of the language; write `['last']`"},
	{"T | extend a, last = b", "q:1:15: the name `last` is a word of the language; write `['last']`"},
	{"T | project a.b.date", "q:1:17: the name `date` is a word of the language; write `['date']`"},
	{"T | project-away a, views", "q:1:21: the name `views` is a word of the language; write `['views']`"},
	{"T | project-keep last*", "q:1:18: the name `last` is a word of the language; write `['last']`"},
	{"T | where title == 1", "q:1:11: the name `title` is a word of the language; write `['title']`"},
	{"T | where latest(1)", "q:1:11: the name `latest` is a word of the language; write `['latest']`"},
	{"T | extend kind = 1", "q:1:12: the name `kind` is a word of the language; write `['kind']`"},
	{"T | as sample", "q:1:8: the name `sample` is a word of the language; write `['sample']`"},
	{"let title = 1; T", "q:1:5: the name `title` is a word of the language; write `['title']`"},
	{"let f = (string:string) { T }; T", "q:1:10: the name `string` is a word of the language; write `['string']`"},
	{"datatable(time:datetime)[]", "q:1:11: the name `time` is a word of the language; write `['time']`"},
	{"let x 1; T | tak 5 | where | count; U | cont", "q:1:7: expected `=`, found `1`\n" +
		"q:1:14: unknown operator `tak`; did you mean `take`?\n" +
		"q:1:28: expected an expression, found `|`\n" +
		"q:1:41: unknown operator `cont`; did you mean `count`?"},
	{"let f = () { print 1; let x = 2; print x }; f() | wher a", "q:1:14: a function gives one result, its last; name this one with `let`\n" +
		"q:1:51: unknown operator `wher`; did you mean `where`?"},
	{"T | count as ['odd']", "q:1:14: expected a name without brackets, found `[`"},
	{"T | count as where", "q:1:14: `where` cannot name the column of count, which is a word of letters and digits and none of the language"},
	{"T | count as \u00e9t\u00e9", "q:1:14: `\\u00E9t\\u00E9` cannot name the column of count, which is a word of letters and digits and none of the language"},
	{"T | count as", "q:1:13: expected a name, found the end of the query"},
	{"T | sort by (a = b)", "q:1:16: expected `)`, found `=`"},
	{"T | join (U | where f(a b) | take 1) on k | sorted", "q:1:25: expected `)`, found `b`\nq:1:45: unknown operator `sorted`"},
}

func TestParseErrors(t *testing.T) {
	for _, tt := range errorTests {
		got := ""
		if _, err := Parse("q", tt.text); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("Parse(%q)\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestErrorsUnwrap(t *testing.T) {
	_, err := Parse("q", "T |\n wher")
	var one *Error
	if !errors.As(err, &one) || one.Pos() != (Pos{Offset: 5, Line: 2, Column: 2}) || one.End().Column != 6 {
		t.Errorf("errors.As gives %+v", one)
	}
}

// Every node of a parsed query lies inside its parent, and its text starts where it says.
func TestNodesKnowTheirPlace(t *testing.T) {
	const text = "let x = 1d;\nT | where é == \"ü\" and b.c in (1, f(x))\n| join (U | take 5) on k"
	q, err := Parse("q", text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	Walk(q, func(n Node) bool {
		if n.Pos().Offset < q.Pos().Offset || n.End().Offset > q.End().Offset || !n.Pos().IsValid() {
			t.Errorf("%T lies at %s-%s", n, n.Pos(), n.End())
		}
		got = append(got, text[n.Pos().Offset:n.End().Offset])
		return true
	})
	for _, want := range []string{"let x = 1d", "1d", "T", `where é == "ü" and b.c in (1, f(x))`, `é == "ü"`, "b.c in (1, f(x))", "f(x)", "join (U | take 5) on k", "U | take 5", "take 5"} {
		if !slices.Contains(got, want) {
			t.Errorf("no node has the text `%s`", want)
		}
	}
	if b := q.Statements[1].(*Pipeline).Operators[0].(*Where).Predicate.(*Binary); b.Y.Pos() != (Pos{37, 2, 24}) {
		t.Errorf("the list starts at %+v", b.Y.Pos())
	}
}

// Hostile queries end soon, in an error, and never in a panic.
func TestParseBoundsHostileQueries(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":  "print " + strings.Repeat("(", 50_000),
		"closed":    "print " + strings.Repeat("(", 1000) + "1" + strings.Repeat(")", 1000),
		"arrays":    "print dynamic(" + strings.Repeat("[", 50_000),
		"elements":  "print a" + strings.Repeat("[a", 50_000),
		"calls":     "print " + strings.Repeat("f(", 50_000),
		"sums":      "print 1" + strings.Repeat("+1", 50_000),
		"members":   "print a" + strings.Repeat(".a", 50_000),
		"functions": strings.Repeat("let f = () {", 50_000),
		"joins":     strings.Repeat("T | join (", 50_000),
		"errors":    strings.Repeat("T | x;", 50_000),
		"long":      strings.Repeat(" ", maxText+1),
	} {
		_, err := Parse("q", text)
		var list ErrorList
		if !errors.As(err, &list) || len(list) > maxErrors {
			t.Errorf("%s: %.200v", name, err)
		}
	}
}

// What parses prints to a text that parses and prints the same.
func FuzzParse(f *testing.F) {
	for _, tt := range parseTests {
		f.Add(tt.text)
	}
	for _, tt := range errorTests {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse("q", text)
		if err != nil || len(text) > 1000 { // long ones may print beyond the limits
			return
		}
		Walk(q, func(Node) bool { return true })
		once := Print(q)
		again, err := Parse("q", once)
		if err != nil {
			t.Fatalf("%q prints %q: %v", text, once, err)
		}
		if twice := Print(again); twice != once {
			t.Errorf("%q prints %q, then %q", text, once, twice)
		}
	})
}
