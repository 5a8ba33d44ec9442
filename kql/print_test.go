package kql

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

var exprTests = []struct {
	expr Expr
	want string
}{
	// Names.
	{Name("RemoteIP"), `RemoteIP`},
	{Name("_x1"), `_x1`},
	{Name("odd name"), `['odd name']`},
	{Name("1st"), `['1st']`},
	{Name("has"), `['has']`},
	{Name("it's \\ \"é\n"), `['it\'s \\ "\u00E9\n']`},
	{Name("']; drop"), `['\']; drop']`},
	{Name(""), `['']`},

	// Strings: nothing in a value ends its literal.
	{Str(""), `""`},
	{Str(`c:\x "y"`), `"c:\\x \"y\""`},
	{Str("a\nb\rc\td"), `"a\nb\rc\td"`},
	{Str("\x00\x1b[31m\x7f"), `"\u0000\u001B[31m\u007F"`},
	{Str("café \U0001F600 \u2028"), `"caf\u00E9 \uD83D\uDE00 \u2028"`},
	{Str("\" | take 1 // ` ```"), `"\" | take 1 // ` + "` ```\""},
	{Str("bad \xff UTF-8"), `"bad \uFFFD UTF-8"`},
	{Raw(`c:\x "y"\`), `@"c:\x ""y""\"`},
	{Raw(`no backslash`), `"no backslash"`},
	{Raw("line\nbreak\\"), `"line\nbreak\\"`},
	{Raw("é\\"), `"\u00E9\\"`},

	// Numbers and other literals.
	{Int(0), `0`},
	{Int(-5), `-5`},
	{Int(math.MinInt64), `long(-9223372036854775808)`},
	{&Real{Value: 1}, `1.0`},
	{&Real{Value: 0.1}, `0.1`},
	{&Real{Value: 1e21}, `1e+21`},
	{&Real{Value: math.Inf(1)}, `real(+inf)`},
	{&Real{Value: math.Inf(-1)}, `real(-inf)`},
	{&Real{Value: math.NaN()}, `real(nan)`},
	{&Bool{Value: true}, `true`},
	{&Null{Type: "int"}, `int(null)`},
	{&Datetime{Value: date(2026, 5, 22)}, `datetime(2026-05-22)`},
	{&Datetime{Value: date(2026, 5, 22).Add(10*time.Hour + 11*time.Minute + 12*time.Second)}, `datetime(2026-05-22T10:11:12Z)`},
	{&Datetime{Value: date(2026, 5, 22).Add(123456789)}, `datetime(2026-05-22T00:00:00.1234567Z)`},
	{&Datetime{Value: date(2026, 5, 22).In(time.FixedZone("", 7200))}, `datetime(2026-05-22)`},
	{&Datetime{Value: time.Time{}}, `datetime(0001-01-01)`},
	{&Datetime{Value: date(10000, 1, 1)}, `datetime(null)`},
	{Duration(30 * 24 * time.Hour), `30d`},
	{Duration(time.Hour), `1h`},
	{Duration(90 * time.Minute), `90m`},
	{Duration(-90 * time.Second), `-90s`},
	{Duration(1500 * time.Millisecond), `1500ms`},
	{Duration(2 * time.Microsecond), `2microsecond`},
	{Duration(100), `1tick`},
	{&Timespan{}, `0s`},
	{&Timespan{Value: 365000 * 864e9}, `365000d`},
	{&Timespan{Value: math.MaxInt64}, `9223372036854775807tick`},
	{&Timespan{Value: math.MinInt64}, `timespan(-10675199.02:48:05.4775808)`},
	{&Dynamic{Value: nil}, `dynamic(null)`},
	{&Dynamic{Value: []any{"a\"é", int64(1), 7582, 1.5, true, nil}}, `dynamic(["a\"\u00E9",1,7582,1.5,true,null])`},
	{&Dynamic{Value: map[string]any{"b": []any{}, "a'": map[string]any{}}}, `dynamic({"a'":{},"b":[]})`},
	{&Dynamic{Value: math.NaN()}, `dynamic(null)`},

	// Parentheses: as many as needed, no more.
	{Op(Op(a, "+", b), "*", c), `(a + b) * c`},
	{Op(a, "+", Op(b, "*", c)), `a + b * c`},
	{Op(Op(a, "-", b), "-", c), `a - b - c`},
	{Op(a, "-", Op(b, "-", c)), `a - (b - c)`},
	{Op(a, "/", Op(b, "%", c)), `a / (b % c)`},
	{Op(Op(a, "-", b), ">=", Op(c, "+", a)), `a - b >= c + a`},
	{Eq(Eq(a, b), c), `(a == b) == c`},
	{Op(Op(a, "+", b), "has", c), `(a + b) has c`},
	{Op(a, "+", Op(b, "has", c)), `a + (b has c)`},
	{Op(a, "matches regex", Raw(`\d+`)), `a matches regex @"\d+"`},
	{And(a, b, c), `a and b and c`},
	{And(a, And(b, c)), `a and b and c`},
	{Or(And(a, b), c), `(a and b) or c`},
	{And(a, Or(b, c)), `a and (b or c)`},
	{And(Eq(a, b), Op(b, "<", c)), `a == b and b < c`},
	{Eq(And(a, b), c), `(a and b) == c`},
	{And(), `true`},
	{Or(), `false`},
	{Or(a), `a`},
	{Not(Or(a, b)), `not(a or b)`},
	{&Minus{X: a}, `-a`},
	{&Minus{X: Int(-5)}, `-(-5)`},
	{&Minus{X: Op(a, "+", b)}, `-(a + b)`},
	{Op(a, "-", Int(-5)), `a - -5`},
	{&Minus{X: &Minus{X: a}}, `-(-a)`},
	{&Between{X: Op(a, "+", b), From: Fn("ago", Duration(time.Hour)), To: Op(Fn("now"), "-", Duration(time.Minute))}, `a + b between (ago(1h) .. now() - 1m)`},
	{&Between{X: Eq(a, b), From: Int(-1), To: Eq(b, c)}, `(a == b) between (-1 .. (b == c))`},

	// Lists and subqueries.
	{Among(a, "in", Strs("x", "y")...), `a in ("x", "y")`},
	{Among(a, "in~", Name("Sha256")), `a in~ (Sha256)`},
	{Among(Op(a, "+", b), "!in", Int(1)), `(a + b) !in (1)`},
	{Among(a, "has_any", From("Iocs", &Project{Columns: Cols("Key")})), `a has_any ((Iocs | project Key))`},
	{Fn("toscalar", From("T", &Take{Comments: []string{"lost"}, Count: Int(1)})), `toscalar(T | take 1)`},
	{Fn("arg_max", a, &Star{}), `arg_max(a, *)`},
	{&Pipeline{Source: From("T", &Take{Count: Int(2)}), Operators: []Operator{&Take{Count: Int(1)}}}, `(T | take 2) | take 1`},
	{&DataTable{Columns: []Column{{"a", "string"}, {"odd name", "int"}}, Values: []Expr{Str("x"), Int(1), Str("y"), Int(-2)}},
		`datatable(a:string, ['odd name']:int) ["x",1, "y",-2]`},
	{&DataTable{Columns: []Column{{"a", "string"}}}, `datatable(a:string) []`},

	// Dynamics.
	{&Member{X: a, Name: "Path"}, `a.Path`},
	{&Member{X: &Member{X: Fn("parse_json", a), Name: "x"}, Name: "odd \"name\""}, `parse_json(a).x["odd \"name\""]`},
	{&Member{X: a, Name: "by"}, `a["by"]`},
	{&Member{X: &Dynamic{Value: map[string]any{}}, Name: "x"}, `(dynamic({})).x`},
	{&Member{X: Op(a, "+", b), Name: "x"}, `(a + b).x`},
	{&Index{X: a, I: Op(b, "-", Int(1))}, `a[b - 1]`},
	{&Index{X: Fn("split", a, Str(",")), I: Int(0)}, `split(a, ",")[0]`},
}

var a, b, c = Name("a"), Name("b"), Name("c")

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func TestPrintExpr(t *testing.T) {
	for _, tt := range exprTests {
		if got := PrintExpr(tt.expr); got != tt.want {
			t.Errorf("PrintExpr = %s, want %s", got, tt.want)
		}
	}
}

var operatorTests = []struct {
	operator Operator
	want     string
}{
	{&Where{Predicate: Eq(a, b)}, `where a == b`},
	{&Extend{Columns: []Assign{As("x", a), As("odd name", b)}}, `extend x = a, ['odd name'] = b`},
	{&Project{Columns: append(Cols("a", "b"), As("x", c))}, `project a, b, x = c`},
	{&ProjectAway{Names: []string{"a", "b*", "odd *"}}, `project-away a, b*, ['odd *']`},
	{&Lookup{Kind: "inner", Table: Name("Iocs"), On: Names("a", "b")}, `lookup kind=inner Iocs on a, b`},
	{&Join{Kind: "leftouter", Table: From("T", &Take{Count: Int(1)}), On: []Expr{Eq(&Member{X: Name("$left"), Name: "a"}, &Member{X: Name("$right"), Name: "b"})}},
		`join kind=leftouter (T | take 1) on $left.a == $right.b`},
	{&MvExpand{Columns: []Assign{{Expr: a}}}, `mv-expand a`},
	{&MvExpand{Columns: []Assign{As("x", a)}, To: "string"}, `mv-expand x = a to typeof(string)`},
	{&MvApply{Columns: []Assign{As("x", a)}, To: "long", On: []Operator{&Where{Predicate: b}, &Take{Count: Int(1)}}},
		"mv-apply x = a to typeof(long) on (\n    where b\n    | take 1)"},
	{&Summarize{Aggregates: []Assign{As("n", Fn("count"))}, By: Cols("a")}, `summarize n = count() by a`},
	{&Summarize{By: Cols("a", "b")}, `summarize by a, b`},
	{&Summarize{Aggregates: []Assign{{Expr: Fn("count")}}}, `summarize count()`},
	{&Serialize{}, `serialize`},
	{&Serialize{Columns: []Assign{As("n", Fn("row_number"))}}, `serialize n = row_number()`},
	{&OrderBy{Keys: []SortKey{{Expr: a}, {Expr: b, Asc: true}}}, `order by a desc, b asc`},
	{&Top{Count: Int(1), By: SortKey{Expr: Fn("strlen", a)}}, `top 1 by strlen(a) desc`},
	{&OrderBy{Keys: []SortKey{{Name: "x", Expr: a}, {Name: "odd name", Expr: b, Asc: true}}}, `order by x = a desc, ['odd name'] = b asc`},
	{&Top{Count: Int(1), By: SortKey{Name: "x", Expr: a}}, `top 1 by x = a desc`},
	{&Take{Count: Int(10)}, `take 10`},
	{&Count{}, `count`},
	{&Count{As: "n"}, `count as n`},
	{&Count{As: "4th"}, `count as 4th`},
}

func TestPrintOperator(t *testing.T) {
	for _, tt := range operatorTests {
		got := Print(&Query{Statements: []Statement{From("T", tt.operator)}})
		if diff := cmp.Diff("T\n| "+tt.want+"\n", got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// hunt has one of everything that the layout must decide.
func hunt() *Query {
	verdicts := Strs("deny", "denied", "drop", "dropped", "block", "blocked", "reject", "reset", "refuse", "prevent", "discard", "terminate", "kill")
	return &Query{
		Comments: []string{"ThreatFox: Remus\n| take 0", "names in \u202Elogs"},
		Statements: []Statement{
			&Let{Name: "Lookback", Value: Duration(24 * time.Hour)},
			&Let{Name: "Iocs", Comments: []string{"one row an indicator"}, Value: &Pipeline{
				Source: &DataTable{
					Columns: []Column{{"Host", "string"}, {"Ports", "dynamic"}, {"FirstSeen", "datetime"}},
					Values: []Expr{
						Str("softandtec.com"), &Dynamic{Value: []any{443}}, &Datetime{Value: date(2026, 5, 22)},
						Str("genuskox.biz"), &Dynamic{Value: []any{80, 443}}, &Null{Type: "datetime"},
					},
				},
				Operators: []Operator{&Extend{Columns: []Assign{As("Id", Int(1))}}},
			}},
			&Let{Name: "Hosts", Value: From("Iocs", &Project{Columns: Cols("Host")})},
			&Let{Name: "Listed", Value: From("ThreatIntelIndicators",
				&Where{Predicate: Op(Name("TimeGenerated"), ">", Fn("ago", Duration(14*24*time.Hour)))},
				&Where{Comments: []string{"the last word"}, Predicate: Name("IsActive")})},
			From("DnsEvents",
				&Where{Comments: []string{"cheap"}, Predicate: Or(
					Among(Name("Name"), "has_any", From("Iocs", &Project{Columns: Cols("Host")})),
					Among(Name("Computer"), "in", From("Iocs", &Project{Columns: Cols("Host")})),
					And(Eq(Name("QueryTypeName"), Str("TXT")), Op(Name("Name"), "endswith", Str(".invalid"))))},
				&MvApply{
					Columns: []Assign{As("U", Name("Urls"))},
					On: []Operator{
						&Extend{Columns: []Assign{As("UPath", &Member{X: Name("U"), Name: "Path"})}},
						&Top{Comments: []string{"best"}, Count: Int(1), By: SortKey{Expr: Name("Rank")}},
					}},
				&Extend{Columns: []Assign{
					As("Verdict", Fn("case", Among(Name("DeviceAction"), "has_any", verdicts...), Str("blocked"),
						Among(Name("Activity"), "has_any", verdicts...), Str("blocked"), Str("unknown"))),
					As("Family", Str("Remus"))}},
				&Where{Predicate: Among(Name("Id"), "in", &Pipeline{Comments: []string{"seen before"}, Source: Name("Listed")})},
				&Join{Kind: "leftouter", On: Names("Id"), Table: From("EmailEvents",
					&Where{Predicate: Op(Name("Timestamp"), ">", Fn("ago", Name("Lookback")))},
					&Project{Columns: Cols("Id", "RecipientEmailAddress", "SenderFromAddress", "DeliveryAction", "DeliveryLocation")})},
				&OrderBy{Keys: []SortKey{{Expr: Name("TimeGenerated")}}},
			),
		},
	}
}

func TestPrint(t *testing.T) {
	got := Print(hunt())
	path := filepath.Join("testdata", "hunt.kql")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("Print (-want +got):\n%s", diff)
	}
}

func TestPrintKeepsLinesShort(t *testing.T) {
	for line := range strings.Lines(Print(hunt())) {
		if len(line) > lineWidth+10 {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
}

// Whatever a value, name or comment holds, the text has the same lines and is ASCII.
func FuzzPrint(f *testing.F) {
	for _, s := range []string{"", "x", "\"", `\`, "|", "\n", "`", "//", "\x1b", "']", "\u2028", "a\r\nb;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 8 { // longer ones wrap the line
			return
		}
		got := Print(&Query{Comments: []string{s}, Statements: []Statement{
			&Let{Name: s, Value: &Dynamic{Value: map[string]any{s: s}}},
			From(s,
				&Where{Comments: []string{s}, Predicate: Eq(Name(s), Str(s))},
				&Where{Predicate: Eq(&Member{X: Name("x"), Name: s}, Raw(s))}),
		}})
		if lines := strings.Count(got, "\n"); lines != 6 || !printable(strings.ReplaceAll(got, "\n", "")) {
			t.Errorf("%d lines of %q", lines, got)
		}
	})
}
