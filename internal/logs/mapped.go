package logs

import (
	"bytes"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"unsafe"
)

const (
	mapWindow = 16 << 20 // of a file that is in memory at a time, or twice that while blocks are in hand
	mapLeast  = 4 << 20  // a file that is not larger is read
)

// A window is a part of a file in memory. It is there while somebody holds it.
type window struct {
	data []byte
	uses atomic.Int32
}

func (w *window) hold() *window {
	w.uses.Add(1)
	return w
}

func (w *window) release() {
	if w.uses.Add(-1) == 0 {
		unmap(w.data)
	}
}

// guarded runs what looks at the window, and reports whether all of it was there: of a file
// that somebody cut, the memory behind its new end is not.
func (w *window) guarded(look func()) (whole bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		e := recover()
		if e == nil {
			return
		}
		fault, ok := e.(interface{ Addr() uintptr })
		begin := uintptr(unsafe.Pointer(unsafe.SliceData(w.data)))
		if !ok || fault.Addr() < begin || fault.Addr() >= begin+uintptr(len(w.data)) {
			panic(e)
		}
	}()
	look()
	return true
}

// A mappedReader cuts a file into blocks of whole lines without copying them.
type mappedReader struct {
	file      *os.File
	at, end   int64 // of the file: what was cut, and where it ended when it was opened
	blockSize int

	window   *window
	windowAt int64 // where the window begins in the file
}

// errUnmapped ends a mappedReader before the file's end: a line is longer than a window, the
// file was cut, or the system maps no more. What is left is to be read.
var errUnmapped = errors.New("not mapped")

// next returns the next block, whose window is held for the caller.
func (r *mappedReader) next() (data []byte, in *window, err error) {
	if r.at == r.end {
		return nil, nil, io.EOF
	}
	if err := r.move(); err != nil {
		return nil, nil, errUnmapped
	}
	n := 0
	if !r.window.guarded(func() { n = r.cut(r.window.data[r.at-r.windowAt:]) }) || n == 0 {
		return nil, nil, errUnmapped
	}
	from := int(r.at - r.windowAt)
	r.at += int64(n)
	return r.window.data[from : from+n : from+n], r.window.hold(), nil
}

// cut returns the length of the block that data, the rest of the window, begins with.
func (r *mappedReader) cut(data []byte) int {
	last := r.at+int64(len(data)) == r.end
	if len(data) <= r.blockSize && last {
		return len(data)
	}
	if n := bytes.LastIndexByte(data[:min(len(data), r.blockSize)], '\n'); n >= 0 {
		return n + 1
	}
	if n := bytes.IndexByte(data, '\n'); n >= 0 {
		return n + 1
	}
	if last {
		return len(data)
	}
	return 0
}

// move has the window hold the next block.
func (r *mappedReader) move() error {
	if r.window != nil {
		if end := r.windowAt + int64(len(r.window.data)); end == r.end || end >= r.at+int64(r.blockSize) {
			return nil
		}
	}
	r.close()
	begin := r.at - r.at%int64(os.Getpagesize())
	data, err := mapFile(r.file, begin, int(min(mapWindow, r.end-begin)))
	if err != nil {
		return err
	}
	r.window, r.windowAt = (&window{data: data}).hold(), begin
	return nil
}

func (r *mappedReader) close() {
	if r.window != nil {
		r.window.release()
		r.window = nil
	}
}

// mappable reports whether what r has still to read of an input can be mapped: it is that of
// a large file and not of a pipe, and nothing was left out of it so far. If so, r has read
// nothing, and the text begins at an offset of the file.
func (in *input) mappable(r *blockReader) (at int64, ok bool) {
	f := in.raw
	read := f.n.Load()
	if !canMap || !in.plain || f.file == nil || f.size < mapLeast || r.err != nil || r.bytes+in.mark != read {
		return 0, false
	}
	pending := int64(r.pending())
	r.bytes -= pending
	return f.start + read - pending, true
}

// resume has r read on at an offset of the file, and at a line. It returns errUnmapped if it
// can.
func (in *input) resume(r *blockReader, at, line int64) error {
	if _, err := in.raw.file.Seek(at, io.SeekStart); err != nil {
		return pathless(err)
	}
	if padded, ok := in.Reader.(*paddingReader); ok {
		padded.inLine = false // blocks end with a line
	}
	in.raw.n.Store(at - in.raw.start)
	r.buf, r.off, r.feeds, r.line = r.buf[:0], 0, 0, line
	return errUnmapped
}

// A lineMark is the number of a line, once it is known: of the one behind a block, when its
// lines have been counted and so have those of all blocks before it.
type lineMark struct {
	known chan struct{}
	line  int64
}

func newLineMark() *lineMark { return &lineMark{known: make(chan struct{})} }

func (m *lineMark) set(line int64) *lineMark {
	m.line = line
	close(m.known)
	return m
}

func (m *lineMark) wait() int64 {
	<-m.known
	return m.line
}

// A located block is one of a mapped file. Who works on it finds its lines, when they are first
// needed: by then a sweep has brought it into the cache. Blocks are worked on in their order,
// so what comes before is counted already or is being worked on.
type located struct {
	window        *window
	raw           *rawFile
	at            int64 // in the file
	before, after *lineMark
	done          bool // its lines are found
	gone          bool // some of it is no longer there:
	lost          int  // so many bytes
	dropped       int  // bytes of padding
}

// locate finds the lines of a block of a mapped file, numbers the first and takes padding off.
// It does so once.
func (b *Block) locate() {
	if b.mapped == nil || b.mapped.done {
		return
	}
	ends, nul := appendLineEnds(b.ends[:0], b.data)
	feeds := int64(len(ends))
	if n := len(b.data); n > 0 && b.data[n-1] != '\n' {
		feeds--
	}
	if nul {
		whole := len(b.data)
		b.data = bytes.Clone(b.data)
		b.data = b.data[:new(paddingReader).squeeze(b.data)]
		b.mapped.dropped = whole - len(b.data)
		ends, _ = appendLineEnds(ends[:0], b.data)
	}
	b.ends = ends
	b.line = b.mapped.before.wait()
	b.mapped.after.set(b.line + feeds)
	b.mapped.done = true
}

// endsPool has the memory of blocks' line ends.
var endsPool = sync.Pool{New: func() any { return new([]int32) }}

// reread replaces the block by what is still there of it, if its file is where it was.
func (b *Block) reread() {
	whole := int(b.raw)
	data := make([]byte, whole)
	n := 0
	if file, err := os.Open(b.Source.Path); err == nil {
		if info, err := file.Stat(); err == nil && os.SameFile(info, b.mapped.raw.info) {
			n, _ = file.ReadAt(data, b.mapped.at)
		}
		file.Close()
	}
	b.data, b.passing = data[:new(paddingReader).squeeze(data[:n])], nil
	b.mapped.gone, b.mapped.lost, b.mapped.dropped = true, whole-n, n-len(b.data)
	if b.mapped.done {
		b.ends, _ = appendLineEnds(b.ends[:0], b.data)
	}
}

// workMapped does the work on a block of a mapped file, or on what is left of it.
func workMapped[T any](b *Block, work func(*Block) T) (result T) {
	defer b.mapped.window.release()
	ends := endsPool.Get().(*[]int32)
	b.ends = *ends
	defer func() {
		*ends, b.ends = b.ends, nil
		endsPool.Put(ends)
	}()
	whole := b.mapped.window.guarded(func() {
		result = work(b)
		b.locate()
	})
	if whole {
		return result
	}
	b.reread()
	result = work(b)
	b.locate()
	return result
}
