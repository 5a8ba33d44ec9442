package hunt

import (
	"bytes"
	"strconv"
	"strings"

	"foxhound/internal/match"
	"foxhound/internal/roles"
	"foxhound/internal/words"
)

// text reads free text: each of its words as a value of any kind. An address without a port is
// no more than related there, unless it is all that a column says. Of a text's words few are
// listed, and it may have millions: only those are kept, and none twice in a row.
func (o *observer) text(text []byte, alone bool) {
	before, n := len(o.seen), 0
	for word := range words.All(text) {
		n++
		from := len(o.seen)
		o.word(word)
		kept := from
		for _, ob := range o.seen[from:] {
			if (o.unlisted || o.lists(&ob)) && (kept == before || !o.seen[kept-1].same(&ob)) {
				o.seen[kept] = ob
				kept++
			}
		}
		o.seen = o.seen[:kept]
	}
	for i := range o.seen[before:] {
		if ob := &o.seen[before+i]; ob.bare && !(alone && n == 1) {
			ob.related = true
		}
	}
}

// word reads a word by its look.
func (o *observer) word(word []byte) {
	switch {
	case hexadecimal(word):
		o.hashes(roles.FreeText, word)
	case bytes.IndexByte(word, '@') >= 0 && bytes.IndexByte(word, '/') < 0:
		o.mail(word)
		if end := bytes.IndexAny(word, "?#"); end >= 0 && end < bytes.IndexByte(word, '@') {
			o.location(word) // a host and its query: softandtec.com?to=bob@good.org
		}
	case bytes.ContainsAny(word, ".:"):
		o.location(word)
	}
}

// location reads a word as a URL, or as what is left of one.
func (o *observer) location(word []byte) {
	before := len(o.seen)
	o.url(word)
	for i := range o.seen[before:] {
		o.seen[before+i].slashed(word)
	}
}

// slashed looks for the port of an address behind a slash, as Cisco's firewalls write it: up to
// 32 that is the length of a block. An address that has none is bare.
func (ob *observation) slashed(word []byte) {
	ob.bare = ob.loc.Addr.IsValid() && bare(word)
	quad, number, ok := strings.Cut(ob.text, "/")
	if !ob.bare || !ok || strings.Trim(quad, "0123456789.") != "" {
		return
	}
	port, err := strconv.ParseUint(number, 10, 16)
	if err == nil && port > 32 && number[0] != '0' {
		ob.loc.Port, ob.loc.Path, ob.bare = uint16(port), "/", false
	}
}

// bare reports whether there is neither a scheme nor a port in front of a path.
func bare(word []byte) bool {
	if bytes.HasPrefix(word, []byte("//")) {
		return false
	}
	if end := bytes.IndexAny(word, "/?#"); end >= 0 {
		word = word[:end]
	}
	return bytes.IndexByte(word[bytes.LastIndexByte(word, ']')+1:], ':') < 0
}

func (ob *observation) same(other *observation) bool {
	return ob.kind == other.kind && ob.text == other.text && ob.related == other.related
}

// lists reports whether the index has something for the observation.
func (o *observer) lists(ob *observation) bool {
	for key := range ob.keys {
		proposed := o.index.Find(key)
		if _, ok := proposed.Next(); ok {
			return true
		}
	}
	return false
}

// keys yields what the observation may be listed under: a name, or one of its parents.
func (ob *observation) keys(yield func(match.Key) bool) {
	switch {
	case ob.kind == seenHash:
		yield(match.Hash(ob.text))
	case ob.kind == seenMail:
		yield(match.Mail(ob.text))
	case ob.loc.Addr.IsValid():
		yield(match.Addr(ob.loc.Addr))
	default:
		for name := range match.Parents(ob.loc.Host) {
			if !yield(match.Name(name)) {
				return
			}
		}
	}
}
