package bind

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"foxhound/internal/oracle"
	"foxhound/internal/schema"
	"foxhound/internal/signature"
	"foxhound/kql"
)

// excused are queries, or what is said of them, with the reason why they are not judged as
// Microsoft's binder judges them.
var excused = []struct{ pattern, reason string }{
	{`not supported|reads queries only`, "what is not run is refused by name"},
	{`must be a constant|must be constant|unknown column .* needed|is not a regular expression|has no group to extract|is not a path such as|in the pattern|unknown unit|no value of type .* can be aggregated so|takes numbers, datetimes and timespans|takes true or false|the kind of countof|is no part of a datetime`,
		"a constant is read while the query is bound, where the service reads it later and fails"},
	{`^let x = 1;$|\| consume$`, "a query without a result gives no rows here"},
	{`union (withsource=T )?(T|Device)\*`, "tables stand in the order of their names"},
	{`let f = .*\{ (nosuch|T \| project Account, Computer) \}`, "the body of a function is bound where it is called"},
	{`\(Account:string, \*\)`, "Kusto takes a star in a table's columns"},
	{`isfuzzy=true (nosuch$|\(SecurityEvent)`, "what a fuzzy union does not find gives no columns"},
	{`^find in \(SecurityEvent, Syslog\) 'x'`, "Kusto's documentation leaves out the where"},
	{`_GetWatchlist|bag_unpack|evaluate pivot`, "columns that depend on the data are not listed"},
	{`\| (sort by a =|count as )`, "the parser reads no names here"},
	{`\| top 10 by |\| (top|take) l`, "the service orders by no dynamic, and takes no number of rows from a column"},
	{`search not\('x'\)`, "as measured"},
	{`top-nested 3 of \w+ \+ 1`, "a column has a name"},
	{`\| scan `, "the binder shows a column that the service does not (see the oracle's README)"},
	{`union kind=inner`, "the binder keeps too many columns (see the oracle's README)"},
	{`ipv4_lookup\(T2, l`, "an address is a text"},
	{`__|^(all|any|map|inner_nodes|labels|node_\w+)\(`, "functions of the service alone, or of graphs"},
	{`dynamic\(\[1\]\)`, "the binder tells arrays from other dynamics"},
	{`^bin_auto|^array_sort_\w+\(true\)|'week', t\)$`, "old functions, and parts that old names have"},
	{`^-[dt]$|^d [-+*/%] d$|^\w between \(d \.\. d\)$`, "as measured"},
}

// excuse returns why a query may be judged otherwise, or nothing.
func excuse(query string, err error) string {
	said := query
	if err != nil {
		said += "\n" + err.Error()
	}
	for _, e := range excused {
		if regexp.MustCompile(e.pattern).MatchString(query) || regexp.MustCompile(e.pattern).MatchString(said) {
			return e.reason
		}
	}
	return ""
}

// Small queries of every operator bind where Microsoft's binder binds them, to the same
// columns.
func TestOracleAgreesOnQueries(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	list := queries()
	agreed := 0
	for i, v := range judge(t, o, list) {
		columns, err := bindText(list[i])
		switch {
		case (err == nil) == v.OK && (err != nil || v.Columns == nil && len(columns) == 1 || sameColumns(columns, v.Columns)): // a value has no columns there
			agreed++
		case excuse(list[i], err) == "":
			t.Errorf("%s\n%v %.300v, want %v %.300v", list[i], err, fmt.Sprint(columns), v.Diagnostics, fmt.Sprint(v.Columns))
		}
	}
	t.Logf("%d of %d queries agree", agreed, len(list))
}

// Every function, with arguments of every type in each place, is of the type that Microsoft's
// binder tells, or is refused.
func TestOracleAgreesOnExpressions(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	for _, group := range []struct {
		operator string
		exprs    []string
	}{{"extend", append(calls(signature.Functions), operations()...)}, {"summarize", calls(signature.Aggregates)}} {
		agreed := 0
		types := judgeTogether(t, o, group.operator, group.exprs, 30)
		for i, e := range group.exprs {
			columns, err := bindText(typed + " | " + group.operator + " c = " + e)
			got := ""
			if at := place(columns, "c"); err == nil && at >= 0 {
				got = columns[at].Type.String()
			}
			switch {
			case got == types[i]:
				agreed++
			case excuse(e, err) == "":
				t.Errorf("%s is %q, want %q: %v", e, got, types[i], err)
			}
		}
		t.Logf("%d of %d expressions of %s agree", agreed, len(group.exprs), group.operator)
	}
}

func judge(t *testing.T, o *oracle.Oracle, texts []string) []oracle.Verdict {
	t.Helper()
	list := make([]oracle.Query, len(texts))
	for i, text := range texts {
		list[i] = oracle.Query{ID: fmt.Sprint(i), Text: text}
	}
	verdicts, err := o.Judge(t.Context(), schema.Any, list)
	if err != nil {
		t.Fatal(err)
	}
	return verdicts
}

// judgeTogether returns the type of each expression, or nothing for one in error. It asks for
// many at once, in a query each, because a query takes the oracle longer than an expression;
// those of a query over which the oracle breaks are asked for again, one by one.
func judgeTogether(t *testing.T, o *oracle.Oracle, operator string, exprs []string, size int) []string {
	t.Helper()
	var texts []string
	var starts [][]int
	for from := 0; from < len(exprs); from += size {
		text := typed + " | " + operator + " "
		var at []int
		for i, e := range exprs[from:min(from+size, len(exprs))] {
			text += fmt.Sprintf("%sc%d = ", strings.Repeat(", ", min(i, 1)), i)
			at, text = append(at, len(text)), text+e
		}
		texts, starts = append(texts, text), append(starts, append(at, len(text)+1))
	}
	var types []string
	for n, v := range judge(t, o, texts) {
		part := exprs[n*size : min(n*size+size, len(exprs))]
		if v.Columns == nil && size > 1 {
			types = append(types, judgeTogether(t, o, operator, part, 1)...)
			continue
		}
		types = append(types, typesOf(v, starts[n])...)
	}
	return types
}

// typesOf reads the types of columns c0, c1 ... whose expressions begin at the places.
func typesOf(v oracle.Verdict, starts []int) []string {
	types := make([]string, len(starts)-1)
	for _, c := range v.Columns {
		var i int
		if n, _ := fmt.Sscanf(c.Name, "c%d", &i); n == 1 && i < len(types) && c.Name == fmt.Sprint("c", i) {
			types[i] = c.Type
		}
	}
	for _, d := range v.Diagnostics {
		for i := range types {
			if d.Severity == "Error" && d.Start >= starts[i] && d.Start < starts[i+1] {
				types[i] = ""
			}
		}
	}
	return types
}

// The queries that are asked for are many, and are queries, whether or not there is an oracle.
func TestGenerated(t *testing.T) {
	parsed := 0
	list := queries()
	for _, q := range list {
		if _, err := kql.Parse("", q); err == nil {
			parsed++
		}
		if _, err := bindText(q); err != nil && !strings.Contains(err.Error(), ":") {
			t.Errorf("%s: %v has no place", q, err)
		}
	}
	if parsed < len(list)*9/10 {
		t.Errorf("%d of %d queries parse", parsed, len(list))
	}
}
