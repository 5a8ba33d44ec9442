package sweep

import (
	"encoding/binary"
	"math/bits"
)

// A kind tells windows of different anchors apart, and wholes of different sorts.
type kind uint64

const (
	nameKind kind = 0x2545f4914f6cdd1d * (iota + 1)
	quadKind
	hashKind
	mailKind
	labelKind
	colonKind
)

// spaces sets the bit that makes ASCII letters small. Of bytes of the classes word, dot and
// hex it changes only letters, and _ to what no other of them is.
const spaces = 0x2020202020202020

// top and bottom keep so many bytes of the eight nearest to an anchor, before and behind it.
var top, bottom = func() (t, b [9]uint64) {
	for n := 1; n <= 8; n++ {
		t[n], b[n] = ^uint64(0)<<(64-8*n), ^uint64(0)>>(64-8*n)
	}
	return t, b
}()

// runs keep the bytes of a run next to an anchor, at most eight before it and four behind it,
// as the nearest bits of a mask tell.
type runs struct {
	before [256]uint64
	after  [16]uint64
}

var runsOf = func() (r runs) {
	for x := range r.before {
		r.before[x] = top[bits.LeadingZeros8(^uint8(x))]
	}
	for x := range r.after {
		r.after[x] = bottom[bits.TrailingZeros8(^uint8(x))]
	}
	return r
}()

// notWord has all bits of the bytes, but high ones, that are no word bytes.
var notWord = func() (set [128]uint8) {
	for c := range set {
		if !is(byte(c), word) {
			set[c] = 0xff
		}
	}
	return set
}()

// window hashes what stands before an anchor and what stands behind it. Its top bits and its
// lowest, which the filter takes, hang on all of both.
func window(k kind, before, after uint64) uint64 {
	h := (before ^ uint64(k) ^ after*mixAfter) * mixAll
	return h ^ h>>mixShift
}

const (
	mixAfter = 0x9fb21c651e98df25
	mixAll   = 0xd6e8feb86659fd93
	mixShift = 28 // what the filter takes of the lowest three bytes hangs on no bits that say which word
)

// before returns the eight bytes before p, the nearest at the top, with zeros beyond buf.
func before(buf []byte, p int) uint64 {
	if p >= 8 {
		return binary.LittleEndian.Uint64(buf[p-8:])
	}
	return beforeSlow(buf, p)
}

//go:noinline
func beforeSlow(buf []byte, p int) (x uint64) {
	for _, c := range buf[:p] {
		x = x>>8 | uint64(c)<<56
	}
	return x
}

// after returns the eight bytes from p on, the nearest at the bottom, with zeros beyond buf.
func after(buf []byte, p int) uint64 {
	if p+8 <= len(buf) {
		return binary.LittleEndian.Uint64(buf[p:])
	}
	return afterSlow(buf, p)
}

//go:noinline
func afterSlow(buf []byte, p int) (x uint64) {
	for i := len(buf) - 1; i >= p; i-- {
		x = x<<8 | uint64(buf[i])
	}
	return x
}

// proposed reports whether a window is listed.
func (x *Index) proposed(h uint64) bool { return x.filter.has(h) && x.windows.has(h) }

// is reports whether the byte is in the class.
func is(c byte, class int) bool { return classOf[c]>>class&1 != 0 }

// lower makes a byte small.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// A whole is hashed byte by byte from its end, so that one walk to the left passes the hash
// of a name and of each of its parents.
func step(h uint64, c byte) uint64 { return (h ^ uint64(c)) * 0x100000001b3 }

func wholeText(k kind, text string) uint64 {
	h := uint64(k)
	for i := len(text) - 1; i >= 0; i-- {
		h = step(h, text[i])
	}
	return h
}

func wholeQuad(v uint32) uint64 { return (uint64(v) ^ uint64(quadKind)) * mixAll }

func wholeAddr(a [16]byte) uint64 {
	return wholeHalves(binary.BigEndian.Uint64(a[:8]), binary.BigEndian.Uint64(a[8:]))
}

func wholeHalves(hi, lo uint64) uint64 {
	return (hi ^ uint64(colonKind) ^ (lo^lo>>31)*mixAfter) * mixAll
}
