package sweep

import (
	"encoding/binary"
	"net/netip"
	"strings"
)

const (
	maxName  = 253 // bytes of a host name
	maxHash  = 128 // digits of a hash
	minHash  = 31  // shorter runs of digits hold no group of 16 for certain: such hashes are refused
	oddBytes = "!$+~"
)

// New lists the keys. A million are ready in well under a second (BenchmarkNew).
func New(k Keys) *Index {
	n := len(k.Names) + len(k.Addrs) + len(k.Hashes) + len(k.Mail)
	x := &Index{filter: newFilter(n), windows: newPrints(n), wholes: newPrints(n + len(k.Addrs)), canonical: k.Canonical}
	if n <= maxSmall && len(k.Hashes)+len(k.Mail) == 0 {
		x.small = new(small)
	}
	x.listNames(k.Names)
	for _, a := range k.Addrs {
		x.listAddr(a)
	}
	for _, h := range k.Hashes {
		x.listHash(h)
	}
	for _, m := range k.Mail {
		x.listMail(m)
	}
	if x.words {
		x.small = nil // such a name has no dot
	}
	if x.small != nil {
		x.small.finish()
	}
	return x
}

// list enters a window.
func (x *Index) list(h uint64) {
	if x.windows.add(h) {
		x.filter.add(h)
	}
}

func (x *Index) listNames(names []string) {
	if len(names) == 0 {
		return
	}
	x.names = true
	shared := newSharing(names)
	for _, name := range names {
		if !x.wholes.add(wholeText(nameKind, name)) {
			continue
		}
		x.odd = x.odd || strings.ContainsAny(name, oddBytes)
		text := []byte(name)
		switch p, ok := anchorOf(text, shared); {
		case p < 0:
			x.words = true
			x.list(labelWindow(text))
		default:
			x.allDots = x.allDots || !ok
			x.list(nameWindow(text, p))
			x.listSmall(text, p)
		}
	}
}

// listAddr lists a quad under its first three numbers too; any address can be written with
// colons.
func (x *Index) listAddr(a netip.Addr) {
	x.colons = true
	x.wholes.add(wholeAddr(a.As16()))
	if !a.Is4() {
		return
	}
	x.quads = true
	quad := a.As4()
	x.wholes.add(wholeQuad(binary.BigEndian.Uint32(quad[:])))
	text := a.AppendTo(nil)
	first := strings.IndexByte(string(text), '.')
	second := first + 1 + strings.IndexByte(string(text[first+1:]), '.')
	third := second + 1 + strings.IndexByte(string(text[second+1:]), '.')
	x.list(quadWindow(text, second, second, third-second-1))
	x.listSmall(text, second)
}

// listSmall enters an anchor into a small set's tables.
func (x *Index) listSmall(text []byte, p int) {
	if x.small != nil {
		x.small.add(text, p)
	}
}

// listHash lists a hash under its first eight digits. One too short to be found by the groups
// of its digits, or too long, is none we know.
func (x *Index) listHash(h string) {
	if len(h) < minHash || len(h) > maxHash {
		return
	}
	x.hashes = true
	x.lengths[len(h)] = true
	x.wholes.add(wholeText(hashKind, h))
	x.list(hashWindow([]byte(h), 0))
}

func (x *Index) listMail(m string) {
	if p := strings.LastIndexByte(m, '@'); p >= 0 {
		x.mail = true
		x.list(mailWindow([]byte(m), p))
	}
}

// The windows of a text whose anchor is at p: what sweeping computes from masks, computed
// byte by byte.

func nameWindow(text []byte, p int) uint64 {
	return window(nameKind, (before(text, p)|spaces)&top[min(wordsBefore(text, p), 8)], (after(text, p+1)|spaces)&bottom[min(wordsAfter(text, p+1), 4)])
}

func mailWindow(text []byte, p int) uint64 {
	return window(mailKind, (before(text, p)|spaces)&top[min(wordsBefore(text, p), 8)], (after(text, p+1)|spaces)&bottom[min(wordsAfter(text, p+1), 8)])
}

// labelWindow is that of a name without a dot: under the first letters of it.
func labelWindow(text []byte) uint64 {
	for i, c := range text {
		if is(c, word) {
			return window(labelKind, (after(text, i)|spaces)&bottom[min(wordsAfter(text, i), 8)], 0)
		}
	}
	return window(labelKind, 0, 0)
}

// quadWindow is that of an address with its second dot at p, so many bytes before that and
// so many digits behind it.
func quadWindow(text []byte, p, back, ahead int) uint64 {
	return window(quadKind, before(text, p)&top[back], after(text, p+1)&bottom[ahead])
}

func hashWindow(text []byte, p int) uint64 { return window(hashKind, after(text, p)|spaces, 0) }

func wordsBefore(text []byte, p int) (n int) {
	for n < p && is(text[p-1-n], word) {
		n++
	}
	return n
}

func wordsAfter(text []byte, p int) (n int) {
	for p+n < len(text) && is(text[p+n], word) {
		n++
	}
	return n
}
