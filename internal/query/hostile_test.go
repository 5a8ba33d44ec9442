package query

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"foxhound/internal/exec"
	"foxhound/internal/vector"
)

const million = `print s = strcat_array(repeat("a", 1000000), "") `

// doubled is a query in which each of 40 names stands for twice the one before.
func doubled(first, let string) string {
	var b strings.Builder
	b.WriteString(first)
	for i := range 40 {
		b.WriteString(strings.NewReplacer("NEW", fmt.Sprint("t", i+1), "OLD", fmt.Sprint("t", i)).Replace(let))
	}
	return b.String()
}

// hostileTests are queries that would take no end of time or memory, and what is said of
// them; empty where they have an end after all.
var hostileTests = []struct{ name, query, message string }{
	{"an endless range", "range x from 1 to 1000000000000000000 step 1 | count", "`range` makes more than"},
	{"an endless range, of which the first rows are wanted", "range x from 1 to 1000000000000000000 step 1 | take 5", ""},
	{"a join by a constant", "let a = range x from 1 to 100000 step 1 | extend k = 1; a | join kind=inner a on k | count", "`join` makes more than"},
	{"elements of elements", "print a = range(1, 1000000, 1) | mv-expand a | extend b = range(1, 1000000, 1) | mv-expand b | count", "`mv-expand` makes more than"},
	{"tables doubled by union", doubled("let t0 = print x = 1;", "let NEW = union OLD, OLD;") + "t40 | count", "unfolds to more than"},
	{"tables doubled by join", doubled("let t0 = print x = 1;", "let NEW = OLD | join kind=inner OLD on x | project x;") + "t40 | count", "unfolds to more than"},
	{"tables doubled and kept", doubled("let t0 = print x = 1;", "let NEW = materialize(OLD | union OLD);") + "t40 | count", "`materialize` needs more than"},
	{"functions doubled", doubled("let t0 = () { print x = 1 };", "let NEW = () { union OLD(), OLD() };") + "t40() | count", "unfolds to more than"},
	{"values doubled", doubled("let t0 = 1;", "let NEW = toscalar(print OLD + OLD);") + "print t40", ""},
	{"a function of itself", "let f = (a: long) { f(a) }; print f(1)", "call each other"},
	{"brackets", "print " + strings.Repeat("(", 10000) + "1" + strings.Repeat(")", 10000), "nested more than"},
	{"ors", "print x = 1 | where x == 0" + strings.Repeat(" or x == 1", 100000), "operands in a row"},
	{"operators", "print x = 1" + strings.Repeat(" | where true", 100000), "more than 10000 operators"},
	{"texts doubled", million + strings.Repeat("| extend s = strcat(s, s) ", 30), "`strcat` would make a text"},
	{"texts doubled on many rows", "range i from 1 to 1000 step 1 | extend s = tostring(i)" + strings.Repeat("| extend s = strcat(s, s) ", 30), "`strcat` "},
	{"texts replaced by longer ones", million + `| extend s = replace_string(s, "a", s) | project strlen(s)`, "`replace_string` would make a text"},
	{"texts replaced by patterns", million + `| extend s = replace_regex(s, "a", strcat_array(repeat("b", 1000), ""))`, "`replace_regex` would make a text"},
	{"texts repeated", million + "| extend s = strrep(s, 1000) | project strlen(s)", "`strrep` would make a text"},
	{"texts repeated on many rows", "range i from 1 to 100000 step 1 | extend s = strrep(strrep(tostring(i), 1024), 1024)", "`strrep` needs more than"},
	{"arrays doubled", "print a = repeat(1, 1000000)" + strings.Repeat("| extend a = array_concat(a, a) ", 12), "`array_concat` would make"},
	{"values that hold themselves", "print a = pack_array(1)" + strings.Repeat("| extend a = pack_array(a, a) ", 40) + "| project tostring(a)", "`pack_array` would make"},
	{"bags that hold themselves", "print a = bag_pack('a', 1)" + strings.Repeat("| extend a = bag_pack('x', a, 'y', a) ", 40), "`bag_pack` would make"},
	{"many long arrays", "range i from 1 to 100000 step 1 | extend a = repeat(i, 1000000) | summarize max(array_length(a))", "`repeat` needs more than"},
	{"lists of long arrays", "range i from 1 to 8000 step 1 | extend a = range(1, 1000000, 1) | summarize l = make_list(a) | project array_length(l)", ""},
	{"lists of many groups", "range i from 1 to 10000000 step 1 | summarize make_list(strcat('xxxxxxxxxxxxxxxxx', i)) by i % 10000", "`summarize` needs more than"},
	{"columns of names that are data", "range i from 1 to 300000 step 1 | project k = tostring(i) | evaluate pivot(k)", "more than 10000 columns"},
	{"a large expression", `print "a" matches regex "((a{1,100}){1,100}){1,100}"`, "not a regular expression"},
	{"an expression for a long text", million + `| parse kind=regex s with ` + strings.Repeat(`* "(a|b)" `, 60) + `x "b"`, "`parse` would take too long"},
	{"matches that each look at all of a text", million + `| project extract_all("(a*b|a)", s)`, "`extract_all` "},
	{"a series of many points", "range i from datetime(1900) to datetime(2100) step 1d | make-series count() on i from datetime(1900) to datetime(2100) step 1tick", "`make-series` makes arrays"},
	{"a series of many keys", "range i from 1 to 1000000 step 1 | make-series count() on i from 1 to 1000000 step 1 by k = i", "`make-series` needs more than"},
	{"JSON within JSON", `print s = strcat(strcat_array(repeat("[", 500000), ""), strcat_array(repeat("]", 500000), "")) | project parse_json(s)`, ""},
	{"a sort of many rows", "range i from 1 to 20000000 step 1 | sort by i desc | count", "`sort` needs more than"},
	{"rows beside many others", "range i from 1 to 100000000 step 1 | serialize | extend p = prev(i) | count", "`serialize` needs more than"},
	{"a part for each row", "range i from 1 to 200000 step 1 | partition by i (top 1 by i) | count", ""},
	{"no rows", "range i from 1 to 10 step 1 | take -1", ""},
	{"times before and after all times", `print datetime(9999-12-31) + 365d, datetime(0001-01-01) - 1d, bin(datetime(9999-12-31), 10000000d), (-9223372036854775807 - 1) / -1, (-9223372036854775807 - 1) % -1`, ""},
	{"large decimals", `print todecimal("1e999999999"), todecimal("1e-999999999") * todecimal("1e999999999"), pow(10.0, 1e308)`, ""},
	{"places far away", `print substring("abc", -9223372036854775807, 9223372036854775807), array_slice(pack_array(1), -9223372036854775807, 9223372036854775807), array_rotate_left(pack_array(1, 2), -9223372036854775807), split("a,b", ",", 9223372036854775807)`, ""},
}

