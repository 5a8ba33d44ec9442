package proof

import (
	"regexp/syntax"
	"strings"
)

// sample is a short text that a regular expression matches, or nothing for one that cannot be
// read. What it gives is tried before it is used.
func sample(pattern string) string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	var b strings.Builder
	write(&b, re)
	return b.String()
}

func write(b *strings.Builder, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(strings.ToLower(string(re.Rune)))
	case syntax.OpCharClass:
		b.WriteRune(member(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('x')
	case syntax.OpCapture, syntax.OpPlus:
		write(b, re.Sub[0])
	case syntax.OpRepeat:
		for range re.Min {
			write(b, re.Sub[0])
		}
	case syntax.OpAlternate: // the last one: what is in quotes stands before what is not
		write(b, re.Sub[len(re.Sub)-1])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			write(b, sub)
		}
	}
}

// member is a letter of a class of characters, or else the first of them.
func member(ranges []rune) rune {
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i] <= 'x' && 'x' <= ranges[i+1] {
			return 'x'
		}
	}
	if len(ranges) == 0 {
		return 'x'
	}
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i] <= ' ' && ' ' <= ranges[i+1] {
			return ' '
		}
	}
	return ranges[0]
}
