package indicator

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// acePrefix marks a label that is Punycode.
const acePrefix = "xn--"

// toASCII returns a host name with every label that is not ASCII in Punycode. Case is
// folded, full-width letters and full stops become plain ones, and characters that cannot stand
// in a name are refused.
func toASCII(host string) (string, bool) {
	if !utf8.ValidString(host) {
		return "", false
	}
	labels := strings.Split(strings.Map(foldRune, host), ".")
	for i, label := range labels {
		if isASCII(label) {
			continue
		}
		if strings.ContainsFunc(label, notInName) {
			return "", false
		}
		labels[i] = acePrefix + punycode([]rune(label))
	}
	return strings.Join(labels, "."), true
}

// toUnicode is the other way. It judges nothing: [Unicode] compares the way back.
func toUnicode(host string) (string, bool) {
	labels := strings.Split(host, ".")
	for i, label := range labels {
		code, ok := strings.CutPrefix(label, acePrefix)
		if !ok {
			continue
		}
		if labels[i], ok = unpunycode(code); !ok {
			return "", false
		}
	}
	return strings.Join(labels, "."), true
}

// foldRune maps a character to the one that stands for it in a name.
func foldRune(r rune) rune {
	switch {
	case r == '。' || r == '．' || r == '｡':
		return '.'
	case r >= '！' && r <= '～': // full-width ASCII
		r -= '！' - '!'
	}
	return unicode.ToLower(r)
}

func notInName(r rune) bool {
	return r != '-' && r != '_' && r != '·' && !unicode.In(r, unicode.L, unicode.M, unicode.N)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
