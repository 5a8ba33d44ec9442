package exec

import (
	"strings"
	"unicode/utf8"

	"foxhound/internal/plan"
)

// A pairForm is how pairs are written with delimiters.
type pairForm struct {
	pair, value string // between pairs, and between key and value
	open, close string // quotes; empty where there are none
	escape      string
	greedy      bool // a value goes on to the key of the next pair
}

func newPairForm(n *plan.ParsePairs) *pairForm {
	f := &pairForm{pair: n.Pair, value: n.Value, escape: n.Escape, greedy: n.Greedy}
	if f.pair == "" {
		f.pair = " "
	}
	if f.value == "" {
		f.value = "="
	}
	if n.Quote != "" {
		_, first := utf8.DecodeRuneInString(n.Quote)
		_, last := utf8.DecodeLastRuneInString(n.Quote)
		f.open, f.close = n.Quote[:first], n.Quote[len(n.Quote)-last:]
	}
	return f
}

func (f *pairForm) read(s string, found func(key, value string) bool) {
	t := pairText{pairForm: f, s: s}
	for t.s != "" {
		key, ok := t.key()
		if ok && !found(key, t.takeValue()) {
			return
		}
	}
}

// A pairText is a text that pairs are read off the front of. It looks for nothing twice,
// so that the time is in proportion to the text.
type pairText struct {
	*pairForm
	s        string // what is left
	fromEnd  int    // how far from the text's end the next delimiter of key and value was found
	unclosed bool   // no quote is closed any more
}

// key takes a key and the delimiter behind it off the front; ok is false where what it
// took has no value.
func (t *pairText) key() (key string, ok bool) {
	t.s = strings.TrimLeft(t.s, " \t\r\n")
	if quoted, ok := t.quoted(); ok {
		rest, ok := strings.CutPrefix(strings.TrimLeft(t.s, " "), t.value)
		if ok {
			t.s = rest
		}
		return quoted, ok
	}
	at := t.next()
	if at < 0 {
		t.s = ""
		return "", false
	}
	if quote := t.quoteIn(at); quote >= 0 {
		t.s = t.s[quote:]
		return "", false
	}
	start := 0
	if pair := strings.LastIndex(t.s[:at], t.pair); pair >= 0 {
		start = pair + len(t.pair)
	}
	key, t.s = t.s[start:at], t.s[at+len(t.value):]
	return strings.TrimSpace(key), true
}

// next returns where the next delimiter of key and value is, -1 for nowhere.
func (t *pairText) next() int {
	if at := len(t.s) - t.fromEnd; t.fromEnd > 0 && at >= 0 {
		return at
	}
	at := strings.Index(t.s, t.value)
	t.fromEnd = max(0, len(t.s)-at)
	if at < 0 {
		t.fromEnd = 0
	}
	return at
}

// quoteIn returns where a quoted key may start before a place, -1 for nowhere.
func (t *pairText) quoteIn(end int) int {
	if t.open == "" || t.unclosed {
		return -1
	}
	at := strings.Index(t.s[:end], t.pair+t.open)
	if at < 0 {
		return -1
	}
	return at + len(t.pair)
}

// takeValue takes a value and the delimiter behind it off the front.
func (t *pairText) takeValue() string {
	unquoted := t.s
	t.s = strings.TrimLeft(t.s, " ")
	if quoted, ok := t.quoted(); ok {
		_, t.s, _ = strings.Cut(t.s, t.pair)
		return quoted
	}
	t.s = unquoted
	end := -1
	if !t.greedy {
		end = strings.Index(t.s, t.pair)
	} else if next := t.next(); next >= 0 {
		end = strings.LastIndex(t.s[:next], t.pair)
	}
	value := t.s
	if end < 0 {
		t.s = ""
		return value
	}
	t.s = t.s[end+len(t.pair):]
	return value[:end]
}

// quoted takes a text in quotes off the front; ok is false where there is none that ends.
func (t *pairText) quoted() (_ string, ok bool) {
	if t.open == "" || t.unclosed || !strings.HasPrefix(t.s, t.open) {
		return "", false
	}
	var b strings.Builder
	for s := t.s[len(t.open):]; s != ""; {
		if inner, escaped := t.escaped(s); escaped {
			b.WriteString(inner)
			s = s[len(t.escape)+len(inner):]
			continue
		}
		if rest, ok := strings.CutPrefix(s, t.close); ok {
			t.s = rest
			return b.String(), true
		}
		_, n := utf8.DecodeRuneInString(s)
		b.WriteString(s[:n])
		s = s[n:]
	}
	t.unclosed = true
	return "", false
}

// escaped returns what an escape at the front stands before: a quote, or an escape.
func (f *pairForm) escaped(s string) (string, bool) {
	rest, ok := strings.CutPrefix(s, f.escape)
	if f.escape == "" || !ok {
		return "", false
	}
	for _, inner := range []string{f.close, f.open, f.escape} {
		if strings.HasPrefix(rest, inner) {
			return inner, true
		}
	}
	return "", false
}
