package bind

import "testing"

// Where the engine was measured to do otherwise than Microsoft's binder, a query that is run
// has the engine's columns, and one that is only bound the binder's.
var judgedTests = []struct{ query, judged, run string }{
	{`summarize covariance(n, r)`, `covariance_n:real`, `covariance_n_r:real`},
	{`project datetime_diff('week', t, t)`, `Column1:long`, `Column1:real`},
	{`project round(n), ceiling(i)`, `n:long i:int`, `n:real i:real`},
	{`project jaccard_index(d, d)`, `Column1:dynamic`, `Column1:real`},
	{`project geo_polygon_area(d)`, `Column1:real`, ``},
	{`project x = array_sort_asc(d, d)`, `x:dynamic d_sorted:dynamic`, `x:dynamic`},
	{`project (a, b) = d`, ``, `a:dynamic b:dynamic`},
	{`project s, tostring(s)`, ``, `s:string s1:string`},
	{`project-away nosuch*`, ``, `*`},
	{`sample-distinct 3 of n + 1`, ``, `Column1:long`},
	{`project s, n | parse s with 'a' n:real`, `s:string n:long n:real`, `s:string n:real`},
	{`project s, n | parse-kv s as (n:real) | extend m = n`, `s:string n:long n1:real m:long`, `s:string n:real m:real`},
	{`count as x`, `x:long`, `x:long`},
	{`count as x | project y = x + 1`, `y:long`, `y:long`},
	{`count as x | project Count`, ``, ``},
	{`sort by x = n, y = s asc | take 1 | project n, s`, `n:long s:string`, `n:long s:string`},
	{`sort by x = n | project x`, ``, ``},
	{`sort by x = n, x`, ``, ``},
	{`top 1 by x = strlen(s) | project n`, `n:long`, `n:long`},
	{`as T; T | count`, `Count:long`, ``},
	{`union (print n = 1 | as T) | count; T | project n`, `n:long`, ``},
	{`as T; print x = 1 | as T; T | project x`, `x:long`, ``},
	{`take 1; let f = () { print x = 1 | as T }; f(); T`, ``, ``},
	{`as T; let T = print x = 1; T`, ``, ``},
	{`as T | extend x = 1; T | project x`, ``, ``},
	{`count; print x = 1`, `x:long`, ``},
	{`count; let y = 1; print x = y`, `x:long`, ``},
	{`count; let y = 1; set notruncation;`, `Count:long`, `Count:long`},
	{`join kind=leftsemi (print n = 1) on $right.n == $left.n`, ``, `*`},
}

func TestJudged(t *testing.T) {
	for _, tt := range judgedTests {
		for _, way := range []struct {
			name, want string
			columns    func(string) ([]string, error)
		}{{"judged", tt.judged, judgedColumns}, {"run", tt.run, runColumns}} {
			got, err := way.columns(rows + " | " + tt.query)
			if (err != nil) != (way.want == "") || err == nil && way.want != "*" && got[0] != way.want {
				t.Errorf("%s, %s: %v, %v, want %q", tt.query, way.name, got, err, way.want)
			}
		}
	}
}

func judgedColumns(query string) ([]string, error) {
	columns, err := bindText(query)
	return []string{described(columns)}, err
}

func runColumns(query string) ([]string, error) {
	columns, err := bindToRun(query)
	return []string{described(columns)}, err
}