// tight is what hostile queries may take.
var tight = exec.Limits{Memory: 128 << 20}

// TestHostile: whatever a query asks for, it ends soon, with a message that names what was
// too much, and takes not much more than it may.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("its bounds of time and memory do not hold under the race detector, which -short is for")
	}
	for _, tt := range hostileTests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err := run(&Engine{Limits: tight}, tt.query, time.Minute)
			switch {
			case tt.message == "" && err != nil:
				t.Errorf("fails: %v", err)
			case tt.message != "" && (err == nil || !strings.Contains(err.Error(), tt.message)):
				t.Errorf("error %v, want %s", err, tt.message)
			}
			runtime.ReadMemStats(&after)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("takes %v", took)
			}
			if more := int64(after.HeapSys) - int64(before.HeapSys); more > 8*tight.Memory {
				t.Errorf("takes %d MiB", more>>20)
			}
		})
	}
}

// run prepares and runs a query, as long as it may take, and drops its rows.
func run(e *Engine, text string, most time.Duration) (rows int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), most)
	defer cancel()
	q, err := e.Prepare(ctx, "query", text)
	if err != nil {
		return 0, err
	}
	err = q.Run(ctx, func(b *vector.Batch) error { rows += b.Rows; return nil })
	return rows, err
}

// slow are queries that are long at work in one place.
var slow = []string{
	"range x from 1 to 200000000 step 1 | where x % 3 == 7 and tostring(x) has 'z'",
	"range i from 1 to 100000 step 1 | extend p = strcat('(a{1,50}){1,20}', i) | where 'aaaaaaaaaaaaaaaa' matches regex p",
	"print a = range(1, 1000, 1) | mv-apply a on (extend b = range(1, 1000, 1) | mv-apply b on (extend c = range(1, 1000, 1) | mv-apply c on (summarize sum(tolong(c)))))",
	"range i from 1 to 3000000 step 1 | scan declare (l: dynamic) with (step a: true => l = array_concat(l, pack_array(i)); step b: i % 2 == 0 => l = array_concat(a.l, b.l);)",
	million + "| extend i = range(1, 8000, 1) | mv-expand i | where s matches regex '(a|b)*[cd]{3}[0-9]'",
	million + "| extend i = range(1, 60000, 1) | mv-expand i | where s has 'zzz'",
	million + "| extend i = range(1, 60000, 1) | mv-expand i | parse s with * 'zzz' x | where x == 'q'",
}

// TestCancel: a query ends within about a second of its context, wherever it is.
func TestCancel(t *testing.T) {
	if testing.Short() {
		t.Skip("its bounds of time and memory do not hold under the race detector, which -short is for")
	}
	for _, text := range slow {
		start := time.Now()
		_, err := run(&Engine{}, text, 300*time.Millisecond)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s ends after %v: %v", text, took, err)
		}
	}
}
