package exclusion

import (
	"testing"

	"foxhound/kql"
)

// compareTests are Kusto's answers.
var compareTests = []struct {
	op, x, y string
	want     bool
}{
	{"==", "a", "a", true},
	{"==", "a", "A", false},
	{"=~", "É", "é", true},
	{"=~", "ß", "ss", false},
	{"=~", "ab", "a", false},
	{"contains", "xABy", "ab", true},
	{"contains", "", "", true},
	{"startswith", `C:\X`, `c:\`, true},
	{"startswith", "", "a", false},
	{"startswith", "a", "", true},
	{"endswith", "a.EXE", ".exe", true},
	{"has", "www.softandtec.com", "softandtec.com", true},
	{"has", "notsoftandtec.com", "softandtec.com", false},
	{"has", "softandtec.com.evil.org", "softandtec.com", true},
	{"has", "http://x:8080/", "http://x:80", false},
	{"has", "evil.exe", ".exe", true},
	{"has", "1_2_3", "1", true},
	{"has", "aab aa b", "aa", true},
	{"has", "Привет Мир", "мир", true},
	{"has", "ПриветМир", "привет", false},
	{"has", "a b", " ", true},
	{"has", "ab", "", true},
	{"has", "", "", true},
	{"has", "", "a", false},
	{"has", "xéa éa", "éa", true},
	{"!has", "a b", "b", false},
	{"!has", "ab", "b", true},
	{"!contains", "", "a", true},
	{"!startswith", "ab", "A", false},
	{"!endswith", "ab", "a", true},
	{"contains_cs", "aB", "b", false},
	{"startswith_cs", "Ab", "A", true},
	{"endswith_cs", "aB", "b", false},
	{"matches regex", "abc", "b", true},
	{"matches regex", "abc", "^b", false},
}

func TestCompare(t *testing.T) {
	for _, tt := range compareTests {
		if got, err := compare(tt.op, tt.x, tt.y); got != tt.want || err != nil {
			t.Errorf("%q %s %q = %v, %v; want %v", tt.x, tt.op, tt.y, got, err, tt.want)
		}
	}
}

var truthTests = []struct {
	expr kql.Expr
	want bool
}{
	{kql.And(), true},
	{kql.Or(), false},
	{kql.Not(kql.Or()), true},
	{kql.Eq(kql.Name("A"), kql.Str("a")), true},
	{kql.Ne(kql.Name("A"), kql.Str("a")), false},
	{kql.Op(kql.Name("A"), "!~", kql.Str("A")), false},
	{kql.Eq(kql.Name("Absent"), kql.Str("")), true},
	{kql.Eq(kql.Fn("strcat", kql.Name("A"), kql.Str("-"), kql.Name("B")), kql.Str("a-b")), true},
	{kql.Among(kql.Name("A"), "in", kql.Strs("A", "b")...), false},
	{kql.Among(kql.Name("A"), "in~", kql.Strs("A", "b")...), true},
	{kql.Among(kql.Name("A"), "!in", kql.Strs("A", "b")...), true},
	{kql.Among(kql.Name("A"), "!in~", kql.Strs("A", "b")...), false},
	{kql.Among(kql.Name("AB"), "has_any", kql.Strs("x", "B")...), true},
	{kql.Among(kql.Name("AB"), "has_all", kql.Strs("a", "B")...), true},
	{kql.Among(kql.Name("AB"), "has_all", kql.Strs("a", "x")...), false},
	{kql.Among(kql.Name("A"), "in~"), false},
	{kql.Among(kql.Name("A"), "has_all"), true},
}

func TestTruth(t *testing.T) {
	columns := map[string]string{"A": "a", "B": "b", "AB": "a b"}
	for _, tt := range truthTests {
		got, err := row(func(c string) string { return columns[c] }).truth(tt.expr)
		if got != tt.want || err != nil {
			t.Errorf("%s = %v, %v; want %v", kql.PrintExpr(tt.expr), got, err, tt.want)
		}
	}
}

// What is not known is refused, and an exclusion that is refused covers nothing.
func TestTruthRefuses(t *testing.T) {
	a := kql.Name("A")
	for _, tt := range []struct {
		expr kql.Expr
		want string
	}{
		{a, "cannot evaluate `A` as a predicate"},
		{kql.Fn("isempty", a), "cannot evaluate `isempty(A)` as a predicate"},
		{kql.Fn("not"), "cannot evaluate `not()` as a predicate"},
		{kql.Not(a), "cannot evaluate `A` as a predicate"},
		{kql.And(a, kql.And()), "cannot evaluate `A` as a predicate"},
		{kql.Eq(kql.Int(1), a), "cannot evaluate `1` as a string"},
		{kql.Eq(a, kql.Int(1)), "cannot evaluate `1` as a string"},
		{kql.Eq(a, kql.Fn("strcat", kql.Int(1))), "cannot evaluate `1` as a string"},
		{kql.Op(a, "hasprefix", a), "cannot evaluate the operator `hasprefix`"},
		{kql.Op(a, "matches regex", kql.Str("(")), "error parsing regexp: missing closing ): `(`"},
		{kql.Among(a, "has_none", a), "cannot evaluate the operator `has_none`"},
		{kql.Among(kql.Int(1), "in", a), "cannot evaluate `1` as a string"},
		{kql.Among(a, "in", kql.Int(1)), "cannot evaluate `1` as a string"},
	} {
		_, err := row(func(string) string { return "" }).truth(tt.expr)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", kql.PrintExpr(tt.expr), err, tt.want)
		}
		x := Exclusion{Active: true, Predicate: tt.expr}
		if x.Holds(func(string) string { return "" }) {
			t.Errorf("%s covers a row", kql.PrintExpr(tt.expr))
		}
	}
}

// No part of a built-in is beyond the evaluator, also behind an operand that decides early.
func TestBuiltinsCanBeEvaluated(t *testing.T) {
	for _, x := range append(Builtins(Facts{}), Builtins(site)...) {
		kql.Walk(x.Predicate, func(n kql.Node) bool {
			switch n.(type) {
			case *kql.Binary, *kql.In:
				if _, err := row(func(string) string { return "x" }).truth(n.(kql.Expr)); err != nil {
					t.Errorf("%s: %v", x.Name, err)
				}
			}
			return true
		})
	}
}

// An attacker without administrator rights cannot be excluded: whatever a program in a user's
// folder calls itself, and whatever it is told to do, no exclusion holds.
func FuzzHolds(f *testing.F) {
	for _, tt := range holdsTests {
		f.Add(tt.row[folder], tt.row[file], tt.row[command], tt.row[device])
	}
	f.Fuzz(func(t *testing.T, a, b, c, fact string) {
		row := process{folder: `C:\Users\Public\` + a, file: b, command: c, device: "pc1", sid: "S-1-5-18"}
		for _, x := range Builtins(Facts{BackupHosts: []string{fact}, Admins: []string{fact}, LogServers: []string{fact}, ScriptPaths: []string{fact}}) {
			if x.Holds(func(c string) string { return row[c] }) {
				t.Errorf("%s excludes %v", x.Name, row)
			}
		}
	})
}
