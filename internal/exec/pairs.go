package exec

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"foxhound/internal/plan"
	"foxhound/internal/regex"
	"foxhound/internal/vector"
)

// A pairReader finds pairs of keys and values in a text and hands them to found, until
// that reports false.
type pairReader func(s string, found func(key, value string) bool)

// A pairParser is a parse-kv. Of a key that stands more than once the first value counts.
type pairParser struct {
	*plan.ParsePairs
	x    eval
	ctx  context.Context
	keys map[string]int
	read pairReader
}

// pairs makes the step of a parse-kv.
func (x *run) pairs(n *plan.ParsePairs) (step, error) {
	of, err := x.compile(n.X)
	if err != nil {
		return nil, err
	}
	p := &pairParser{ParsePairs: n, x: of, ctx: x.ctx, keys: make(map[string]int)}
	for i, k := range n.Keys {
		p.keys[k.Key] = i
	}
	switch {
	case n.Regex != "":
		p.read, err = regexPairs(n.Regex)
	case n.Pair == "" && n.Value == "":
		p.read = p.wordPairs
	default:
		p.read = newPairForm(n).read
	}
	return p.step, err
}

func (p *pairParser) step(b *vector.Batch) (*vector.Batch, error) {
	from := p.x(b)
	out, columns := parsedColumns(b, p.Cols, p.Keys)
	seen := make([]bool, len(columns))
	for i := range b.Rows {
		if err := now(p.ctx, i); err != nil {
			return nil, err
		}
		clear(seen)
		left := len(columns)
		p.read(from.Strings[from.Index(i)], func(key, value string) bool {
			if c, ok := p.keys[key]; ok && !seen[c] {
				seen[c] = true
				left--
				if !readInto(columns[c], i, text{s: value}) {
					columns[c].SetNull(i)
				}
			}
			return left > 0
		})
		for c, v := range columns {
			if !seen[c] {
				v.SetNull(i)
			}
		}
	}
	return out, nil
}

// regexPairs finds pairs as the first two groups of a regular expression.
func regexPairs(pattern string) (pairReader, error) {
	re, err := regex.Compile(pattern)
	if err != nil {
		return nil, err
	}
	return func(s string, found func(key, value string) bool) {
		for _, at := range re.FindAll(s) {
			if !found(regex.Group(s, at, 1), regex.Group(s, at, 2)) {
				return
			}
		}
	}, nil
}

// wordPairs finds the keys where no delimiter is given: a key stands between characters
// that are neither letter nor digit, and its value is the word behind it.
func (p *pairParser) wordPairs(s string, found func(key, value string) bool) {
	for key := range p.keys {
		if at := wordAt(s, key); at >= 0 && !found(key, firstWord(s[at+len(key):])) {
			return
		}
	}
}

// wordAt returns where a text stands with no letter or digit beside it, or -1.
func wordAt(s, word string) int {
	for from := 0; word != ""; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			break
		}
		at := from + i
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		after, _ := utf8.DecodeRuneInString(s[at+len(word):])
		if !isWord(before) && !isWord(after) {
			return at
		}
		from = at + 1
	}
	return -1
}

func firstWord(s string) string {
	start := strings.IndexFunc(s, isWord)
	if start < 0 {
		return ""
	}
	s = s[start:]
	if end := strings.IndexFunc(s, func(r rune) bool { return !isWord(r) }); end >= 0 {
		return s[:end]
	}
	return s
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
