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
	pieces chan []byte
	done   chan struct{} // closed when the goroutine is gone
	err    error         // how r ended; valid once pieces is closed

	piece []byte // being read
	left  []byte // of it
}

// piecePool has the pieces of all readers.
var piecePool = sync.Pool{New: func() any { return new([aheadPiece]byte) }}

func readAhead(ctx context.Context, r io.Reader) *aheadReader {
	a := &aheadReader{pieces: make(chan []byte, aheadPieces-2), done: make(chan struct{})} // one is being filled, one read
	a.ctx, a.cancel = context.WithCancel(ctx)
	go a.fill(r)
	return a
}

// fill sends what one read gave, or several where nobody waits for it.
func (a *aheadReader) fill(r io.Reader) {
	defer close(a.done)
	defer close(a.pieces)
	for a.err == nil && a.ctx.Err() == nil {
		piece := piecePool.Get().(*[aheadPiece]byte)[:]
		n := 0
		for idle := 0; n < aheadPiece && a.err == nil && (n == 0 || len(a.pieces) > 0); {
			var got int
			got, a.err = r.Read(piece[n:])
			n += got
			if idle++; got > 0 {
				idle = 0
			} else if idle > 100 && a.err == nil {
				a.err = io.ErrNoProgress
			}
		}
		select {
		case a.pieces <- piece[:n]:
		case <-a.ctx.Done():
		}
	}
}

func (a *aheadReader) Read(p []byte) (int, error) {
	for len(a.left) == 0 {
		if a.piece != nil {
			piecePool.Put((*[aheadPiece]byte)(a.piece[:aheadPiece]))
			a.piece = nil
		}
		select {
		case piece, ok := <-a.pieces:
			if !ok {
				return 0, a.ending()
			}
			a.piece, a.left = piece, piece
		case <-a.ctx.Done():
			return 0, a.ctx.Err()
		}
	}
	n := copy(p, a.left)
	a.left = a.left[n:]
	return n, nil
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
	<-a.done
}

// leave ends the goroutine as soon as its read returns, and does not wait for that.
func (a *aheadReader) leave() { a.cancel() }
