package words

import "bytes"

// A set holds bytes. Those beyond ASCII are in every set below: no part of a letter parts words.
type set [256]bool

// but is the set of all bytes but those.
func but(bytes ...string) *set {
	s := &set{}
	for i := range s {
		s[i] = i > ' '
	}
	for _, list := range bytes {
		for i := range len(list) {
			s[list[i]] = false
		}
	}
	return s
}

// of is the set of those bytes.
func of(bytes string) *set {
	s := &set{}
	for i := range len(bytes) {
		s[bytes[i]] = true
	}
	return s
}

const (
	digits  = "0123456789"
	hex     = digits + "abcdefABCDEF"
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	parting = "\"'`<>|^{}()[],;"
)

var (
	isRest      = but(parting, ":=")
	isURL       = but(parting, `\`)
	isName      = but(parting, `\`, "/?#:=&*")
	isPort      = but(parting, `\`, "/?#:=&*", "-")
	isScheme    = of(letters + digits + "+.-")
	isLetter    = of(letters)
	isDigit     = of(digits)
	isBracketed = of(hex + ":.")
	pathBegins  = of("/?#")
	restBegins  = of(`/\?#`)
)

// word is the end of the word that begins at at, or 0 where none does. The order is that of
// [Pattern].
func word(text []byte, at int) int {
	if end := url(text, at); end > 0 {
		return end
	}
	if end := host(text, at); end > 0 {
		return end
	}
	if end := run(text, at, isName); end > at {
		return end
	}
	if at < len(text) && restBegins[text[at]] {
		return run(text, at+1, isRest)
	}
	return 0
}

// run is where the bytes of a set end that begin at at.
func run(text []byte, at int, is *set) int {
	for at < len(text) && is[text[at]] {
		at++
	}
	return at
}

func has(text []byte, at int, c byte) bool { return at < len(text) && text[at] == c }

func url(text []byte, at int) int {
	if at < len(text) && isLetter[text[at]] {
		if at = run(text, at, isScheme); !has(text, at, ':') {
			return 0
		}
		at++
	}
	if !has(text, at, '/') || !has(text, at+1, '/') {
		return 0
	}
	at += 2
	return run(text, max(at, bracketed(text, at)), isURL)
}

// bracketed is the end of an address in brackets, or 0.
func bracketed(text []byte, at int) int {
	if !has(text, at, '[') {
		return 0
	}
	end := run(text, at+1, isBracketed)
	if end == at+1 || !has(text, end, ']') {
		return 0
	}
	return end + 1
}

// host is a name with a dot in it, or an address in brackets, with what follows either.
func host(text []byte, at int) int {
	end := bracketed(text, at)
	if end == 0 {
		if end = run(text, at, isName); bytes.IndexByte(text[at:end], '.') < 0 {
			return 0
		}
	}
	if has(text, end, ':') && end+1 < len(text) && isDigit[text[end+1]] {
		end = run(text, end+2, isPort)
	}
	if end < len(text) && pathBegins[text[end]] {
		end = run(text, end+1, isURL)
	}
	return end
}
