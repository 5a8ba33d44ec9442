package sweep

import (
	"bytes"
	"context"
	"encoding/binary"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

const (
	maxName  = 253 // bytes of a host name
	maxHash  = 128 // digits of a hash
	minHash  = 31  // shorter runs of digits hold no group of 16 for certain: such hashes are refused
	oddBytes = "!$+~"
)

// New lists the keys, on all cores. A million are ready in a fraction of a second (BenchmarkNew);
// on cancellation it returns the context's error.
func New(ctx context.Context, k Keys) (*Index, error) {
	n := len(k.Names) + len(k.Addrs) + len(k.Hashes) + len(k.Mail)
	x := &Index{filter: newFilter(n), windows: newPrints(n), wholes: newPrints(n + len(k.Addrs)), canonical: k.Canonical}
	if n <= maxSmall && len(k.Hashes)+len(k.Mail) == 0 {
		x.small = new(small)
	}
	shared := newSharing(ctx, k.Names)
	listAll(ctx, x, k.Names, func(l *listing, name string) { l.name(name, shared) })
	listAll(ctx, x, k.Addrs, (*listing).addr)
	listAll(ctx, x, k.Hashes, (*listing).hash)
	listAll(ctx, x, k.Mail, (*listing).mailbox)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if x.words {
		x.small = nil // such a name has no dot
	}
	if x.small != nil {
		x.small.finish()
	}
	return x, nil
}

// traits are which kinds of anchor there are to look at.
type traits struct {
	names, quads, colons, hashes, mail, words bool
	sixes                                     bool // an address can be written with colons only

	allDots bool // a name has no dot but between digits
	odd     bool // a name has a byte of oddBytes
	lengths [maxHash + 1]bool
}

// add adds what others has.
func (t *traits) add(others *traits) {
	for _, b := range []struct {
		to   *bool
		from bool
	}{
		{&t.names, others.names}, {&t.quads, others.quads}, {&t.colons, others.colons}, {&t.hashes, others.hashes},
		{&t.mail, others.mail}, {&t.sixes, others.sixes}, {&t.words, others.words}, {&t.allDots, others.allDots}, {&t.odd, others.odd},
	} {
		*b.to = *b.to || b.from
	}
	for n, has := range others.lengths {
		t.lengths[n] = t.lengths[n] || has
	}
}

// A listing is what some keys are listed under.
type listing struct {
	traits
	windows, wholes []uint64
	anchors         []anchor
}

// An anchor is a dot of a text.
type anchor struct {
	text []byte
	at   int
}

// batchSize is how many keys are listed at once, and rangeSize how many by one goroutine:
// enough to be worth it, and little memory.
const (
	batchSize = 64 << 10
	rangeSize = 4 << 10
)

// listAll enters keys, a batch at a time: all cores find out what the keys are listed under, then
// the two tables are filled side by side, each in its turn, for they are in far memory. Keys that
// are left on cancellation are not entered.
func listAll[K any](ctx context.Context, x *Index, keys []K, enter func(l *listing, key K)) {
	var listings []listing
	for batch := range slices.Chunk(keys, batchSize) {
		listings = slices.Grow(listings[:0], (len(batch)-1)/rangeSize+1)[:(len(batch)-1)/rangeSize+1]
		eachRange(ctx, len(batch), func(from, to int) {
			l := &listings[from/rangeSize]
			*l = listing{windows: l.windows[:0], wholes: l.wholes[:0], anchors: l.anchors[:0]}
			for _, key := range batch[from:to] {
				enter(l, key)
			}
		})
		if ctx.Err() != nil {
			return
		}
		x.enter(listings)
	}
}

// enter fills the tables.
func (x *Index) enter(listings []listing) {
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range listings {
			for _, h := range listings[i].wholes {
				x.wholes.add(h)
			}
		}
	})
	for i := range listings {
		for _, h := range listings[i].windows {
			x.windows.add(h)
			x.filter.add(h) // always: a print that was there already may be another window's
		}
	}
	wg.Wait()
	for i := range listings {
		x.traits.add(&listings[i].traits)
		for _, a := range listings[i].anchors {
			if x.small != nil {
				x.small.add(a.text, a.at)
			}
		}
	}
}

// eachRange calls do with ranges of the numbers below n, several at once, until the context is done.
func eachRange(ctx context.Context, n int, do func(from, to int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n-1)/rangeSize+1) {
		wg.Go(func() {
			for {
				from := int(next.Add(rangeSize)) - rangeSize
				if from >= n || ctx.Err() != nil {
					return
				}
				do(from, min(from+rangeSize, n))
			}
		})
	}
	wg.Wait()
}

func (l *listing) name(name string, shared *sharing) {
	l.names = true
	l.odd = l.odd || strings.ContainsAny(name, oddBytes)
	l.wholes = append(l.wholes, wholeText(nameKind, name))
	text := []byte(name)
	switch p, ok := anchorOf(text, shared); {
	case p < 0:
		l.words = true
		l.windows = append(l.windows, labelWindow(text))
	default:
		l.allDots = l.allDots || !ok
		l.windows = append(l.windows, nameWindow(text, p))
		l.anchor(text, p)
	}
}

// addr lists a quad under its first three numbers too; any address can be written with
// colons.
func (l *listing) addr(a netip.Addr) {
	l.colons = true
	l.wholes = append(l.wholes, wholeAddr(a.As16()))
	if !a.Is4() {
		l.sixes = true
		return
	}
	l.quads = true
	quad := a.As4()
	l.wholes = append(l.wholes, wholeQuad(binary.BigEndian.Uint32(quad[:])))
	var room [len("255.255.255.255")]byte
	text := a.AppendTo(room[:0])
	first := bytes.IndexByte(text, '.')
	second := first + 1 + bytes.IndexByte(text[first+1:], '.')
	third := second + 1 + bytes.IndexByte(text[second+1:], '.')
	l.windows = append(l.windows, quadWindow(text, second, second, third-second-1))
	l.anchor(text, second)
}

// anchor notes an anchor that a small set would have.
func (l *listing) anchor(text []byte, at int) {
	if len(l.anchors) < maxSmall {
		l.anchors = append(l.anchors, anchor{bytes.Clone(text), at})
	}
}

// hash lists a hash under its first eight digits. One too short to be found by the groups
// of its digits, or too long, is none we know.
func (l *listing) hash(h string) {
	if len(h) < minHash || len(h) > maxHash {
		return
	}
	l.hashes = true
	l.lengths[len(h)] = true
	l.wholes = append(l.wholes, wholeText(hashKind, h))
	l.windows = append(l.windows, hashWindow([]byte(h), 0))
}

func (l *listing) mailbox(m string) {
	if p := strings.LastIndexByte(m, '@'); p >= 0 {
		l.mail = true
		l.windows = append(l.windows, mailWindow([]byte(m), p))
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
