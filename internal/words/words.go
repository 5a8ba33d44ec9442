// Package words finds what could be an observable in free text: command lines, messages,
// vendor extensions, lines of a log that nothing else is known of. Start with [All].
//
// A word is as much of a text as stands between what parts words there, without the
// punctuation behind it: a URL to its end, a host with its port and path, an address in
// brackets, a hash. What it is worth is for its caller to judge; most words are nothing.
//
// Rules ship the same as regular expressions, [Pattern] and [Tail], and a test holds the two
// equal.
package words

import (
	"bytes"
	"iter"
)

// What parts words. A backslash ends what stands before it, and what follows it is the rest
// of a path: C:\Windows\evil.com names no host.
const (
	tick     = "`"
	inRest   = `\x00- "'-),:->\[\]^` + tick + `{-}`  // in the rest of a path: : and = too
	inURL    = `\x00- "'-),;<>\[-^` + tick + `{-}`   // in a URL, and in the path behind a host: a backslash too
	inHost   = `\x00- "#&-*,/:-?\[-^` + tick + `{-}` // in anything else: / ? # : = & * and a backslash too
	brackets = `\[[0-9A-Fa-f:.]+\]`                  // an address in brackets
	start    = `(?:[A-Za-z][0-9A-Za-z+.-]*:)?//`     // of a URL
)

// Pattern is a regular expression whose one group takes the words of a text with the
// punctuation behind them, the leftmost first, as KQL's extract_all does:
//
//	\\       of a share's name, whose host is a word
//	URL      scheme and slashes or slashes alone, an address in brackets, the rest
//	host     with a dot in it or in brackets, its port, its path
//	other    without a dot: a hash, a name of one label
//	rest     of a path, up to what may begin a value: /i:http://softandtec.com
//	\...     behind a word: passed over
//
// It has none of the classes and boundaries that engines differ in beyond ASCII.
const Pattern = `(?:\\\\)?(` +
	start + `(?:` + brackets + `)?[^` + inURL + `]*` +
	`|(?:` + brackets + `|[^` + inHost + `]*\.[^` + inHost + `]*)(?::[0-9][^` + inHost + `-]*)?(?:[/?#][^` + inURL + `]*)?` +
	`|[^` + inHost + `]+` +
	`|[/\\?#][^` + inRest + `]*` +
	`)(?:\\[^` + inRest + `]*)?`

// Tail is the punctuation that may stand behind a word, as a regular expression.
const Tail = `[.:!]+`

// Slashed is an IPv4 address with a port behind a slash, as Cisco's firewalls write them: two
// groups. Up to 32 it would be a block's length.
const Slashed = `^([0-9.]+)/(3[3-9]|[4-9][0-9]|[1-9][0-9]{2,4})$`

// All yields the words of a text in order, as parts of it; one of punctuation alone is empty.
// It takes time linear in the text and allocates nothing.
func All(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for at := 0; at < len(text); {
			begin, end := next(text, at)
			if end == 0 {
				at++
				continue
			}
			if !yield(trim(text[begin:end])) {
				return
			}
			if at = end; has(text, at, '\\') {
				at = run(text, at+1, isRest)
			}
		}
	}
}

// next is the word at at, which a share's name begins two bytes behind it; end is 0 where
// there is none.
func next(text []byte, at int) (begin, end int) {
	if bytes.HasPrefix(text[at:], share) {
		if end = word(text, at+len(share)); end > 0 {
			return at + len(share), end
		}
	}
	return at, word(text, at)
}

var share = []byte(`\\`)

// trim takes [Tail] off a word.
func trim(word []byte) []byte {
	end := len(word)
	for end > 0 && (word[end-1] == '.' || word[end-1] == ':' || word[end-1] == '!') {
		end--
	}
	return word[:end]
}
