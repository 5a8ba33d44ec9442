package bind

import (
	"fmt"
	"strings"
	"testing"

	"foxhound/internal/plan"
)

// rows is a table with a column of each type that the expressions below are bound over.
const rows = `datatable(n:long, i:int, r:real, m:decimal, s:string, t:datetime, span:timespan, b:bool, g:guid, d:dynamic)[]`

// What extend makes of an expression: the column's name and type.
var exprTests = []struct{ expr, want string }{
	{`n`, `n:long`},
	{`(n)`, `n:long`},
	{`1`, `Column1:long`},
	{`int(5)`, `Column1:int`},
	{`1.5`, `Column1:real`},
	{`decimal(1.5)`, `Column1:decimal`},
	{`'a'`, `Column1:string`},
	{`1d`, `Column1:timespan`},
	{`datetime(2026-05-22)`, `Column1:datetime`},
	{`guid(74be27de-1e4e-49d9-b579-fe0b331d3642)`, `Column1:guid`},
	{`dynamic([1])`, `Column1:dynamic`},
	{`int(null)`, `Column1:int`},

	{`d.x`, `d_x:dynamic`},
	{`d.x.y`, `d_x_y:dynamic`},
	{`d.x[0]`, `d_x_0:dynamic`},
	{`d['k k']`, `d_k k:dynamic`},
	{`parse_json(s).a`, `s_a:dynamic`},

	{`i + i`, `Column1:long`},
	{`n + r`, `Column1:real`},
	{`m * n`, `Column1:decimal`},
	{`t - t`, `Column1:timespan`},
	{`t + 1d`, `Column1:datetime`},
	{`span / span`, `Column1:real`},
	{`span * 2`, `Column1:timespan`},
	{`-i`, `Column1:long`},
	{`d.x + 1`, `Column1:long`},
	{`n == s`, `Column1:bool`},
	{`d.x == 'a'`, `Column1:bool`},
	{`b == 1`, `Column1:bool`},
	{`d has 'a'`, `Column1:bool`},
	{`t between (t .. 1d)`, `Column1:bool`},
	{`n !between (1 .. r)`, `Column1:bool`},
	{`s in ('a', 'b')`, `Column1:bool`},
	{`n in (dynamic([1, 2]), 3)`, `Column1:bool`},
	{`s has_any ('a', d)`, `Column1:bool`},

	{`strlen(s)`, `strlen_s:long`},
	{`tostring(d.x)`, `d_x:string`},
	{`bin(t, 1h)`, `t:datetime`},
	{`toupper(s)`, `Column1:string`},
	{`gettype(s)`, `type_s:string`},
	{`split(s, ',')`, `s:dynamic`},
	{`iff(b, i, n)`, `Column1:long`},
	{`iff(b, d.x, s)`, `Column1:string`},
	{`iff(b, n, s)`, `Column1:dynamic`},
	{`case(b, 1, b, 2.5, d)`, `Column1:real`},
	{`case(b, 1, b, i, d)`, `Column1:long`},
	{`coalesce(i, n, r)`, `Column1:real`},
	{`coalesce(i, n)`, `Column1:long`},
	{`extract('a', 0, s, typeof(long))`, `Column1:long`},
	{`datetime_diff('day', t, t)`, `Column1:long`},
	{`now()`, `Column1:datetime`},
	{`ago(1d)`, `Column1:datetime`},
	{`column_ifexists('n', 'x')`, `n:long`},
	{`column_ifexists('q', 'x')`, `Column1:string`},
	{`pack_all()`, `Column1:dynamic`},
	{`toscalar(print 1.5)`, `Column1:real`},
	{`ingestion_time()`, `$IngestionTime:datetime`},
	{`series_fit_line(d)`, `series_fit_line_d_rsquare:real`},
	{`array_sort_asc(d)`, `d_sorted:dynamic`},
	{`True`, `Column1:bool`},
}

func TestExpr(t *testing.T) {
	for _, tt := range exprTests {
		columns, err := bindText(rows + " | project " + tt.expr)
		if err != nil {
			t.Errorf("%s: %v", tt.expr, err)
			continue
		}
		if got := columns[0].Name + ":" + columns[0].Type.String(); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.expr, got, tt.want)
		}
	}
}

