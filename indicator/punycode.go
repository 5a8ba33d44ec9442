package indicator

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The parameters of Punycode, RFC 3492 section 5.
const (
	punyBase    = 36
	punyTMin    = 1
	punyTMax    = 26
	punySkew    = 38
	punyDamp    = 700
	punyBias    = 72
	punyDigits  = "abcdefghijklmnopqrstuvwxyz0123456789"
	punyMaxCode = 1<<31 - 1
)

// punycode encodes a label: its ASCII characters, a hyphen, then where the others go. Labels are
// short (see maxLabel), so that the quadratic search for the next character costs nothing.
func punycode(label []rune) string {
	out := make([]byte, 0, maxLabel)
	for _, r := range label {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	next, delta, bias := rune(utf8.RuneSelf), 0, punyBias
	for done := basic; done < len(label); next++ {
		least := nextRune(label, next)
		delta += int(least-next) * (done + 1)
		next = least
		for _, r := range label {
			if r < next {
				delta++
			}
			if r == next {
				out = appendPuny(out, delta, bias)
				bias = adaptPuny(delta, done+1, done == basic)
				delta, done = 0, done+1
			}
		}
		delta++
	}
	return string(out)
}

// nextRune returns the least character of label that is from or above.
func nextRune(label []rune, from rune) rune {
	least := rune(utf8.MaxRune)
	for _, r := range label {
		if r >= from && r < least {
			least = r
		}
	}
	return least
}

// appendPuny writes n as a number of variable length.
func appendPuny(out []byte, n, bias int) []byte {
	for k := punyBase; ; k += punyBase {
		t := threshold(k, bias)
		if n < t {
			return append(out, punyDigits[n])
		}
		out = append(out, punyDigits[t+(n-t)%(punyBase-t)])
		n = (n - t) / (punyBase - t)
	}
}

// unpunycode decodes a label without its prefix.
func unpunycode(code string) (string, bool) {
	if len(code) > maxLabel || !isASCII(code) {
		return "", false
	}
	hyphen := strings.LastIndexByte(code, '-')
	label := []rune(code[:max(hyphen, 0)])
	code = code[hyphen+1:]
	next, at, bias := int(utf8.RuneSelf), 0, punyBias
	for first := true; code != ""; first = false {
		delta, rest, ok := cutPuny(code, bias)
		if !ok {
			return "", false
		}
		code = rest
		at += delta
		size := len(label) + 1
		bias = adaptPuny(delta, size, first)
		next, at = next+at/size, at%size
		if !utf8.ValidRune(rune(min(next, utf8.MaxRune+1))) {
			return "", false
		}
		label = slices.Insert(label, at, rune(next))
		at++
	}
	return string(label), true
}

// cutPuny reads one number.
func cutPuny(code string, bias int) (n int, rest string, ok bool) {
	weight := 1
	for i := range len(code) {
		digit := strings.IndexByte(punyDigits, code[i])
		if digit < 0 || digit > (punyMaxCode-n)/weight {
			return 0, "", false
		}
		n += digit * weight
		t := threshold((i+1)*punyBase, bias)
		if digit < t {
			return n, code[i+1:], true
		}
		if weight > punyMaxCode/(punyBase-t) {
			return 0, "", false
		}
		weight *= punyBase - t
	}
	return 0, "", false
}

func threshold(k, bias int) int {
	return min(max(k-bias, punyTMin), punyTMax)
}

func adaptPuny(delta, size int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / size
	k := 0
	for delta > (punyBase-punyTMin)*punyTMax/2 {
		delta /= punyBase - punyTMin
		k += punyBase
	}
	return k + (punyBase-punyTMin+1)*delta/(delta+punySkew)
}
