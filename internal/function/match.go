package function

import (
	"slices"
	"strings"

	"foxhound/internal/term"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// match are the operators of a text and what is looked for in it. What is no text is read
// as its text. Where one side is null there is no match; where both are, the result is null.
var match = slices.Concat(
	both("=~", "!~", func(t string) textTest { return func(s string) bool { return strings.EqualFold(s, t) } }),
	both("has", "!has", finding(true, term.Whole)),
	both("has_cs", "!has_cs", finding(false, term.Whole)),
	both("hasprefix", "!hasprefix", finding(true, term.Start)),
	both("hasprefix_cs", "!hasprefix_cs", finding(false, term.Start)),
	both("hassuffix", "!hassuffix", finding(true, term.End)),
	both("hassuffix_cs", "!hassuffix_cs", finding(false, term.End)),
	both("contains", "!contains", finding(true, term.Anywhere)),
	both("contains_cs", "!contains_cs", finding(false, term.Anywhere)),
	both("containscs", "notcontainscs", finding(false, term.Anywhere)),
	both("startswith", "!startswith", func(t string) textTest {
		return func(s string) bool { _, ok := term.Prefix(s, t); return ok }
	}),
	both("startswith_cs", "!startswith_cs", func(t string) textTest {
		return func(s string) bool { return strings.HasPrefix(s, t) }
	}),
	both("endswith", "!endswith", func(t string) textTest {
		return func(s string) bool { _, ok := term.Suffix(s, t); return ok }
	}),
	both("endswith_cs", "!endswith_cs", func(t string) textTest {
		return func(s string) bool { return strings.HasSuffix(s, t) }
	}),
	[]Scalar{
		{Name: "notcontains", New: matcher(finding(true, term.Anywhere), true)},
		{Name: ":", New: matcher(finding(true, term.Whole), false)},
	},
)

// A textTest tells whether a text matches.
type textTest func(s string) bool

// finding makes tests of whether a text holds another.
func finding(fold bool, e term.Edges) func(string) textTest {
	return func(t string) textTest { return term.NewFinder(t, fold, e).In }
}

// both lists an operator and its opposite.
func both(name, opposite string, prepare func(string) textTest) []Scalar {
	return []Scalar{
		{Name: name, New: matcher(prepare, false)},
		{Name: opposite, New: matcher(prepare, true)},
	}
}

// matcher makes the kernel of an operator whose test is prepared for its right side, once
// where that is constant.
func matcher(prepare func(string) textTest, negated bool) maker {
	return func(s Spec) (Kernel, error) {
		ready := newMemo(prepare)
		if right := s.Args[1]; right.Const {
			t := prepare(value.Text(right.Type, right.Value))
			ready = func() func(string) textTest { return func(string) textTest { return t } }
		}
		return func(args []*vector.Vector, n int) *vector.Vector {
			return matchRows(args[0], args[1], n, ready(), negated)
		}, nil
	}
}

// newMemo returns a maker of functions that prepare a test unless it is the last one they
// made.
func newMemo(prepare func(string) textTest) func() func(string) textTest {
	return func() func(string) textTest {
		var last string
		var t textTest
		return func(pattern string) textTest {
			if t == nil || pattern != last {
				t, last = prepare(pattern), pattern
			}
			return t
		}
	}
}

func matchRows(x, y *vector.Vector, n int, of func(string) textTest, negated bool) *vector.Vector {
	rows, constant := n, x.IsConst() && y.IsConst()
	if constant {
		rows = min(n, 1)
	}
	out := vector.New(value.Bool, rows)
	texts, patterns := textsOf(x), textsOf(y)
	xm, ym := x.Mask(), y.Mask()
	var t textTest
	for i := range rows {
		if t == nil || ym != 0 {
			t = of(patterns[i&ym])
		}
		out.Bools[i] = t(texts[i&xm]) != negated
	}
	if x.Type != value.String || y.Type != value.String {
		matchNulls(out, x, y, rows, negated)
	}
	return repeated(out, constant, n)
}

// matchNulls corrects the rows where a side is null.
func matchNulls(out, x, y *vector.Vector, n int, negated bool) {
	for i := range n {
		a, b := x.IsNull(i), y.IsNull(i)
		if a && b {
			out.SetNull(i)
		} else if a || b {
			out.Bools[i] = negated
		}
	}
}

// textsOf returns a column's values as texts, at the places of its own slice.
func textsOf(v *vector.Vector) []string {
	if v.Type == value.String {
		return v.Strings
	}
	rows := v.Len()
	if v.IsConst() {
		rows = 1
	}
	texts := make([]string, rows)
	for i := range texts {
		texts[i] = value.Text(v.Type, v.Value(i))
	}
	return texts
}
