package function

import (
	"unicode"
	"unicode/utf8"
)

// A term is a run of letters and digits: what has finds whole. Letters and digits are
// Unicode's, and everything else, an underscore too, stands between terms.

// edges say which ends of a text must be ends of terms.
type edges struct{ left, right bool }

var (
	anywhere   = edges{}
	termStart  = edges{left: true}
	termEnd    = edges{right: true}
	wholeTerms = edges{left: true, right: true}
)

// of returns which ends of this text are bounded: those whose own character could go on
// as a term.
func (e edges) of(text string) (left, right bool) {
	if text == "" {
		return false, false
	}
	first, _ := decode(text)
	last, _ := decodeLast(text)
	return e.left && isTerm(first), e.right && isTerm(last)
}

// bounded reports whether what stands from start to end in s is bounded as the finder's
// text must be.
func (f *finder) bounded(s string, start, end int) bool {
	if f.left && start > 0 {
		if r, _ := decodeLast(s[:start]); isTerm(r) {
			return false
		}
	}
	if f.right && end < len(s) {
		if r, _ := decode(s[end:]); isTerm(r) {
			return false
		}
	}
	return true
}

// isTerm reports whether a character is part of a term.
func isTerm(r rune) bool {
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
			if r, size = decode(s[start:]); isTerm(r) {
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
			if r, size = decode(s[end:]); !isTerm(r) {
				break
			}
		}
		end += size
	}
	return start, end
}
