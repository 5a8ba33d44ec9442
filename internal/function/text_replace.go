package function

import (
	"strings"
	"unicode/utf8"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// textReplace are the functions that put other text in place of text, without regular
// expressions, and those of characters by their numbers.
var textReplace = []Scalar{
	{Name: "replace_string", New: map3(replaceString)},
	{Name: "replace_strings", New: fixed(replaceStrings)},
	{Name: "translate", New: map3(translate)},
	{Name: "make_string", New: fixed(makeString)},
	{Name: "unicode_codepoints_to_string", New: fixed(makeString)},
	{Name: "unicode_codepoints_from_string", New: ofText(always(codePoints))},
	{Name: "to_utf8", New: ofText(always(codePoints))}, // an old name
}

// replaceString replaces every occurrence; an empty text is not looked for.
func replaceString(s, old, new string) string {
	if old == "" {
		return s
	}
	checkText(len(s) + strings.Count(s, old)*max(len(new)-len(old), 0))
	return strings.ReplaceAll(s, old, new)
}

// replaceStrings replaces several texts at once. All of the first one's are taken out of
// the text before the second one's are looked for in what is left, and what was put in is
// not looked at again. A replacement that is no text leaves what it would replace.
func replaceStrings(s Spec, args []*vector.Vector, n int) *vector.Vector {
	source := textColumnOf(args[0])
	return eachRow(s, args, n, func(i int) (string, bool) {
		olds, _ := args[1].Value(i).([]any)
		news, _ := args[2].Value(i).([]any)
		var b strings.Builder
		replaceEach(&b, source.row(i), olds, news)
		return b.String(), true
	})
}

func replaceEach(b *strings.Builder, s string, olds, news []any) {
	for i, o := range olds {
		old, ok := o.(string)
		if !ok || old == "" || !strings.Contains(s, old) {
			continue
		}
		replacement := old
		if i < len(news) {
			if r, ok := news[i].(string); ok {
				replacement = r
			}
		}
		for {
			before, after, found := strings.Cut(s, old)
			checkText(b.Len())
			replaceEach(b, before, olds[i+1:], tail(news, i+1))
			if !found {
				return
			}
			b.WriteString(replacement)
			s = after
		}
	}
	b.WriteString(s)
}

func tail(list []any, from int) []any { return list[min(from, len(list)):] }

// translate puts for each character of a list the one at the same place in another, or
// its last where that is shorter; nothing where it is empty.
func translate(from, to, s string) string {
	if from == "" {
		return s
	}
	old, new := []rune(from), []rune(to)
	by := make(map[rune]rune, len(old))
	for i, r := range old {
		if _, ok := by[r]; ok {
			continue
		}
		by[r] = -1
		if len(new) > 0 {
			by[r] = new[min(i, len(new)-1)]
		}
	}
	return strings.Map(func(r rune) rune {
		if n, ok := by[r]; ok {
			return n
		}
		return r
	}, s)
}

// makeString is the text of characters by their numbers, which may stand in arrays; what
// is the number of none is left out.
func makeString(s Spec, args []*vector.Vector, n int) *vector.Vector {
	return eachRow(s, args, n, func(i int) (string, bool) {
		var b []byte
		for _, a := range args {
			for _, e := range appendItem(nil, a.Type, a.Value(i)) {
				c, ok := value.Convert(value.Long, e.Type, e.Value).(int64)
				if ok && c >= 0 && c <= utf8.MaxRune && utf8.ValidRune(rune(c)) {
					b = utf8.AppendRune(b, rune(c))
				}
			}
		}
		return string(b), true
	})
}

func codePoints(s string) any {
	checkElements(len(s))
	all := make([]any, 0, len(s))
	for _, r := range s {
		all = append(all, int64(r))
	}
	return all
}
