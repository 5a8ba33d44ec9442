package function

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"foxhound/internal/term"
)

// punycodes are the functions of RFC 3492: of a bare label, without the xn-- of domains,
// and of whole domain names. What cannot be decoded is empty.
var punycodes = []Scalar{
	{Name: "punycode_from_string", New: ofText(always(punycode))},
	{Name: "punycode_to_string", New: ofText(always(fromPunycode))},
	{Name: "punycode_domain_from_string", New: ofText(always(punycodeDomain))},
	{Name: "punycode_domain_to_string", New: ofText(always(fromPunycodeDomain))},
}

// The parameters of punycode, and the longest text that is taken, for the work grows with
// its square.
const (
	punyBase, punyMin, punyMax = 36, 1, 26
	punyFirst                  = 128
	punyBias                   = 72
	longestPunycode            = 4096
)

const punyDigits = "abcdefghijklmnopqrstuvwxyz0123456789"

// punycode writes the ASCII characters, a dash where there are any, and then where the
// others stand among them.
func punycode(s string) string {
	if len(s) > longestPunycode {
		return ""
	}
	runes := []rune(s)
	var out []byte
	for _, r := range runes {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	next, delta, bias := rune(punyFirst), 0, punyBias
	for handled := basic; handled < len(runes); {
		least := rune(utf8.MaxRune)
		for _, r := range runes {
			if r >= next {
				least = min(least, r)
			}
		}
		delta += int(least-next) * (handled + 1)
		next = least
		for _, r := range runes {
			if r < next {
				delta++
			}
			if r == next {
				out = appendPuny(out, delta, bias)
				bias = adapt(delta, handled+1, handled == basic)
				delta = 0
				handled++
			}
		}
		delta++
		next++
	}
	return string(out)
}

// appendPuny writes a number in the digits whose last one is told by the bias.
func appendPuny(out []byte, n, bias int) []byte {
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyMin), punyMax)
		if n < t {
			return append(out, punyDigits[n])
		}
		out = append(out, punyDigits[t+(n-t)%(punyBase-t)])
		n = (n - t) / (punyBase - t)
	}
}

func adapt(delta, count int, first bool) int {
	const skew, damp = 38, 700
	if first {
		delta /= damp
	} else {
		delta /= 2
	}
	delta += delta / count
	k := 0
	for ; delta > (punyBase-punyMin)*punyMax/2; k += punyBase {
		delta /= punyBase - punyMin
	}
	return k + (punyBase-punyMin+1)*delta/(delta+skew)
}

func fromPunycode(s string) string {
	if len(s) > longestPunycode || !term.IsASCII(s) {
		return ""
	}
	dash := strings.LastIndexByte(s, '-')
	out, rest := []rune(s[:max(dash, 0)]), s[dash+1:]
	next, at, bias := punyFirst, 0, punyBias
	for first := true; rest != ""; first = false {
		delta, left, ok := readPuny(rest, bias)
		if !ok {
			return ""
		}
		rest = left
		at += delta
		bias = adapt(delta, len(out)+1, first)
		next += at / (len(out) + 1)
		at %= len(out) + 1
		if next > utf8.MaxRune || !utf8.ValidRune(rune(next)) {
			return ""
		}
		out = slices.Insert(out, at, rune(next))
		at++
	}
	return string(out)
}

func readPuny(s string, bias int) (n int, rest string, ok bool) {
	var sum int64
	for weight, k := int64(1), punyBase; s != "" && weight < 1<<40 && sum < 1<<40; k += punyBase {
		digit := strings.IndexByte(punyDigits, byte(unicode.ToLower(rune(s[0]))))
		if digit < 0 {
			return 0, "", false
		}
		s = s[1:]
		sum += int64(digit) * weight
		t := min(max(k-bias, punyMin), punyMax)
		if digit < t {
			return int(sum), s, sum <= math.MaxInt
		}
		weight *= int64(punyBase - t)
	}
	return 0, "", false
}

// domainPrefix marks a label of a domain name that is punycode.
const domainPrefix = "xn--"

func punycodeDomain(s string) string {
	labels := strings.Split(s, ".")
	for i, l := range labels {
		if term.IsASCII(l) {
			continue
		}
		if labels[i] = domainPrefix + punycode(l); labels[i] == domainPrefix {
			return ""
		}
	}
	return strings.Join(labels, ".")
}

func fromPunycodeDomain(s string) string {
	labels := strings.Split(s, ".")
	for i, l := range labels {
		if _, ok := term.Prefix(l, domainPrefix); !ok || len(l) < len(domainPrefix) {
			continue
		}
		if labels[i] = fromPunycode(l[len(domainPrefix):]); labels[i] == "" {
			return ""
		}
	}
	return strings.Join(labels, ".")
}
