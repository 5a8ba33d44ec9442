package logs

import (
	"context"
	"fmt"
	"io"
)

// A splitter finds where the records of a file end. It is used by one goroutine and may
// keep what it knows of the place where data begins.
type splitter interface {
	// next looks at data, which begins where the last cut ended. atEOF says that no more
	// will follow: all of data is to be cut then.
	next(data []byte, atEOF bool) cut

	// drop is called with a record that is too long, from its start, piece by piece, and
	// returns how much of the piece belongs to it and whether it ended there.
	drop(piece []byte) (n int, ended bool)
}

// A cut divides the data before a splitter: first what is no record, then whole records,
// then what needs more data to tell. Both empty means that all of data does.
type cut struct {
	skip int
	take int
	bad  Malformed // what was found wrong on the way, if it has a reason
}

// A stateful splitter knows the header of what it has just taken.
type stateful interface{ header() any }

// A blockReader reads a source into blocks of whole records. It holds one record, at most
// maxRecord long, beyond the block it returns.
type blockReader struct {
	src       io.Reader
	split     splitter
	blockSize int
	maxRecord int
	get       func(size int) []byte // an empty buffer of that capacity at least
	put       func([]byte)

	buf   []byte // what was read; before off it is done with
	off   int
	line  int64 // number of the line that stands at off
	feeds int64 // line feeds from off on
	bytes int64 // read so far
	err   error // how src ended
	long  *long // the record that what stands at off continues, if it is too long

	malformed func(line int64, reason string)
	parts     bool // records that are too long are handed on in parts
}

// A span is what a reader cuts off at a time: whole records, or a part of one.
type span struct {
	data []byte // the caller's to put back
	line int64  // that it begins in, or that the record begins in that it is a part of
	part bool
	json bool // of a part: the record is an object or an array
}

// next returns the next block's text. It ends with io.EOF, or with the error that ended the source.
func (r *blockReader) next(ctx context.Context) (span, error) {
	for want := r.blockSize; ; {
		if ctx.Err() != nil {
			return span{}, ctx.Err()
		}
		// Not after each small cut, or moving the rest about would cost more than all else.
		if 2*r.pending() < r.blockSize || want > r.blockSize {
			r.fill(want)
		}
		if l := r.long; l != nil {
			if part := r.drop(); len(part) > 0 {
				return span{part, l.line, true, l.json}, nil
			}
			continue
		}
		if r.pending() == 0 && r.err != nil {
			return span{}, r.err
		}
		view := r.buf[r.off:min(len(r.buf), r.off+want)]
		atEOF := r.err != nil && len(view) == r.pending()
		c := r.split.next(view, atEOF)
		r.skip(c)
		switch {
		case c.take > 0:
			data, line := r.take(c.take)
			return span{data: data, line: line}, nil
		case c.skip > 0:
			want = r.blockSize
		default:
			want = r.uncut(len(view), want, atEOF)
		}
	}
}

// uncut goes on where the splitter could cut nothing of a view of so many bytes: with more
// of the file, with a larger view, which it returns, or without the record.
func (r *blockReader) uncut(view, want int, atEOF bool) int {
	switch {
	case atEOF: // no splitter should leave anything
		r.malformed(r.line, "the file ends inside it")
		r.advance(r.pending())
	case view >= r.maxRecord:
		return r.tooLong()
	case view < want && r.err == nil:
		r.fill(want)
	default:
		return min(2*want, r.maxRecord)
	}
	return want
}

// tooLong begins to move past the record that stands at off, by blocks.
func (r *blockReader) tooLong() (want int) {
	reason := "longer than the longest record read, " + sizeOf(r.maxRecord)
	if r.parts {
		reason += ": searched as text"
	}
	r.malformed(r.line, reason)
	r.long = &long{line: r.line, json: r.buf[r.off] == '{' || r.buf[r.off] == '['}
	return r.blockSize
}

// close gives back what the reader holds.
func (r *blockReader) close() { r.put(r.buf) }

func (r *blockReader) pending() int { return len(r.buf) - r.off }

// fill reads until want bytes are pending or the source ends.
func (r *blockReader) fill(want int) {
	if r.pending() >= want || r.err != nil {
		return
	}
	r.makeRoom(want)
	for idle := 0; len(r.buf) < want && r.err == nil; idle++ {
		at := len(r.buf)
		n, err := r.src.Read(r.buf[at:min(want, at+readSize)])
		r.buf, r.bytes, r.err = r.buf[:at+n], r.bytes+int64(n), err
		r.feeds += lineFeeds(r.buf[at:])
		if n > 0 {
			idle = 0
		} else if idle > 100 && err == nil {
			r.err = io.ErrNoProgress
		}
	}
}

// readSize is how much is read at a time: what is looked at right after, for line feeds and
// padding, is in a near cache still.
const readSize = 128 << 10

// makeRoom moves what is pending to the start of a buffer that can hold want bytes.
func (r *blockReader) makeRoom(want int) {
	old := r.buf
	if cap(old) < want {
		r.buf = r.get(want)
	}
	r.buf = append(r.buf[:0], old[r.off:]...)
	r.off = 0
	if cap(old) < want {
		r.put(old)
	}
}

func (r *blockReader) skip(c cut) {
	if c.bad.Reason != "" {
		r.malformed(c.bad.Line, c.bad.Reason)
	}
	r.advance(c.skip)
}

// advance moves past n bytes that go nowhere.
func (r *blockReader) advance(n int) {
	r.pass(n)
	r.off += n
}

// pass counts the lines of the next n bytes: those of what is pending, less those of the
// rest, or by themselves, whichever is less to look at.
func (r *blockReader) pass(n int) {
	data, rest := r.buf[r.off:r.off+n], r.buf[r.off+n:]
	var feeds int64
	if len(rest) < len(data) {
		feeds = r.feeds - lineFeeds(rest)
	} else {
		feeds = lineFeeds(data)
	}
	r.line += feeds
	r.feeds -= feeds
}

// take hands on the next n bytes: in their buffer, the rest being moved to another, or
// copied where they are few, or fewer than the rest, as behind a long record.
func (r *blockReader) take(n int) (data []byte, line int64) {
	data, line = r.buf[r.off:r.off+n], r.line
	r.pass(n)
	if 2*n < r.blockSize {
		r.off += n
		return append(make([]byte, 0, n), data...), line
	}
	rest := r.buf[r.off+n:]
	if n < len(rest) {
		r.off += n
		return append(r.get(n), data...), line
	}
	r.buf, r.off = append(r.get(max(r.blockSize, len(rest))), rest...), 0
	return data, line
}

// sizeOf spells a limit.
func sizeOf[N int | int64](n N) string {
	switch n := int64(n); {
	case n < 1<<20:
		return fmt.Sprintf("%d bytes", n)
	case n < 1<<40:
		return fmt.Sprintf("%d MiB", n>>20)
	default:
		return fmt.Sprintf("%d TiB", n>>40)
	}
}
