package feed

import (
	"errors"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// A mention is a value in a line, or what looks like one and is none.
type mention struct {
	text       string
	observable indicator.Observable
	plain      bool  // a link or name that is not defanged
	err        error // why a defanged text is no value
}

var (
	// fangs are the marks by which a value is known to be defanged.
	fangs = lazyregexp.New(`(?i)\[\.\]?|\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\}|\[:\]|\[://\]|\[@\]|\[at\]|\bh[x*]{2}p|\bmeow://|\\\.`)
	hash  = lazyregexp.New(`(?i)\b(?:[0-9a-f]{96}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b`)
)

var errElided = errors.New("cut short with dots: part of the value is left out")

// mentions finds the values of a line in their order.
func mentions(text string) []mention {
	var all []mention
	for cell := range strings.SplitSeq(text, "|") {
		words := strings.Fields(strings.TrimLeft(cell, "-*•> \t"))
		for i, word := range words {
			if m, ok := mentioned(word, len(words) == 1); ok {
				all = append(all, m...)
				joinPort(&all[len(all)-1], words[i+1:])
			}
		}
	}
	return all
}

// joinPort makes an address that the words "port 443" follow an address with that port.
func joinPort(m *mention, next []string) {
	if m.observable.Kind != indicator.IP || len(next) < 2 || !strings.EqualFold(trimWord(next[0]), "port") {
		return
	}
	pair := bracketed(m.observable.Value) + ":" + trimWord(next[1])
	if o, err := indicator.ParseAs(indicator.IPPort, pair); err == nil {
		m.observable = o
	}
}

// mentioned reads a word; alone says that it fills its line or cell.
func mentioned(word string, alone bool) ([]mention, bool) {
	code := strings.HasPrefix(word, "`")
	word = trimWord(word)
	switch {
	case fangs.MatchString(word):
		return defanged(word), true
	case strings.Contains(word, "://"):
		return []mention{{text: word, plain: true}}, true
	case hash.MatchString(word):
		var all []mention
		for _, text := range hash.FindAllString(word, -1) {
			if o, err := indicator.Parse(text); err == nil {
				all = append(all, mention{text: text, observable: o})
			}
		}
		return all, len(all) > 0
	}
	o, err := indicator.Parse(word)
	if err != nil || !alone && !code {
		return nil, false
	}
	address := o.Kind == indicator.IP || o.Kind == indicator.IPPort
	return []mention{{text: word, observable: o, plain: !address}}, true
}

// defanged reads a defanged word, which may hold several values with commas between them.
func defanged(word string) []mention {
	if strings.HasSuffix(word, "...") || strings.HasSuffix(word, "…") {
		return []mention{{text: word, err: errElided}}
	}
	o, err := parseDefanged(word)
	if err == nil {
		return []mention{{text: word, observable: o}}
	}
	parts := strings.FieldsFunc(word, func(c rune) bool { return strings.ContainsRune(",;=<>\"'", c) })
	if len(parts) < 2 {
		return []mention{{text: word, err: err}}
	}
	var all []mention
	for _, part := range parts {
		if o, failed := parseDefanged(trimWord(part)); failed == nil && fangs.MatchString(part) {
			all = append(all, mention{text: trimWord(part), observable: o})
		}
	}
	if all == nil {
		return []mention{{text: word, err: err}}
	}
	return all
}

// halfBracket is a bracket around a dot and the letters behind it: evil[.c]om.
var halfBracket = lazyregexp.New(`\[\.([A-Za-z0-9-]+)\]`)

// parseDefanged reads a defanged text.
func parseDefanged(word string) (indicator.Observable, error) {
	word = halfBracket.ReplaceAllString(word, ".$1")
	return parseLoose(word)
}

// parseLoose is [indicator.Parse] for texts that write a URL without its scheme: a host with a
// path behind it is taken for one of HTTP.
func parseLoose(text string) (indicator.Observable, error) {
	o, err := indicator.Parse(text)
	if err != nil && strings.Index(text, "/") > 0 && !strings.Contains(text, "://") {
		if u, failed := indicator.Parse("http://" + text); failed == nil {
			return u, nil
		}
	}
	return o, err
}

// maxTrims is how many layers of marks are taken off a word: hostile ones have thousands, each
// of which would cost a look at the whole word.
const maxTrims = 16

// trimWord takes off the marks that a sentence sets around a word, but no bracket that is part
// of a defanged value.
func trimWord(word string) string {
	for range maxTrims {
		before := word
		word = strings.Trim(word, "\"'`,;!?“”‘’*_")
		if !strings.HasSuffix(word, "...") {
			word = strings.TrimRight(word, ".:")
		}
		for _, pair := range []string{"()", "<>", "[]", "{}"} {
			word = unpaired(word, pair[:1], pair[1:])
		}
		if word == before {
			return word
		}
	}
	return word
}

// unpaired takes off an opening bracket that is never closed, a closing one that was never
// opened, and a pair around the whole.
func unpaired(word, open, end string) string {
	opened, closed := strings.Count(word, open), strings.Count(word, end)
	switch {
	case strings.HasPrefix(word, open) && opened > closed:
		return word[1:]
	case strings.HasSuffix(word, end) && closed > opened:
		return word[:len(word)-1]
	case strings.HasPrefix(word, open) && closing(word, open[0], end[0]) == len(word)-1:
		return word[1 : len(word)-1]
	}
	return word
}

// closing finds the bracket that closes the one that a word starts with, -1 where none does.
func closing(word string, open, end byte) int {
	depth := 0
	for i := range len(word) {
		switch word[i] {
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
