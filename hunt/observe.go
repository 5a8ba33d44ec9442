package hunt

import (
	"bytes"
	"encoding/json"
	"strings"
	"unsafe"

	"foxhound/indicator"
	"foxhound/internal/match"
	"foxhound/internal/roles"
)

// An observation is one value seen in a column of an event, as a key to look up and what is
// needed to tell the tier.
type observation struct {
	column *roles.Column
	place  int // of the column in its table's roles
	kind   observed
	loc    indicator.Location // host, address, URL
	text   string             // hash in lower case, mail address in canonical form; otherwise the text as logged

	related bool // the related tier at best
	bare    bool // of free text: an address without a port
}

// observed says what an [observation] is.
type observed uint8

const (
	seenHost observed = iota // a host name or an address without a URL around it
	seenURL                  // a URL, or what a log has left of one, in a column for URLs
	seenHash
	seenMail
)

// An observer reads the columns of one row after another. It is for one goroutine.
type observer struct {
	index *match.Index
	seen  []observation // of the row; their texts may alias it
	lower []byte        // hashes of the row in lower case

	unlisted bool // of tests: words of free text that are not listed are kept, too
}

// reset begins a row.
func (o *observer) reset() { o.seen, o.lower = o.seen[:0], o.lower[:0] }

// read adds to seen each value of the text that the index could list.
func (o *observer) read(col *roles.Column, place int, text []byte) {
	if len(text) == 0 {
		return
	}
	if col.Member != "" {
		if text = member(text, col.Member); len(text) == 0 {
			return
		}
	}
	before := len(o.seen)
	switch col.Holds {
	case roles.Address:
		if o.index.Has(match.AddrSort) {
			o.host(text, false)
		}
	case roles.Addresses:
		o.addresses(text)
	case roles.Host:
		o.host(text, o.index.Has(match.NameSort))
	case roles.URL:
		o.url(text)
	case roles.URLs:
		o.urls(text)
	case roles.MD5, roles.SHA1, roles.SHA256, roles.Hash:
		o.hashes(col.Holds, text)
	case roles.Email:
		o.mail(text)
	case roles.FreeText:
		o.text(text, true)
	}
	for i := range o.seen[before:] {
		ob := &o.seen[before+i]
		ob.column, ob.place, ob.related = col, place, ob.related || col.Related
	}
}

func (o *observer) see(ob observation) { o.seen = append(o.seen, ob) }

func separator(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\t' }

// addresses reads a list of addresses and names. Where it is JSON, as Defender's DNS answers
// and some sensors' are, also inside of a string, its punctuation separates too.
func (o *observer) addresses(text []byte) {
	between := separator
	if begin := bytes.TrimLeft(text, " \t"); len(begin) > 0 && (begin[0] == '[' || begin[0] == '{') {
		between = func(r rune) bool { return separator(r) || strings.ContainsRune(`"\[]{}`, r) }
	}
	for token := range bytes.FieldsFuncSeq(text, between) {
		o.host(token, o.index.Has(match.NameSort))
	}
}

// host reads an address or, where names are wanted, a host name, with or without a port behind
// it, as an HTTP Host header has one. Of a URL in its place, no more is read than that.
func (o *observer) host(text []byte, names bool) {
	if c := text[0]; c >= '0' && c <= '9' || c == '[' || bytes.IndexByte(text, ':') >= 0 {
		if addr, ok := indicator.ParseAddr(view(text)); ok {
			o.see(observation{loc: indicator.Location{Addr: addr}, text: view(text)})
			return
		}
	}
	if host, ok := indicator.CanonicalHost(view(text)); ok {
		if names {
			o.see(observation{loc: indicator.Location{Host: host}, text: view(text)})
		}
		return
	}
	if loc, ok := indicator.ParseLocation(view(text)); ok && (names || loc.Addr.IsValid()) {
		o.see(observation{loc: loc, text: view(text)})
	}
}

func (o *observer) url(text []byte) {
	if loc, ok := indicator.ParseLocation(view(text)); ok {
		o.see(observation{kind: seenURL, loc: loc, text: view(text)})
	}
}

// urls reads a JSON array of URLs, as UrlChain holds them; a text that is none is read as one URL.
func (o *observer) urls(text []byte) {
	var chain []any
	if json.Unmarshal(text, &chain) != nil {
		o.url(text)
		return
	}
	for _, u := range chain {
		if u, ok := u.(string); ok && u != "" {
			o.url([]byte(u))
		}
	}
}

// hashLengths are the lengths in hexadecimal digits of the hashes a column may hold.
var hashLengths = map[roles.Holds][]int{
	roles.MD5:      {32},
	roles.SHA1:     {40},
	roles.SHA256:   {64},
	roles.Hash:     {32, 40, 64, 96},
	roles.FreeText: {32, 40, 64, 96},
}

// hashes reads one hash, or a list such as SHA1=..,MD5=..,SHA256=..
func (o *observer) hashes(holds roles.Holds, text []byte) {
	if !o.index.Has(match.HashSort) {
		return
	}
	for token := range bytes.FieldsFuncSeq(text, separator) {
		if eq := bytes.LastIndexByte(token, '='); eq >= 0 {
			token = token[eq+1:]
		}
		for _, n := range hashLengths[holds] {
			if len(token) == n && hexadecimal(token) {
				start := len(o.lower)
				o.lower = appendLower(o.lower, token)
				o.see(observation{kind: seenHash, text: view(o.lower[start:])})
			}
		}
	}
}

func (o *observer) mail(text []byte) {
	at := bytes.LastIndexByte(text, '@')
	if at <= 0 {
		return
	}
	domain, ok := indicator.CanonicalHost(view(text[at+1:]))
	if !ok {
		return
	}
	if o.index.Has(match.MailSort) {
		o.see(observation{kind: seenMail, text: string(text[:at+1]) + domain})
	}
	o.see(observation{loc: indicator.Location{Host: domain}, text: view(text), related: true})
}

// member returns a string member of a JSON object, or of one spelled inside a JSON string.
// Most objects lack the member: they are not parsed.
func member(object []byte, name string) []byte {
	if !bytes.Contains(object, []byte(name)) {
		return nil
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(object, &members) != nil {
		return nil
	}
	raw := members[name]
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return raw // an array or object, such as a DNS answer: the caller takes it apart
	}
	return []byte(text)
}

func hexadecimal(text []byte) bool {
	for _, c := range text {
		if c|0x20 >= 'a' && c|0x20 <= 'f' || c >= '0' && c <= '9' {
			continue
		}
		return false
	}
	return len(text) > 0
}

func appendLower(dst, text []byte) []byte {
	for _, c := range text {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// view is the text as a string without a copy: a look-up per field and row would otherwise
// allocate one. It is valid while the record is; what outlives it must be cloned.
func view(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

// key is what an event counts once under: the observed address, host, hash or mailbox.
func (o *observation) key() string {
	switch {
	case o.kind == seenHash || o.kind == seenMail:
		return strings.Clone(o.text)
	case o.loc.Addr.IsValid():
		return o.loc.Addr.String()
	default:
		return strings.Clone(o.loc.Host)
	}
}
