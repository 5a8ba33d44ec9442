package indicator

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"foxhound/internal/lazyregexp"
)

// Refanging undoes the spellings that keep a reader from clicking a link. It works on one
// value, never on prose, and knows two sorts of fang:
//
//   - a separator in brackets, [.] (dot) {at} [://], means the same wherever it stands;
//   - bare ones, "\." " dot " ".]" "," and schemes such as hxxp, could be meant in a path, and are
//     undone only in the head: everything before the path.

// clean takes off what surrounds a value and refangs it.
func clean(text string) (string, error) {
	if len(text) > maxText {
		return "", ErrTooLong
	}
	if isClean(text) { // Fast path
		return text, nil
	}
	return cleanSlow(text)
}

// isClean reports whether text is so plain that nothing surrounds it and nothing can be undone:
// cleanSlow returns it as it is (FuzzClean). What it is not sure of is not clean.
func isClean(text string) bool {
	dots := 0
	for i := range len(text) {
		switch c := text[i]; {
		case !harmless[c]:
			return false
		case c != '.':
			dots = 0
		case dots == 2:
			return false // left out, perhaps
		default:
			dots++
		}
	}
	scheme, _, ok := strings.Cut(text, "://")
	return text != "" && (!ok || scheme == "http" || scheme == "https") && !strings.HasPrefix(text, "mailto:")
}

// harmless are the bytes that are part of no fang, quote or space.
var harmless = func() (is [256]bool) {
	for c := range 128 {
		is[c] = c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || strings.IndexByte("-._~:/?#@!$&+;=%|", byte(c)) >= 0
	}
	return is
}()

// cleanSlow is clean for any text.
func cleanSlow(text string) (string, error) {
	s := unquote(strings.Map(dropInvisible, text))
	if s == "" {
		return "", ErrEmpty
	}
	if strings.Contains(s, "***") || strings.Contains(s, "...") || strings.Contains(s, "…") {
		return "", ErrRedacted
	}
	s, err := refang(s)
	if err == nil && strings.ContainsFunc(s, spaceOrControl) {
		err = ErrControl
	}
	return s, err
}

// dropInvisible is for strings.Map: it removes the characters of no width that are put
// into values to break them.
func dropInvisible(r rune) rune {
	switch r {
	case '\u00ad', '\u180e', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
		return -1
	}
	return r
}

func spaceOrControl(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// quotes holds pairs of marks that may surround a value.
var quotes = map[rune]rune{'"': '"', '\'': '\'', '`': '`', '<': '>', '“': '”', '”': '”', '„': '“', '‘': '’', '«': '»'}

// unquote takes surrounding space and pairs of quotes off. A single mark is left, since a
// URL may end in one.
func unquote(s string) string {
	for {
		s = strings.TrimSpace(s)
		inner, ok := cutQuotes(s)
		if !ok {
			return s
		}
		s = inner
	}
}

func cutQuotes(s string) (string, bool) {
	left, size := utf8.DecodeRuneInString(s)
	right, ok := quotes[left]
	if !ok {
		return s, false
	}
	return strings.CutSuffix(s[size:], string(right))
}

// maxPasses bounds how often brackets are undone; one pass undoes plain nesting of any depth.
const maxPasses = 8

// refang undoes every fang. It repeats until nothing changes, because undoing one can
// uncover another, and gives up on text that was built to make it repeat.
func refang(s string) (string, error) {
	for range maxPasses {
		next := s
		if strings.ContainsAny(s, "[({") { // regular expressions are slow where there is nothing to find
			next = bracketed.ReplaceAllStringFunc(s, unbracket)
		}
		head, path := splitHead(next)
		next = refangHead(head) + path
		if next == s {
			return s, nil
		}
		s = next
	}
	return "", ErrFanged
}

// bracketed is a separator between opening and closing brackets of any sort and number.
var bracketed = lazyregexp.New(`(?i)[\[({]+ ?(?:\.|dot|:|://|/|@|at|,) ?[\])}]+`)

// unbracket takes off as many opening as closing brackets. What is left over belongs to something
// else, as the outer brackets of [[:][:]1] do.
func unbracket(s string) string {
	inner := strings.TrimLeft(s, "[({")
	open := len(s) - len(inner)
	sep := strings.TrimRight(inner, "])}")
	closing := len(inner) - len(sep)
	n := min(open, closing)
	return s[:open-n] + separator(sep) + inner[len(sep)+n:]
}

// separator returns what a bracketed word stands for.
func separator(s string) string {
	switch s = strings.ToLower(strings.TrimSpace(s)); s {
	case "dot", ",":
		return "."
	case "at":
		return "@"
	}
	return s
}

// splitHead splits s where a URL's path, query or fragment begins. Text without a scheme is all head.
func splitHead(s string) (head, path string) {
	scheme := strings.Index(s, "://")
	if scheme < 0 {
		return s, ""
	}
	start := scheme + len("://")
	if end := strings.IndexAny(s[start:], "/?#"); end >= 0 {
		return s[:start+end], s[start+end:]
	}
	return s, ""
}

// bare are the fangs that count only in the head.
var bare = strings.NewReplacer(
	" dot ", ".", " DOT ", ".", " Dot ", ".", " at ", "@", " AT ", "@", " At ", "@",
	`\.`, ".", ".]", ".", "[.", ".", ".)", ".", "(.", ".", ".}", ".", "{.", ".",
	"。", ".", "．", ".", "｡", ".",
)

func refangHead(head string) string {
	scheme, rest, ok := strings.Cut(head, "://")
	if !ok {
		return commas(bare.Replace(strings.TrimPrefix(head, "mailto:")))
	}
	return refangScheme(scheme) + "://" + commas(bare.Replace(rest))
}

// hidden are spellings of http, with [s] where https is meant or not.
var hidden = lazyregexp.New(`(?i)^(?:h[tx*_]{2}p|meow)(\[?s\]?|\(s\))?$`)

// refangScheme returns the scheme that a fanged one stands for.
func refangScheme(scheme string) string {
	if m := hidden.FindStringSubmatch(scheme); m != nil {
		if m[1] != "" {
			return "https"
		}
		return "http"
	}
	switch strings.ToLower(scheme) {
	case "fxp":
		return "ftp"
	case "fxps":
		return "ftps"
	}
	return scheme
}

// commas reads "evil,com" and "192,0,2,7" as if they had dots: where there is no dot, and
// the result is an address or ends in a real top-level domain. Two values joined by a comma are neither.
func commas(s string) string {
	if !strings.Contains(s, ",") || strings.Contains(s, ".") {
		return s
	}
	dotted := strings.ReplaceAll(s, ",", ".")
	host, _, _ := strings.Cut(dotted, ":")
	if _, ok := ParseAddr(host); ok {
		return dotted
	}
	name, ok := CanonicalHost(host)
	if !ok {
		return s
	}
	if suffix, icann := publicsuffix.PublicSuffix(name); !icann || suffix == name {
		return s
	}
	return dotted
}
