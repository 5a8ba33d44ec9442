package function

import (
	"foxhound/internal/term"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// hasList are the operators of a text and a list of what it must hold as terms: any of
// it, or all of it. A null holds nothing.
var hasList = []Scalar{
	{Name: "has_any", New: listed(hasAny)},
	{Name: "has_all", New: listed(hasAll)},
	{Name: "has_any_index", New: fixed(hasAnyIndex)},
}

// indexed is from how many values on a text is cut into terms, which are looked up, in
// place of being searched for each value (BenchmarkMatch).
const indexed = 4

func hasAny(_ value.Type, list []item) listTest {
	words := textsOfItems(list)
	if len(words) >= indexed {
		return textRows(term.NewIndex(words).In)
	}
	finders := termsOf(words)
	return textRows(func(s string) bool { return term.First(finders, s) >= 0 })
}

func hasAll(_ value.Type, list []item) listTest {
	finders := termsOf(textsOfItems(list))
	return textRows(func(s string) bool {
		for _, f := range finders {
			if !f.In(s) {
				return false
			}
		}
		return true
	})
}

func termsOf(words []string) []*term.Finder {
	finders := make([]*term.Finder, len(words))
	for i, w := range words {
		finders[i] = term.NewFinder(w, true, term.Whole)
	}
	return finders
}

// textsOfItems returns the texts of a list's values, but for nulls.
func textsOfItems(list []item) []string {
	words := make([]string, 0, len(list))
	for _, e := range list {
		if e.Value != nil || e.Type == value.String {
			words = append(words, value.Text(e.Type, e.Value))
		}
	}
	return words
}

// textRows tests the texts of a column; null fails.
func textRows(t textTest) listTest {
	return func(x, out *vector.Vector, from, to int) {
		if x.Type == value.String {
			for i := from; i < to; i++ {
				out.Bools[i] = t(x.Strings[x.Index(i)])
			}
			return
		}
		for i := from; i < to; i++ {
			out.Bools[i] = !x.IsNull(i) && t(value.Text(x.Type, x.Value(i)))
		}
	}
}

// hasAnyIndex is the place in a list of the first value that a text has; -1 for none.
func hasAnyIndex(s Spec, args []*vector.Vector, n int) *vector.Vector {
	out := vector.New(value.Long, n)
	texts := textsOf(args[0])
	var finders []*term.Finder
	for i := range n {
		if i == 0 || !args[1].IsConst() {
			list, _ := args[1].Value(i).([]any)
			finders = finders[:0]
			for _, e := range list {
				var f *term.Finder
				if e != nil {
					f = term.NewFinder(value.Text(value.Dynamic, e), true, term.Whole)
				}
				finders = append(finders, f)
			}
		}
		if args[1].IsNull(i) {
			out.SetNull(i)
			continue
		}
		out.Longs[i] = int64(term.First(finders, texts[args[0].Index(i)]))
	}
	return out
}
