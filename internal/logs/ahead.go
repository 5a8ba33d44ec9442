package logs

import (
	"context"
	"io"
	"sync"
)

const (
	aheadPiece  = 256 << 10
	aheadPieces = 4
)

// An aheadReader reads some pieces ahead of who reads it, in a goroutine of its own, once it
// was started: one decodes while another looks at what was decoded, and a read that waits for
// a pipe holds up nobody who wants to stop. Before that it only passes on what it is asked for.
type aheadReader struct {
	r      io.Reader
	ctx    context.Context
	cancel context.CancelFunc
	from   place         // where r stands, or nil
	pieces chan piece    // nil before it was started
	done   chan struct{} // closed when the goroutine is gone
	err    error         // how r ended; valid once pieces is closed

	piece piece  // being read
	left  []byte // of it
}

// A piece is what was read at a time, and where the file stood after it.
type piece struct {
	data []byte
	at   int64
}

// piecePool has the pieces of all readers.
var piecePool = sync.Pool{New: func() any { return new([aheadPiece]byte) }}

// newAhead returns a reader that was not started. Where a place is given, pieces are filled to
// the brim, so that they are the same each time.
func newAhead(ctx context.Context, r io.Reader, from place) *aheadReader {
	a := &aheadReader{r: r, from: from}
	a.ctx, a.cancel = context.WithCancel(ctx)
	return a
}

// start begins to read ahead. It is called by who reads, and once.
func (a *aheadReader) start() {
	a.pieces, a.done = make(chan piece, aheadPieces-2), make(chan struct{}) // one is being filled, one read
	go a.fill()
}

// fill sends pieces until r ends.
func (a *aheadReader) fill() {
	defer close(a.done)
	defer close(a.pieces)
	for a.err == nil && a.ctx.Err() == nil {
		p := piece{data: piecePool.Get().(*[aheadPiece]byte)[:]}
		p.data = p.data[:a.some(p.data)]
		if a.from != nil {
			p.at = a.from()
		}
		select {
		case a.pieces <- p:
		case <-a.ctx.Done():
		}
	}
}

// some reads until the piece is full, or until somebody waits for it: what comes through a
// pipe is handed on as it comes.
func (a *aheadReader) some(data []byte) (n int) {
	for idle := 0; n < len(data) && a.err == nil && (n == 0 || a.from != nil || len(a.pieces) > 0); {
		var got int
		got, a.err = a.r.Read(data[n:])
		n += got
		if idle++; got > 0 {
			idle = 0
		} else if idle > 100 && a.err == nil {
			a.err = io.ErrNoProgress
		}
	}
	return n
}

func (a *aheadReader) Read(p []byte) (int, error) {
	if a.pieces == nil {
		return a.r.Read(p)
	}
	for len(a.left) == 0 {
		if a.piece.data != nil {
			piecePool.Put((*[aheadPiece]byte)(a.piece.data[:aheadPiece]))
			a.piece.data = nil
		}
		select {
		case p, ok := <-a.pieces:
			if !ok {
				return 0, a.ending()
			}
			a.piece, a.left = p, p.data
		case <-a.ctx.Done():
			return 0, a.ctx.Err()
		}
	}
	n := copy(p, a.left)
	a.left = a.left[n:]
	return n, nil
}

// at tells where the file stood after what is being read.
func (a *aheadReader) at() int64 {
	if a.pieces == nil {
		return a.from()
	}
	return a.piece.at
}

func (a *aheadReader) ending() error {
	if a.err == nil {
		return a.ctx.Err()
	}
	return a.err
}

// stop ends the goroutine and waits for it, so that what it reads can be closed.
func (a *aheadReader) stop() {
	a.cancel()
	if a.done != nil {
		<-a.done
	}
}

// leave ends the goroutine as soon as its read returns, and does not wait for that.
func (a *aheadReader) leave() { a.cancel() }
