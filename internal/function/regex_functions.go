package function

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// regexes are the functions of regular expressions, which search and never need to match
// the whole text. A pattern in a column that is no regular expression matches nothing.
var regexes = []Scalar{
	{Name: "matches regex", New: matches},
	{Name: "extract", New: extract},
	{Name: "extract_all", New: extractAll},
	{Name: "extractall", New: extractAll},
	{Name: "replace_regex", New: replaceRegex(1, 2, 0)},
	{Name: "replace", New: replaceRegex(0, 1, 2)},
	{Name: "countof", New: countOf},
	{Name: "indexof_regex", New: indexOfRegex},
	{Name: "trim", New: trim(true, true)},
	{Name: "trim_start", New: trim(true, false)},
	{Name: "trim_end", New: trim(false, true)},
	{Name: "regex_quote", New: ofText(always(regexp.QuoteMeta))},
}

func matches(s Spec) (Kernel, error) {
	of, err := regexOf(s.Args[1], asWritten)
	if err != nil {
		return nil, err
	}
	return matcher(func(p string) textTest {
		r := of(p)
		return func(s string) bool { return r != nil && r.match(s) }
	}, false)(s)
}

// extract is the text of a group in the first match, converted to the result's type.
func extract(s Spec) (Kernel, error) {
	of, err := regexOf(s.Args[0], asWritten)
	if err != nil {
		return nil, err
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		patterns, source := textColumnOf(args[0]), textColumnOf(args[2])
		out := eachRow(Spec{Result: value.String}, args[:3], n, func(i int) (string, bool) {
			r := of(patterns.row(i))
			g, ok := integerAt(args[1], i)
			if r == nil || !ok || g < 0 || g > int64(r.groups) {
				return "", true
			}
			text := source.row(i)
			return group(text, r.find(text), int(g)), true
		})
		return converted(out, s.Result)
	}, nil
}

// converted returns a column of strings as one of another type.
func converted(v *vector.Vector, to value.Type) *vector.Vector {
	if to == value.String {
		return v
	}
	return eachRowAny(to, []*vector.Vector{v}, v.Len(), func(i int) any {
		return value.Convert(to, value.String, v.Value(i))
	})
}

// eachRowAny computes a column of any type row by row; nil is null.
func eachRowAny(result value.Type, args []*vector.Vector, n int, f func(i int) any) *vector.Vector {
	constant := allConst(args)
	rows := n
	if constant {
		rows = min(n, 1)
	}
	out := vector.New(result, rows)
	for i := range rows {
		out.Set(i, f(i))
	}
	return repeated(out, constant, n)
}

// extractAll is an array of the groups of each match: texts where there is one group,
// arrays of texts where there are several; null where there is no match.
func extractAll(s Spec) (Kernel, error) {
	of, err := regexOf(s.Args[0], asWritten)
	if err != nil {
		return nil, err
	}
	if a := s.Args[0]; a.Const && of("").groups == 0 {
		return nil, fmt.Errorf("`%v` has no group to extract; put what is wanted in brackets", a.Value)
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		patterns, source := textColumnOf(args[0]), textColumnOf(args[len(args)-1])
		return eachRow(s, args, n, func(i int) (any, bool) {
			r, text := of(patterns.row(i)), source.row(i)
			if r == nil {
				return nil, false
			}
			groups := r.allGroups()
			if len(args) == 3 {
				groups = r.groupsNamed(args[1].Value(i))
			}
			return extracted(text, r.findAll(text), groups)
		})
	}, nil
}

func extracted(s string, found [][]int, groups []int) (any, bool) {
	if len(found) == 0 || len(groups) == 0 {
		return nil, false
	}
	all := make([]any, len(found))
	for i, match := range found {
		parts := make([]any, len(groups))
		for j, g := range groups {
			parts[j] = group(s, match, g)
		}
		all[i] = parts
		if len(groups) == 1 {
			all[i] = parts[0]
		}
	}
	return all, true
}

func (r *regex) allGroups() []int {
	groups := make([]int, r.groups)
	for i := range groups {
		groups[i] = i + 1
	}
	return groups
}

