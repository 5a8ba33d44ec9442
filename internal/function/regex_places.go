package function

import (
	"fmt"
	"unicode/utf8"

	"foxhound/internal/regex"
	"foxhound/internal/term"
	"foxhound/internal/vector"
)

// countOf counts a text in a text, overlapping, or the matches of a regular expression,
// which do not overlap.
func countOf(s Spec) (Kernel, error) {
	var of func(string) *regex.Regex
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
			return int64(len(r.FindAll(source.row(i)))), true
		})
	}, nil
}

func countPlain(s, t string) (n int64) {
	if t == "" {
		return 0
	}
	term.Each(s, t, func(int) bool { n++; return true })
	return n
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
			found := r.FindAll(part)
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

// sizeAt returns how many bytes the character at a place takes; what is no text takes one.
func sizeAt(s string, i int) int {
	_, size := utf8.DecodeRuneInString(s[i:])
	return size
}
