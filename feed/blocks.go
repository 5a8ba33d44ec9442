package feed

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unsafe"
)

// A block is some whole lines of a text.
type block struct {
	text   string
	number int // of the line before them
	lines  int
}

// A blocks reads a text of lines in blocks, on all cores. What the blocks give is taken in
// their order, so that the result is that of reading line by line; and where that cannot be
// had (a limit would be reached, a line is too long, the text ends in half a line or an error),
// the rest is for its caller to read line by line: see [blocks.rest].
type blocks struct {
	in     *bufio.Reader
	size   int     // of a block; a longer line ends reading in blocks
	left   []byte  // read already, behind the last block
	unread []block // given back
	number int     // lines in the blocks so far
}

// inBlocks calls read with the blocks of the text, several at a time, and take with what it
// returned, one after the other, until take reports false.
func inBlocks[T any](b *blocks, read func(block) T, take func(T) bool) {
	p := pipeline[block, T]{do: read, take: take}
	for next, ok := b.next(); ok; next, ok = b.next() {
		if !p.put(next) {
			break
		}
	}
	b.unread = p.end()
}

// next returns the next block, or false where the rest makes none.
func (b *blocks) next() (block, bool) {
	buf := make([]byte, b.size)
	n := copy(buf, b.left)
	m, err := io.ReadFull(b.in, buf[n:])
	buf = buf[:n+m]
	end := bytes.LastIndexByte(buf, '\n') + 1
	if err != nil || end == 0 {
		b.left = buf
		return block{}, false // the error comes again
	}
	b.left = bytes.Clone(buf[end:])
	text := unsafe.String(unsafe.SliceData(buf), end) // nobody changes buf any more
	next := block{text, b.number, strings.Count(text, "\n")}
	b.number += next.lines
	return next, true
}

// rest returns a reader of what was not read in blocks, and the number of the line before it.
func (b *blocks) rest() (*bufio.Reader, int) {
	var parts []io.Reader
	number := b.number
	for i, u := range b.unread {
		if i == 0 {
			number = u.number
		}
		parts = append(parts, strings.NewReader(u.text))
	}
	parts = append(parts, bytes.NewReader(b.left), b.in)
	return bufio.NewReaderSize(io.MultiReader(parts...), headSize), number
}
