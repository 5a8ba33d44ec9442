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

// An aheadReader reads some pieces ahead of who reads it, in a goroutine of its own: one
// decodes while another looks at what was decoded, and a read that waits for a pipe holds
// up nobody who wants to stop.
type aheadReader struct {
	ctx    context.Context
	cancel context.CancelFunc
	from   place // where r stands, or nil
	pieces chan piece
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

// readAhead begins to read. Where a place is given, pieces are filled to the brim, so that
// they are the same each time.
func readAhead(ctx context.Context, r io.Reader, from place) *aheadReader {
	a := &aheadReader{from: from, pieces: make(chan piece, aheadPieces-2), done: make(chan struct{})} // one is being filled, one read
	a.ctx, a.cancel = context.WithCancel(ctx)
	go a.fill(r)
	return a
}

// fill sends pieces until r ends.
func (a *aheadReader) fill(r io.Reader) {
	defer close(a.done)
	defer close(a.pieces)
	for a.err == nil && a.ctx.Err() == nil {
		p := piece{data: piecePool.Get().(*[aheadPiece]byte)[:]}
		p.data = p.data[:a.some(r, p.data)]
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
func (a *aheadReader) some(r io.Reader, data []byte) (n int) {
	for idle := 0; n < len(data) && a.err == nil && (n == 0 || a.from != nil || len(a.pieces) > 0); {
		var got int
		got, a.err = r.Read(data[n:])
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
func (a *aheadReader) at() int64 { return a.piece.at }

func (a *aheadReader) ending() error {
	if a.err == nil {
		return a.ctx.Err()
	}
	return a.err
}

// stop ends the goroutine and waits for it, so that what it reads can be closed.
func (a *aheadReader) stop() {
	a.cancel()
	<-a.done
}

// leave ends the goroutine as soon as its read returns, and does not wait for that.
func (a *aheadReader) leave() { a.cancel() }