// What is said of an expression that does not bind.
var exprErrors = []struct{ expr, want string }{
	{`case(b, 1, b, 2.5, d)`, "`case` gives values of one type, not of long and real; convert one, as with `toreal(...)`"},
	{`iff(b, r, i)`, "`iff` gives values of one type, not of real and int; convert one, as with `toreal(...)`"},
	{`iif(b, m, r)`, "`iif` gives values of one type, not of decimal and real; convert one, as with `todecimal(...)`"},
	{`zz`, "unknown column `zz`"},
	{`spam`, "unknown column `spam`; did you mean `span`?"},
	{`sterlen(s)`, "unknown function `sterlen`; did you mean `strlen`?"},
	{`sum(n)`, "`sum` is an aggregate function, which only stands in summarize and its like"},
	{`current_principal()`, "the function `current_principal` is not supported"},
	{`s + s`, "`+` does not go with string and string; `strcat(a, b)` joins strings"},
	{`s < s`, "`<` does not go with string and string; `strcmp(a, b)` compares strings"},
	{`t < s`, "`<` does not go with datetime and string; a time is written as `datetime(2024-12-31)`, and `todatetime(...)` reads one from a string"},
	{`t > 2020-01-01`, "`>` does not go with datetime and long; a time is written as `datetime(2024-12-31)`"},
	{`n has 'x'`, "`has` does not go with long and string; `tostring(...)` makes a string"},
	{`n has_any ('x')`, "`has_any` looks in strings and dynamics, and this is a long; `tostring(...)` makes a string"},
	{`s between ('a' .. 'b')`, "`between` does not go with a string, from a string to a string"},
	{`not(n)`, "`not` takes a bool here, not a long"},
	{`strlen(n)`, "`strlen` takes a string or dynamic here, not a long"},
	{`strlen(s, 1)`, "`strlen` takes 1 argument, not 2"},
	{`startofday(s)`, "`startofday` takes a datetime here, not a string"},
	{`bin(d, 1h)`, "`bin` does not take (dynamic, timespan)"},
	{`coalesce(s, d)`, "`coalesce` does not take (string, dynamic)"},
	{`s.x`, "only a dynamic has elements, and this is a string; `parse_json(...)` makes a dynamic of a string"},
	{`d[1.5]`, "an index must be a string or a whole number, not a real"},
	{`column_ifexists(s, 1)`, "`column_ifexists` takes the name of a column here, as a constant string"},
	{`extract(s, 0, s)`, "`extract` takes a constant here"},
	{`prev(n)`, "`prev` needs rows in an order: put `serialize` or `sort by` before it"},
	{`toscalar(n = 1)`, "a name is given to a value here, where none can be; to compare, write `==`"},
	{`b and n`, "`and` takes a bool, not a long"},
	{`-s`, "`-` does not go with a string"},
	{`*`, "`*` cannot stand here"},
	{`strcat(*)`, "`strcat` does not take `*` here"},
	{`strlen(*)`, "`strlen` does not take `*` here"},
}

func TestExprErrors(t *testing.T) {
	for _, tt := range exprErrors {
		_, err := bindToRun(rows + " | where true | project x = " + tt.expr)
		if err == nil {
			t.Errorf("%s binds, want %s", tt.expr, tt.want)
			continue
		}
		if _, got, _ := strings.Cut(strings.TrimPrefix(err.Error(), ":"), ": "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.expr, got, tt.want)
		}
	}
}

