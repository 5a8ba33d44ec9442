// Package term tells where a text stands in another as Kusto's string operators see it:
// anywhere, or as a term, which is a run of letters and digits that has finds whole. Letters
// and digits are Unicode's, and everything else, an underscore too, stands between terms.
// Whether case counts or not, a search takes time in proportion to the texts, whatever they
// are. Start with [NewFinder], or [NewIndex] for many texts at once. It knows texts only:
// columns, nulls and the operators themselves are internal/function's, and regular
// expressions internal/regex's.
package term

import (
	"unicode"
	"unicode/utf8"
)

// Edges say which ends of a text must be ends of terms.
type Edges uint8

// Where a text may stand: Anywhere (contains), at the Start of a term (hasprefix), at its
// End (hassuffix), or as Whole terms (has).
const (
	Anywhere Edges = 0
	Start    Edges = 1
	End      Edges = 2
	Whole          = Start | End
)

// of returns which ends of this text are bounded: those whose own character could go on
// as a term.
func (e Edges) of(text string) (left, right bool) {
	if text == "" {
		return false, false
	}
	first, _ := decode(text)
	last, _ := decodeLast(text)
	return e&Start != 0 && IsPart(first), e&End != 0 && IsPart(last)
}

// bounded reports whether what stands from start to end in s is bounded as the finder's
// text must be.
func (f *Finder) bounded(s string, start, end int) bool {
	if f.left && start > 0 {
		if r, _ := decodeLast(s[:start]); IsPart(r) {
			return false
		}
	}
	if f.right && end < len(s) {
		if r, _ := decode(s[end:]); IsPart(r) {
			return false
		}
	}
	return true
}

// IsPart reports whether a character is part of a term.
func IsPart(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && termByte[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// termByte holds the ASCII letters and digits.
var termByte = func() (t [utf8.RuneSelf]bool) {
	for i := range t {
		t[i] = '0' <= i && i <= '9' || 'A' <= i && i <= 'Z' || 'a' <= i && i <= 'z'
	}
	return t
}()

// nextTerm returns the first term of s at or after from; start is len(s) where there is
// none.
func nextTerm(s string, from int) (start, end int) {
	for start = from; start < len(s); {
		size := 1
		if c := s[start]; c < utf8.RuneSelf {
			if termByte[c] {
				break
			}
		} else {
			var r rune
			if r, size = decode(s[start:]); IsPart(r) {
				break
			}
		}
		start += size
	}
	for end = start; end < len(s); {
		size := 1
		if c := s[end]; c < utf8.RuneSelf {
			if !termByte[c] {
				break
			}
		} else {
			var r rune
			if r, size = decode(s[end:]); !IsPart(r) {
				break
			}
		}
		end += size
	}
	return start, end
}
