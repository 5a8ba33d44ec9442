package logs

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// A rawFile is a source as it stands on the disk or comes through a pipe, before anything is
// undone. Of a regular file, what is there when it is opened is read: what is appended
// meanwhile is left to the next hunt, or a log that hunting itself appends to would never end.
type rawFile struct {
	file     *os.File // nil for what is no file
	stream   io.Reader
	start    int64        // where it is read from: standard input may be read already
	size     int64        // from there on, when it was opened; -1 for what is no regular file
	n        atomic.Int64 // bytes read so far, those read twice counted twice
	modified time.Time
	info     os.FileInfo // of a file, as it was when it was opened
	close    func()
	ctx      context.Context
}

// openRaw opens what a source names.
func openRaw(ctx context.Context, s *Source, opts Options) (*rawFile, error) {
	path := s.Path
	raw := &rawFile{size: -1, close: func() {}, ctx: ctx}
	stream, ok := opts.Streams[path]
	if !ok && path == "-" {
		stream, ok = opts.Stdin, true
	}
	if ok {
		raw.stream = stream
		if raw.file, ok = stream.(*os.File); ok {
			raw.look()
		}
		return raw, nil
	}
	if s.Size >= 0 || !waits(path) {
		return raw, raw.open(path)
	}
	late := &lateFile{path: path}
	raw.stream = late
	context.AfterFunc(ctx, late.close)
	return raw, nil
}

// waits reports whether opening a path, or reading it, may wait for somebody else.
func waits(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
}

func (f *rawFile) open(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return pathless(err)
	}
	f.file, f.stream, f.close = file, file, func() { file.Close() }
	f.look()
	return nil
}

// look finds the file's size, and when it was written. Files that the system makes up have
// content and no size, and are read to their end.
func (f *rawFile) look() {
	info, err := f.file.Stat()
	if err != nil {
		return
	}
	f.modified, f.info = info.ModTime(), info
	if info.Mode()&os.ModeNamedPipe != 0 {
		widen(f.file)
	}
	if info.Mode().IsRegular() && info.Size() > 0 {
		f.size = info.Size()
		if at, err := f.file.Seek(0, io.SeekCurrent); err == nil {
			f.start, f.size = at, max(0, f.size-at)
		}
	}
}

// reader returns what reads the file from where it stands. Pipes are read by a goroutine of
// their own, because a read that waits cannot be interrupted, and a hunt can.
func (f *rawFile) reader() io.Reader {
	switch {
	case f.stream == nil:
		return eof{}
	case f.size < 0:
		ahead := newAhead(f.ctx, f, nil)
		ahead.start()
		first := f.close
		f.close = func() { ahead.leave(); first() }
		return ahead
	}
	return f
}

// Read reads on. That a file is shorter now than when it was opened is an error.
func (f *rawFile) Read(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	if f.size >= 0 {
		left := f.size - f.n.Load()
		if left == 0 {
			return 0, io.EOF
		}
		p = p[:min(int64(len(p)), left)]
	}
	n, err := f.stream.Read(p)
	if err != nil && err != io.EOF {
		err = pathless(err)
	}
	total := f.n.Add(int64(n))
	if err == io.EOF && total < f.size {
		err = f.cut(total)
	}
	return n, err
}

// cut says that no more than so many bytes of the file were there to be read.
func (f *rawFile) cut(there int64) error {
	return fmt.Errorf("the file was cut while it was read: %d of its %d bytes were there", there, f.size)
}

// grown returns how many bytes a file has now that it had not when it was opened.
func (f *rawFile) grown() int64 {
	if f.size < 0 {
		return 0
	}
	info, err := f.file.Stat()
	if err != nil {
		return 0
	}
	return max(0, info.Size()-f.start-f.size)
}

// ReadAt reads anywhere, for archives that are read from their end.
func (f *rawFile) ReadAt(p []byte, at int64) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := f.file.ReadAt(p, f.start+at)
	f.n.Add(int64(n))
	return n, err
}

// A lateFile is opened by the first who reads it: opening a pipe waits for who writes to it.
type lateFile struct {
	path   string
	mu     sync.Mutex
	file   *os.File
	closed bool
}

// Late returns a reader of a pipe, which opens it when it is first read.
func Late(path string) io.Reader { return &lateFile{path: path} }

func (l *lateFile) Read(p []byte) (int, error) {
	if l.file == nil {
		file, err := os.Open(l.path)
		if err != nil {
			return 0, pathless(err)
		}
		widen(file)
		l.opened(file)
	}
	n, err := l.file.Read(p)
	if err == io.EOF {
		l.close()
	}
	return n, err
}

func (l *lateFile) opened(file *os.File) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.file = file
	if l.closed {
		file.Close()
	}
}

// close lets a read that waits return. Any goroutine may call it.
func (l *lateFile) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	if l.file != nil {
		l.file.Close()
	}
}

// A consumed reader counts what was taken of a file. It takes as much as there is room for,
// so that pieces are the same whatever a pipe gives at a time.
type consumed struct {
	r io.Reader
	n int64
}

func (c *consumed) Read(p []byte) (int, error) {
	n, err := io.ReadFull(c.r, p)
	c.n += int64(n)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	return n, err
}

func (c *consumed) at() int64 { return c.n }

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

// A headReader lets the first bytes be looked at before they are read. It copies no others.
type headReader struct {
	r    io.Reader
	room [layerHead]byte
	head []byte // read and not handed on
	err  error  // that followed
}

// peek returns the next n bytes, up to [layerHead], or those that there are.
func (h *headReader) peek(n int) []byte {
	h.head = h.room[:copy(h.room[:], h.head)]
	for idle := 0; len(h.head) < n && h.err == nil && idle < 100; idle++ {
		var got int
		got, h.err = h.r.Read(h.room[len(h.head):])
		h.head = h.room[:len(h.head)+got]
	}
	return h.head[:min(n, len(h.head))]
}

func (h *headReader) discard(n int) { h.head = h.head[n:] }

func (h *headReader) Read(p []byte) (int, error) {
	switch {
	case len(h.head) > 0:
		n := copy(p, h.head)
		h.head = h.head[n:]
		return n, nil
	case h.err != nil:
		return 0, h.err
	}
	return h.r.Read(p)
}
