package logs

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync"
)

const (
	stretchLeast = 4 << 20   // a file that is not larger is read from its start to its end
	stretchLine  = 16 << 20  // so is one behind a line that is longer
	stretchRead  = 256 << 10 // at a time
	stretchPiece = 4 << 10   // of a file that is looked at for the end of a line: a page of it
	stretchFirst = 64 << 10  // of the first block, whose rows are all decoded
)

// A stretchReader cuts a file into blocks of whole lines without reading more of it than where they
// end. Who works on a block reads it, so that its bytes are in the near caches of that core. That
// is faster than to map the file, for to have its pages there costs more than to copy them.
type stretchReader struct {
	file      *os.File
	at, end   int64 // of the file: what was cut, and where it ended when it was opened
	blockSize int   // of the next block
	piece     [stretchPiece]byte
}

// errStretches ends a stretchReader before the file's end: a line is too long, or the file was cut.
// What is left is to be read.
var errStretches = errors.New("not read in stretches")

// next returns the length of the next block.
func (r *stretchReader) next() (n int, err error) {
	left := r.end - r.at
	switch {
	case left == 0:
		return 0, io.EOF
	case left <= int64(r.blockSize):
		n = int(left)
	default:
		n, err = r.cut()
	}
	r.at += int64(n)
	return n, err
}

// cut returns the length of a block that ends with the last line feed in its size, or else with
// the first behind that.
func (r *stretchReader) cut() (n int, err error) {
	for to := r.blockSize; to > 0; to -= stretchPiece {
		from := max(0, to-stretchPiece)
		piece, err := r.read(from, to)
		if err != nil {
			return 0, err
		}
		if i := bytes.LastIndexByte(piece, '\n'); i >= 0 {
			return from + i + 1, nil
		}
	}
	left := r.end - r.at
	for from := r.blockSize; from < stretchLine; from += stretchPiece {
		piece, err := r.read(from, int(min(left, int64(from)+stretchPiece)))
		if err != nil {
			return 0, err
		}
		if i := bytes.IndexByte(piece, '\n'); i >= 0 {
			return from + i + 1, nil
		}
		if int64(from)+stretchPiece >= left {
			return int(left), nil
		}
	}
	return 0, errStretches
}

// read returns a piece of the file, by its distance from the block's begin.
func (r *stretchReader) read(from, to int) ([]byte, error) {
	piece := r.piece[:to-from]
	if _, err := r.file.ReadAt(piece, r.at+int64(from)); err != nil {
		return nil, errStretches
	}
	return piece, nil
}

// inStretches reports whether what r has still to read of an input can be read in stretches: it is that
// of a large file and not of a pipe, and nothing was left out of it so far. If so, r has read
// nothing, and the text begins at an offset of the file.
func (in *input) inStretches(r *blockReader) (at int64, ok bool) {
	f := in.raw
	read := f.n.Load()
	if !in.plain || f.file == nil || f.size < stretchLeast || r.err != nil || r.bytes+in.mark != read {
		return 0, false
	}
	pending := int64(r.pending())
	r.bytes -= pending
	in.restart() // what is pending is counted where it is read again
	return f.start + read - pending, true
}

// resume has r read on at an offset of the file, and at a line. It returns errStretches if it
// can.
func (in *input) resume(r *blockReader, at, line int64) error {
	if _, err := in.raw.file.Seek(at, io.SeekStart); err != nil {
		return pathless(err)
	}
	in.restart() // blocks end with a line, and count their padding
	in.raw.n.Store(at - in.raw.start)
	r.buf, r.off, r.feeds, r.line = r.buf[:0], 0, 0, line
	return errStretches
}

// A lineMark is the place between two blocks. It is known once the lines of the one before it have
// been found, and those of all blocks before that.
type lineMark struct {
	mu    sync.Mutex
	known bool
	position
	then func(position) // of who asked before it was known
}

// A position between blocks is the number of the line behind it and the format's header in force
// there.
type position struct {
	line   int64
	header any
}

// set makes the place known.
func (m *lineMark) set(p position) {
	m.mu.Lock()
	m.position, m.known = p, true
	then := m.then
	m.mu.Unlock()
	if then != nil {
		then(p)
	}
}

// whenKnown calls then with the position: now, or where it becomes known. It is called once.
func (m *lineMark) whenKnown(then func(position)) {
	m.mu.Lock()
	known := m.known
	m.then = then
	m.mu.Unlock()
	if known {
		then(m.position)
	}
}

// A stretch is a block of a file that is read by who works on it, and so are its lines found. Blocks
// are worked on in their order, so what comes before is counted already or is being worked on; nobody
// waits for that but who needs the number of a line before it is known.
type stretch struct {
	raw           *rawFile
	at            int64 // in the file
	size          int
	reading       *sync.WaitGroup // who waits for the file to be done with
	before, after *lineMark
	located       chan struct{} // closed when the block's line and header are those before it
	lost          int           // bytes that are no longer there
	dropped       int           // bytes of padding that are not in the block's data
	padding       int64         // all of it
}

// read reads the block into a buffer of its size, finds its lines and takes padding off: whatever is
// said of a place in the block is said of what is left. Of a file that somebody cut, it may be less.
func (b *Block) read(buf []byte) {
	s := b.stretch
	n := s.fill(buf)
	b.data, s.lost = buf[:n], s.size-n
	s.reading.Done()
	if b.indexLines() {
		p := new(paddingReader)
		b.data = b.data[:p.squeeze(b.data)]
		s.dropped, s.padding = n-len(b.data), p.padding()
		b.forgetLines()
		b.indexLines()
	}
	b.counted()
}

// fill reads the block piece by piece, and returns how much of it is there. To read it in one go takes
// so long that the scheduler, which looks at intervals who is still in the system, gives the core to
// another thread and has this one wait; once it has, it looks more often. Hunts took a quarter longer then,
// every other time.
func (s *stretch) fill(buf []byte) (n int) {
	for n < len(buf) {
		got, err := s.raw.file.ReadAt(buf[n:min(len(buf), n+stretchRead)], s.at+int64(n))
		if n += got; err != nil {
			break
		}
	}
	return n
}

// counted has the block told where it begins, and the one behind it too, as soon as that is known.
func (b *Block) counted() {
	s := b.stretch
	feeds := int64(len(b.index.ends))
	if n := len(b.data); n > 0 && b.data[n-1] != '\n' {
		feeds--
	}
	s.before.whenKnown(func(p position) {
		b.line, b.header = p.line, p.header
		p.line += feeds
		for _, at := range b.index.directives {
			p.header = b.file.format.header(p.header, b.data[at:lineEnd(b.data, int(at))])
		}
		close(s.located)
		s.after.set(p)
	})
}

// locate waits until the number of a block's first line and the header in force there are known.
func (b *Block) locate() {
	if b.stretch != nil {
		<-b.stretch.located
	}
}
