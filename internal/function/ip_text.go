package function

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// addressSearch are the functions that look for IPv4 addresses in a text. An address
// there stands between characters that are neither letters nor digits.
var addressSearch = []Scalar{
	{Name: "has_ipv4", New: searches(wholeAddress)},
	{Name: "has_any_ipv4", New: searches(wholeAddress)},
	{Name: "has_ipv4_prefix", New: searches(addressPrefix)},
	{Name: "has_any_ipv4_prefix", New: searches(addressPrefix)},
}

// searches makes a function that tells whether a text has one of the addresses that
// follow, texts or an array of texts; valid says which of them can be found at all.
func searches(valid func(string) bool) maker {
	return func(s Spec) (Kernel, error) {
		var row []any
		for _, a := range s.Args[1:] {
			if !a.Const {
				return rowwise(func(_ Spec, row []any) any {
					return hasAnyAddress(value.Text(value.Dynamic, row[0]), wantedOf(row[1:], valid))
				})(s)
			}
			row = append(row, a.Value)
		}
		wanted := wantedOf(row, valid)
		return func(args []*vector.Vector, n int) *vector.Vector {
			return eachText(args[0], n, func(text string) any { return hasAnyAddress(text, wanted) })
		}, nil
	}
}

func wantedOf(row []any, valid func(string) bool) []string {
	return slices.DeleteFunc(texts(row), func(s string) bool { return !valid(s) })
}

func hasAnyAddress(text string, wanted []string) bool {
	return slices.ContainsFunc(wanted, func(w string) bool { return hasAddress(text, w) })
}

func wholeAddress(s string) bool {
	_, rest, ok := octets(s)
	return ok && rest == ""
}

// addressPrefix reports whether s is an address or the start of one up to a point.
func addressPrefix(s string) bool {
	if !strings.HasSuffix(s, ".") {
		return wholeAddress(s)
	}
	points := strings.Count(s, ".")
	return points < 4 && wholeAddress(s+strings.Repeat("0.", 3-points)+"0")
}

// hasAddress reports whether a text has an address that is prefix, or starts with it
// where it ends in a point.
func hasAddress(text, prefix string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], prefix)
		if i < 0 {
			return false
		}
		i += from
		_, rest, ok := octets(text[i:])
		length := len(text) - i - len(rest)
		if ok && (length == len(prefix) || length > len(prefix) && prefix[len(prefix)-1] == '.') &&
			endsOutside(text[:i]) && startsOutside(rest) {
			return true
		}
		from = i + 1
	}
}

func endsOutside(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func startsOutside(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}