// groupsNamed returns the groups that an array names by number or by name, those there are.
func (r *regex) groupsNamed(list any) []int {
	var groups []int
	array, _ := list.([]any)
	for _, e := range array {
		g := -1
		switch e := e.(type) {
		case int64:
			if e >= 0 && e <= int64(r.groups) {
				g = int(e)
			}
		case string:
			if e != "" {
				g = slices.Index(r.names, e)
			}
		}
		if g >= 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// replaceRegex replaces all matches; the arguments' places differ between the functions.
func replaceRegex(pattern, rewrite, source int) maker {
	return func(s Spec) (Kernel, error) {
		of, err := regexOf(s.Args[pattern], asWritten)
		if err != nil {
			return nil, err
		}
		return func(args []*vector.Vector, n int) *vector.Vector {
			patterns, rewrites, sources := textColumnOf(args[pattern]), textColumnOf(args[rewrite]), textColumnOf(args[source])
			return eachRow(s, args, n, func(i int) (string, bool) {
				return of(patterns.row(i)).replace(sources.row(i), rewrites.row(i)), true
			})
		}, nil
	}
}

// replace writes rewrite in place of every match; \0 in it is the match, \1 its first group.
func (r *regex) replace(s, rewrite string) string {
	if r == nil {
		return s
	}
	found := r.findAll(s)
	if len(found) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, match := range found {
		b.WriteString(s[at:match[0]])
		expand(&b, s, match, rewrite)
		at = match[1]
		if b.Len() > maxText {
			return ""
		}
	}
	b.WriteString(s[at:])
	return b.String()
}

// maxText is the greatest length of a text that a function makes of many copies; what
// would be longer is empty.
const maxText = 64 << 20

func expand(b *strings.Builder, s string, match []int, rewrite string) {
	for {
		i := strings.IndexByte(rewrite, '\\')
		if i < 0 || i+1 == len(rewrite) {
			b.WriteString(rewrite)
			return
		}
		b.WriteString(rewrite[:i])
		switch c := rewrite[i+1]; {
		case '0' <= c && c <= '9':
			b.WriteString(group(s, match, int(c-'0')))
		case c == '\\':
			b.WriteByte('\\')
		default:
			b.WriteString(rewrite[i : i+2])
		}
		rewrite = rewrite[i+2:]
	}
}

// countOf counts a text in a text, overlapping, or the matches of a regular expression,
// which do not overlap.
func countOf(s Spec) (Kernel, error) {
	var of func(string) *regex
	if len(s.Args) > 2 {
		switch kind := s.Args[2].Value; {
		case !s.Args[2].Const || kind != "normal" && kind != "regex":
			return nil, fmt.Errorf("the kind of countof is `normal` or `regex`, not `%v`", kind)
		case kind == "regex":
			var err error
			if of, err = regexOf(s.Args[1], asWritten); err != nil {
				return nil, err
			}
		}
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		source, wanted := textColumnOf(args[0]), textColumnOf(args[1])
		return eachRow(s, args, n, func(i int) (int64, bool) {
			if of == nil {
				return countPlain(source.row(i), wanted.row(i)), true
			}
			r := of(wanted.row(i))
			if r == nil {
				return 0, true
			}
			return int64(len(r.findAll(source.row(i)))), true
		})
	}, nil
}

func countPlain(s, t string) (n int64) {
	if t == "" {
		return 0
	}
	places(s, t, func(int) bool { n++; return true })
	return n
}

// places hands the place of each occurrence of a text to f, overlapping ones too, until f
// says no. It takes time in proportion to the texts.
func places(s, t string, f func(at int) bool) {
	if 1000 > len(t) || strings.Count(s, t) == 0 {
		for at := 0; ; at++ {
			i := strings.Index(s[at:], t)
			if i < 0 || !f(at+i) {
				return
			}
			at += i
		}
	}
	border := bordersOf(t)
	for i, matched := 0, 0; i < len(s); i++ {
		for matched > 0 && (matched == len(t) || t[matched] != s[i]) {
			matched = border[matched-1]
		}
		if t[matched] == s[i] {
			matched++
		}
		if matched == len(t) && !f(i+1-matched) {
			return
		}
	}
}

func bordersOf(t string) []int {
	bytes := make([]rune, len(t))
	for i := range len(t) {
		bytes[i] = rune(t[i])
	}
	return borders(bytes)
}

// trim takes one match of a regular expression away at either end.
func trim(start, end bool) maker {
	return func(s Spec) (Kernel, error) {
		atStart, err := regexOf(s.Args[0], func(p string) string { return `\A(?:` + p + `)` })
		if err != nil {
			return nil, err
		}
		atEnd, err := regexOf(s.Args[0], func(p string) string { return `(?:` + p + `)\z` })
		if err != nil {
			return nil, err
		}
		return func(args []*vector.Vector, n int) *vector.Vector {
			patterns, sources := textColumnOf(args[0]), textColumnOf(args[1])
			return eachRow(s, args, n, func(i int) (string, bool) {
				p, text := patterns.row(i), sources.row(i)
				if start {
					text = trimStart(text, atStart(p))
				}
				if end {
					text = trimEnd(text, atEnd(p))
				}
				return text, true
			})
		}, nil
	}
}

func trimStart(s string, r *regex) string {
	if r == nil {
		return s
	}
	if match := r.find(s); match != nil {
		return s[match[1]:]
	}
	return s
}

func trimEnd(s string, r *regex) string {
	if r == nil {
		return s
	}
	if match := r.find(s); match != nil {
		return s[:match[0]]
	}
	return s
}

// indexOfRegex is the place of a match in characters, of the first or of a later one that
// does not overlap those before; -1 where there is none, null where the place to start
// from, the length or the number of the match cannot be.
func indexOfRegex(s Spec) (Kernel, error) {
	of, err := regexOf(s.Args[1], asWritten)
	if err != nil {
		return nil, err
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		sources, patterns := textColumnOf(args[0]), textColumnOf(args[1])
		return eachRow(s, args, n, func(i int) (int64, bool) {
			text, r := sources.row(i), of(patterns.row(i))
			start, length, nth := integerOr(args, 2, i, 0), integerOr(args, 3, i, -1), integerOr(args, 4, i, 1)
			if r == nil || start < 0 || length < -1 || nth < 1 {
				return 0, false
			}
			from := skipRunes(text, start)
			part := text[from:]
			if length >= 0 {
				part = part[:skipRunes(part, length)]
			}
			found := r.findAll(part)
			if int64(len(found)) < nth {
				return -1, true
			}
			return int64(utf8.RuneCountInString(text[:from+found[nth-1][0]])), true
		})
	}, nil
}

// skipRunes returns where in s the character with that number begins, or its length.
func skipRunes(s string, n int64) int {
	if n >= int64(len(s)) {
		return len(s)
	}
	at := 0
	for ; n > 0 && at < len(s); n-- {
		at += sizeAt(s, at)
	}
	return at
}
