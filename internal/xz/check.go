package xz

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"hash/crc64"
)

// A check is how a stream's blocks are checked, by its number in the format.
type check byte

const (
	checkCRC32  check = 1
	checkCRC64  check = 4
	checkSHA256 check = 10
)

// size is how many bytes a check has, of those too that have a number and no meaning yet.
func (c check) size() int {
	if c == 0 {
		return 0
	}
	return [...]int{4, 8, 16, 32, 64}[(c-1)/3]
}

// new returns what computes the check, or nil where nothing is known to.
func (c check) new() hash.Hash {
	switch c {
	case checkCRC32:
		return crc32.NewIEEE()
	case checkCRC64:
		return crc64.New(crc64.MakeTable(crc64.ECMA))
	case checkSHA256:
		return sha256.New()
	}
	return nil
}

// sum returns the check as files have it: numbers with their lowest byte first.
func (c check) sum(h hash.Hash) []byte {
	switch h := h.(type) {
	case hash.Hash32:
		return binary.LittleEndian.AppendUint32(nil, h.Sum32())
	case hash.Hash64:
		return binary.LittleEndian.AppendUint64(nil, h.Sum64())
	}
	return h.Sum(nil)
}
