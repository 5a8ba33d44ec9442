package term

import (
	"unicode"
	"unicode/utf8"
)

// Kusto's plain string operators fold case a character at a time, by Unicode's simple case
// folding: É is é, ß is not ss, and a letter with a combining accent is not the one letter
// that looks like it. [strings.EqualFold] is this equality.

// folded returns the one character that stands for all that differ from r by case only:
// for ASCII letters, the small one. The Kelvin sign is k, and the long s is s.
func folded(r rune) rune {
	if r < utf8.RuneSelf {
		return rune(lower[r])
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	if least < utf8.RuneSelf {
		return rune(lower[least])
	}
	return least
}

// lower maps ASCII letters to small ones and every other byte to itself.
var lower = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()

// decode returns the first character of s. A byte that is no UTF-8 is a character of its
// own, equal to itself alone.
func decode(s string) (r rune, size int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	r, size = utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 {
		r = -1 - rune(s[0])
	}
	return r, size
}

// decodeLast returns the last character of s, as [decode] does the first.
func decodeLast(s string) (r rune, size int) {
	if c := s[len(s)-1]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	r, size = utf8.DecodeLastRuneInString(s)
	if r == utf8.RuneError && size == 1 {
		r = -1 - rune(s[len(s)-1])
	}
	return r, size
}

// sameFolded reports whether two characters differ by case at most.
func sameFolded(a, b rune) bool {
	return a == b || a >= 0 && b >= 0 && folded(a) == folded(b)
}

// Prefix returns how many bytes of s are t but for case, where s starts with t.
func Prefix(s, t string) (n int, ok bool) {
	for j := 0; j < len(t); {
		if n >= len(s) {
			return 0, false
		}
		if a, b := s[n], t[j]; a|b < utf8.RuneSelf {
			if lower[a] != lower[b] {
				return 0, false
			}
			n, j = n+1, j+1
			continue
		}
		a, size := decode(s[n:])
		b, width := decode(t[j:])
		if !sameFolded(a, b) {
			return 0, false
		}
		n, j = n+size, j+width
	}
	return n, true
}

// Suffix returns where in s the part begins that is t but for case, where s ends with t.
func Suffix(s, t string) (from int, ok bool) {
	from = len(s)
	for j := len(t); j > 0; {
		if from == 0 {
			return 0, false
		}
		if a, b := s[from-1], t[j-1]; a|b < utf8.RuneSelf {
			if lower[a] != lower[b] {
				return 0, false
			}
			from, j = from-1, j-1
			continue
		}
		a, size := decodeLast(s[:from])
		b, width := decodeLast(t[:j])
		if !sameFolded(a, b) {
			return 0, false
		}
		from, j = from-size, j-width
	}
	return from, true
}

// AppendFolded appends s with every character folded: texts that differ by case only become
// the same bytes, of which there are at least a third as many as before.
func AppendFolded(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			dst = append(dst, lower[c])
			i++
			continue
		}
		r, size := decode(s[i:])
		if r < 0 {
			dst = append(dst, s[i])
		} else {
			dst = utf8.AppendRune(dst, folded(r))
		}
		i += size
	}
	return dst
}

// IsASCII reports whether no byte of s is above 127. It looks at eight at a time, which the
// compiler reads as one number.
func IsASCII(s string) bool {
	for len(s) >= 8 {
		first := uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
		second := uint32(s[4]) | uint32(s[5])<<8 | uint32(s[6])<<16 | uint32(s[7])<<24
		if (first|second)&0x80808080 != 0 {
			return false
		}
		s = s[8:]
	}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