// How aggregates are called, and what they give.
var aggregateTests = []struct{ aggs, want string }{
	{`count()`, `count_:long`},
	{`sum(i)`, `sum_i:long`},
	{`avg(n)`, `avg_n:real`},
	{`sum(n + 1)`, `sum_:long`},
	{`dcount(d.x)`, `dcount_d_x:long`},
	{`make_list(s), make_set(s, 5)`, `list_s:dynamic set_s:dynamic`},
	{`countif(n > 1), countif(b)`, `countif_:long countif_b:long`},
	{`percentile(n, 95.5)`, `percentile_n_95_5:long`},
	{`percentiles(i, 5, 50)`, `percentile_i_5:long percentile_i_50:long`},
	{`arg_max(t, s, x = n)`, `t:datetime s:string x:long`},
	{`arg_max(n + 1, strlen(s), i + 1)`, `max_:long strlen_s:long max__arg2:long`},
	{`take_any(s)`, `s:string`},
	{`round(avg(n), 2)`, `avg_n:real`},
	{`sum(n) / count()`, `Column1:long`},
	{`max(t) - min(t)`, `Column1:timespan`},
}

func TestAggregates(t *testing.T) {
	for _, tt := range aggregateTests {
		columns, err := bindText(rows + " | summarize " + tt.aggs)
		if err != nil {
			t.Errorf("%s: %v", tt.aggs, err)
			continue
		}
		if got := described(columns); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.aggs, got, tt.want)
		}
	}
}

func described(columns []plan.Column) string {
	var list []string
	for _, c := range columns {
		list = append(list, c.Name+":"+c.Type.String())
	}
	return strings.Join(list, " ")
}

// Functions of the query's own.
var userTests = []struct{ query, want string }{
	{`let f = (a:long, b:string = 'x') { strcat(b, a) }; print x = f(1), y = f(b = 'z', a = 2)`, "x:string y:string"},
	{`let f = (a:real) { let twice = a * 2; twice + 1 }; range n from 1 to 3 step 1 | project x = f(n)`, "x:real"},
	{`let f = (a:long) { a }; let g = (a:long) { f(f(a)) }; print x = g(1)`, "x:long"},
	{`let f = (T:(a:long)) { T | count }; f((print a = 1))`, "Count:long"},
	{`let f = (a:long) { a }; print f()`, "error: `f` needs the argument `a`"},
	{`let f = (a:long) { a }; print f(1, 2)`, "error: `f` takes 1 argument, not 2"},
	{`let f = (a:long) { a }; print f(c = 1)`, "error: `f` has no parameter `c`"},
	{`let f = (a:long) { toscalar(print x = a) }; range n from 1 to 3 step 1 | project x = f(n)`,
		"error: `a` depends on the row, and cannot be used in a table within it"},
	{`let T = print 1; print x = T`, "error: `T` is a table, where a value is needed; `toscalar(T)` takes the first value of it"},
}

func TestUserFunctions(t *testing.T) {
	for _, tt := range userTests {
		columns, err := bindText(tt.query)
		got := described(columns)
		if err != nil {
			_, text, _ := strings.Cut(strings.TrimPrefix(err.Error(), ":"), ": ")
			got = "error: " + text
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.query, got, tt.want)
		}
	}
}

// What calls itself, or doubles what it is given again and again, is refused in time.
func TestUnfolding(t *testing.T) {
	call := "n"
	var lets strings.Builder
	lets.WriteString("let s0 = 'aaaaaaaa';")
	for i := range 40 {
		call = "f(" + call + ")"
		fmt.Fprintf(&lets, "let s%d = strcat(s%d, s%d);", i+1, i, i)
	}
	for _, query := range []string{
		"let f = (a:long) { a + a }; range n from 1 to 3 step 1 | project x = " + call,
		"let f = (a:long) { f(a) }; print f(1)",
		lets.String() + "print strlen(s40)",
	} {
		if _, err := bindText(query); err == nil {
			t.Errorf("%.60s... binds", query)
		}
	}
}

// Whatever is written, binding ends without a panic.
func FuzzExpr(f *testing.F) {
	for _, tt := range exprTests {
		f.Add(tt.expr)
	}
	for _, tt := range exprErrors {
		f.Add(tt.expr)
	}
	for _, tt := range aggregateTests {
		f.Add(tt.aggs)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		if len(expr) > 200 {
			return
		}
		bindToRun(rows + " | extend x = " + expr)
		bindToRun(rows + " | summarize " + expr + " by s")
		bindToRun("let f = (a:long) { " + expr + " }; range n from 1 to 2 step 1 | extend f(n)")
	})
}
