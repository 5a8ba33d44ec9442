// Package xz reads .xz files, with a bound on the memory that a file may ask for. Start with
// [NewReader].
//
// It reads the container: streams of blocks of LZMA2, their checks and indexes, as the
// format's specification (tukaani.org/xz/xz-file-format.txt, version 1.2) has them. LZMA2
// itself is decoded by the module github.com/ulikunitz/xz, whose own reader of the container
// takes as much memory as a hostile file says, 4 GiB. Filters for programs (BCJ, delta) are
// refused.
package xz

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// Magic is what every file begins with.
const Magic = "\xfd7zXZ\x00"

var errDamaged = errors.New("damaged")

// A Reader gives the text of an .xz file.
type Reader struct {
	in        *counter
	maxWindow int64

	check  check     // of the stream's blocks
	block  io.Reader // being read, or nil
	sum    hash.Hash // of its text, or nil
	start  int64     // where its compressed text began
	opened bool      // a stream was: what follows is a block or an index
	err    error
}

// NewReader returns a reader of a file that may ask for that much memory for its window. A
// file of several streams, with padding between, is one text. Where the file ends early, so
// does the text, with [io.ErrUnexpectedEOF]; what was decoded before is given first.
func NewReader(r io.Reader, maxWindow int64) *Reader {
	return &Reader{in: &counter{r: bufio.NewReaderSize(r, 64<<10)}, maxWindow: maxWindow}
}

// Read reads the text.
func (x *Reader) Read(p []byte) (n int, err error) {
	for n == 0 && x.err == nil && len(p) > 0 {
		if x.block == nil {
			x.err = x.step()
			continue
		}
		n, err = x.block.Read(p)
		if x.sum != nil {
			x.sum.Write(p[:n])
		}
		if err == io.EOF {
			x.block = nil
			err = x.endBlock()
		}
		x.err = err
	}
	if n > 0 {
		return n, nil
	}
	return 0, x.err
}

// step reads what is between two blocks' texts: the headers up to the next one, or what
// follows the last one. It ends with [io.EOF] behind the last stream.
func (x *Reader) step() error {
	if !x.opened {
		return x.openStream()
	}
	size, err := x.in.ReadByte()
	switch {
	case err != nil:
		return cut(err)
	case size == 0:
		x.opened = false
		return x.endStream()
	}
	return x.openBlock(size)
}

// openStream reads padding and a stream's header.
//
//	magic (6) flags (2) CRC32 of the flags (4)
func (x *Reader) openStream() error {
	var header [12]byte
	first := x.in.n == 0
	for {
		if _, err := io.ReadFull(x.in, header[:4]); err == io.EOF && !first {
			return io.EOF
		} else if err != nil {
			return cut(err)
		}
		if first || header[0] != 0 || header[1] != 0 || header[2] != 0 || header[3] != 0 {
			break
		}
	}
	if _, err := io.ReadFull(x.in, header[4:]); err != nil {
		return cut(err)
	}
	if string(header[:6]) != Magic {
		return errors.New("what follows the compressed text is no xz")
	}
	if !intact(header[6:8], header[8:]) || header[6] != 0 || header[7] > 15 {
		return fmt.Errorf("stream header: %w", errDamaged)
	}
	x.check, x.opened = check(header[7]), true
	return nil
}

// openBlock reads a block's header, whose first byte is known.
//
//	size/4-1 (1) flags (1) [compressed size] [size of the text] filters padding CRC32 (4)
func (x *Reader) openBlock(size byte) error {
	header := make([]byte, (int(size)+1)*4)
	header[0] = size
	if _, err := io.ReadFull(x.in, header[1:]); err != nil {
		return cut(err)
	}
	body := header[:len(header)-4]
	if !intact(body, header[len(body):]) {
		return fmt.Errorf("block header: %w", errDamaged)
	}
	window, err := windowOf(body[1], bytes.NewReader(body[2:]))
	if err != nil {
		return err
	}
	if window > x.maxWindow {
		return fmt.Errorf("it takes a window of %d MiB to decode, more than %d", window>>20, x.maxWindow>>20)
	}
	x.start, x.sum = x.in.n, x.check.new()
	x.block, err = lzma.Reader2Config{DictCap: int(max(window, lzma.MinDictCap))}.NewReader2(x.in)
	return cut(err)
}

// windowOf reads what a block's header says behind its flags: the window of its one filter.
func windowOf(flags byte, fields *bytes.Reader) (int64, error) {
	const hasCompressed, hasText, lzma2 = 0x40, 0x80, 0x21
	if flags&3 != 0 {
		return 0, errors.New("a filter for programs is used, which is not read: decompress it with xz")
	}
	for _, has := range []byte{hasCompressed, hasText} {
		if flags&has != 0 {
			if _, err := binary.ReadUvarint(fields); err != nil {
				return 0, fmt.Errorf("block header: %w", errDamaged)
			}
		}
	}
	var filter [3]byte // its number, the size of its one property, and that
	if _, err := io.ReadFull(fields, filter[:]); err != nil || filter[0] != lzma2 || filter[1] != 1 {
		return 0, fmt.Errorf("block header: %w", errDamaged)
	}
	window, err := lzma.DecodeDictCap(filter[2])
	if err != nil {
		return 0, fmt.Errorf("block header: %w", errDamaged)
	}
	return window, nil
}

// endBlock reads the padding and the check behind a block.
func (x *Reader) endBlock() error {
	tail := make([]byte, (4-(x.in.n-x.start)%4)%4+int64(x.check.size()))
	if _, err := io.ReadFull(x.in, tail); err != nil {
		return cut(err)
	}
	want := tail[len(tail)-x.check.size():]
	if x.sum != nil && !bytes.Equal(x.check.sum(x.sum), want) {
		return fmt.Errorf("the text does not fit its check: %w", errDamaged)
	}
	return nil
}

// endStream reads the index, whose first byte is read, and the footer. What they say of the
// blocks was known when those were read.
//
//	number of blocks, two sizes of each, padding, CRC32 (4); footer (12)
func (x *Reader) endStream() error {
	start := x.in.n - 1
	blocks, err := binary.ReadUvarint(x.in)
	for i := uint64(0); err == nil && i < blocks; i++ {
		if _, err = binary.ReadUvarint(x.in); err == nil {
			_, err = binary.ReadUvarint(x.in)
		}
	}
	if err != nil {
		return cut(err)
	}
	tail := make([]byte, (4-(x.in.n-start)%4)%4+4+12)
	if _, err := io.ReadFull(x.in, tail); err != nil {
		return cut(err)
	}
	if string(tail[len(tail)-2:]) != "YZ" {
		return fmt.Errorf("stream footer: %w", errDamaged)
	}
	return nil
}

func intact(data, sum []byte) bool {
	return crc32.ChecksumIEEE(data) == binary.LittleEndian.Uint32(sum)
}

// cut is the error of a file that ends where more was to come.
func cut(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// A counter counts what was read.
type counter struct {
	r *bufio.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
