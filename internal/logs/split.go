package logs

import (
	"context"
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

	buf      []byte // read and not yet cut
	line     int64  // number of the line that buf starts in
	bytes    int64  // read so far
	err      error  // how src ended
	dropping bool   // buf continues a record that is too long

	malformed func(line int64, reason string)
}

// next returns the next block's data, which is the caller's to put back, and its first
// line. It ends with io.EOF, or with the error that ended the source.
func (r *blockReader) next(ctx context.Context) (data []byte, line int64, err error) {
	want := r.blockSize
	for {
		if ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		r.fill(want)
		if r.dropping {
			r.drop()
			continue
		}
		if len(r.buf) == 0 && r.err != nil {
			return nil, 0, r.err
		}
		view := r.buf[:min(len(r.buf), want)]
		atEOF := r.err != nil && len(view) == len(r.buf)
		c := r.split.next(view, atEOF)
		r.skip(c)
		switch {
		case c.take > 0:
			data, line = r.take(c.take)
			return data, line, nil
		case c.skip > 0:
			want = r.blockSize
		case atEOF: // no splitter should leave anything
			r.malformed(r.line, "the file ends inside it")
			r.advance(len(r.buf))
		case len(view) >= r.maxRecord:
			r.malformed(r.line, "longer than the longest record allowed")
			r.dropping = true
		default:
			want = min(2*want, r.maxRecord)
		}
	}
}

// fill reads until the buffer holds want bytes or the source ends.
func (r *blockReader) fill(want int) {
	if cap(r.buf) < want {
		grown := append(r.get(want), r.buf...)
		r.put(r.buf)
		r.buf = grown
	}
	for idle := 0; len(r.buf) < want && r.err == nil; {
		n, err := r.src.Read(r.buf[len(r.buf):min(cap(r.buf), want)])
		r.buf, r.bytes, r.err = r.buf[:len(r.buf)+n], r.bytes+int64(n), err
		if idle++; n > 0 {
			idle = 0
		} else if idle > 100 && err == nil {
			r.err = io.ErrNoProgress
		}
	}
}

func (r *blockReader) skip(c cut) {
	if c.bad.Reason != "" {
		r.malformed(c.bad.Line, c.bad.Reason)
	}
	r.advance(c.skip)
}

// drop throws away what belongs to a record that is too long.
func (r *blockReader) drop() {
	n, ended := r.split.drop(r.buf)
	r.advance(n)
	r.dropping = !ended && (r.err == nil || len(r.buf) > 0 && n > 0)
}

// advance moves past n bytes that go nowhere.
func (r *blockReader) advance(n int) {
	r.line += lineFeeds(r.buf[:n])
	r.buf = r.buf[:copy(r.buf, r.buf[n:])]
}

// take hands on the first n bytes in their buffer and moves the rest to another.
func (r *blockReader) take(n int) (data []byte, line int64) {
	data, line = r.buf[:n], r.line
	rest := append(r.get(max(r.blockSize, len(r.buf)-n)), r.buf[n:]...)
	r.buf = rest
	r.line += lineFeeds(data)
	return data, line
}
