package logs

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// An input is an opened source: its text after decompression, as UTF-8.
type input struct {
	io.Reader
	modified time.Time
	raw      *countingReader // what was read of the file itself
	close    func()
}

// openSource opens the source and undoes its compression and encoding.
func openSource(s *Source, stdin io.Reader) (*input, error) {
	if s.Err != nil {
		return nil, s.Err
	}
	if s.Path == "-" {
		return newInput(stdin, time.Time{}, func() {})
	}
	file, err := os.Open(s.Path)
	if err != nil {
		return nil, err
	}
	var modified time.Time
	if info, err := file.Stat(); err == nil {
		modified = info.ModTime()
	}
	return newInput(file, modified, func() { file.Close() })
}

func newInput(r io.Reader, modified time.Time, closeFile func()) (*input, error) {
	if r == nil {
		r = bytes.NewReader(nil)
	}
	raw := &countingReader{r: r}
	plain, closeCodec, err := decompress(bufio.NewReaderSize(raw, 256<<10))
	if err != nil {
		closeFile()
		return nil, err
	}
	return &input{newTextReader(plain), modified, raw, func() { closeCodec(); closeFile() }}, nil
}

// decompress tells the compression by its magic number; what has none is plain.
func decompress(r *bufio.Reader) (io.Reader, func(), error) {
	head, _ := r.Peek(4) // an error shows again when reading
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, fmt.Errorf("gzip: %w", early(err))
		}
		return codec{z, "gzip"}, func() { z.Close() }, nil
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			return nil, nil, fmt.Errorf("zstd: %w", err)
		}
		return codec{z, "zstd"}, z.Close, nil
	case bytes.HasPrefix(head, []byte("BZh")):
		return codec{bzip2.NewReader(r), "bzip2"}, func() {}, nil
	}
	return r, func() {}, nil
}

// A codec names itself in its errors.
type codec struct {
	io.Reader
	name string
}

func (c codec) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%s: %w", c.name, early(err))
	}
	return n, err
}

// errCut is what a compressed file that was cut off ends with.
var errCut = errors.New("the file ends early: it was cut off")

func early(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errCut
	}
	return err
}

// A countingReader counts what was read through it.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// Open opens a file as logs are read: decompressed by its content, and as UTF-8.
func Open(path string) (io.ReadCloser, error) {
	in, err := openSource(&Source{Path: path}, nil)
	if err != nil {
		return nil, err
	}
	return opened{in}, nil
}

// opened is an input that its reader closes.
type opened struct{ *input }

func (o opened) Close() error {
	o.input.close()
	return nil
}
