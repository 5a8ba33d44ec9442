package function

import (
	"strings"

	"foxhound/internal/regex"
	"foxhound/internal/vector"
)

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
				return replaced(of(patterns.row(i)), sources.row(i), rewrites.row(i)), true
			})
		}, nil
	}
}

// replaced writes rewrite in place of every match; \0 in it is the match, \1 its first group.
func replaced(r *regex.Regex, s, rewrite string) string {
	if r == nil {
		return s
	}
	found := r.FindAll(s)
	if len(found) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, match := range found {
		b.WriteString(s[at:match[0]])
		expand(&b, s, match, rewrite)
		at = match[1]
		checkText(b.Len())
	}
	b.WriteString(s[at:])
	return b.String()
}

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
			b.WriteString(regex.Group(s, match, int(c-'0')))
		case c == '\\':
			b.WriteByte('\\')
		default:
			b.WriteString(rewrite[i : i+2])
		}
		rewrite = rewrite[i+2:]
	}
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

func trimStart(s string, r *regex.Regex) string {
	if r == nil {
		return s
	}
	if match := r.Find(s); match != nil {
		return s[match[1]:]
	}
	return s
}

func trimEnd(s string, r *regex.Regex) string {
	if r == nil {
		return s
	}
	if match := r.Find(s); match != nil {
		return s[:match[0]]
	}
	return s
}
