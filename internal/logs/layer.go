package logs

import (
	"bytes"
	"fmt"
	"io"
)

// A layer is one way of compressing a file, or of packing many into one. Each has a file of
// its own and a line in [layers].
type layer struct {
	name string

	// is tells it by a file's first [layerHead] bytes, or those that there are.
	is func(head []byte) bool

	// decode opens a compressed text.
	decode func(r io.Reader) (io.ReadCloser, error)

	// unpack opens an archive, which r reads from its first byte; one that is whole is read
	// through raw instead, anywhere.
	unpack func(r io.Reader, raw *rawFile) (archive, error)
	whole  bool
}

// layerHead is how many bytes tell a layer: a tar archive says what it is at its 258th.
const layerHead = 512

var layers = []*layer{gzipLayer, zstdLayer, bzip2Layer, xzLayer, zipLayer, tarLayer}

// layerOf returns the layer whose magic number a file begins with, or nil for what is plain.
func layerOf(head []byte) *layer {
	for _, l := range layers {
		if l.is(head) {
			return l
		}
	}
	return nil
}

// begins makes a test for one of some magic numbers.
func begins(magics ...string) func([]byte) bool {
	return func(head []byte) bool {
		for _, magic := range magics {
			if bytes.HasPrefix(head, []byte(magic)) {
				return true
			}
		}
		return false
	}
}

// caps bound what may come out of a compressed file, against one that was made to keep its
// reader busy for days. No log is near them: what gzip makes of zeros is 1030 times smaller,
// of logs ten to a hundred times.
type caps struct {
	ratio int64 // bytes out for one byte of the file in
	free  int64 // bytes out of one layer before the ratio counts
	total int64 // bytes out of one source, all layers together
}

func (c caps) orDefault() caps {
	if c == (caps{}) {
		return caps{ratio: 1000, free: 256 << 20, total: 1 << 40}
	}
	return c
}

// A capped reader ends where a layer gives more than the caps allow.
type capped struct {
	r    io.Reader
	o    *opener
	n    int64 // bytes out
	at   place
	from int64 // where it began
}

func (o *opener) capped(r io.Reader, at place) *capped {
	return &capped{r: r, o: o, at: at, from: at()}
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	switch total := c.o.text.Add(int64(n)); {
	case total > c.o.caps.total:
		return n, fmt.Errorf("more than %s come out of it: decompress it, and split it", sizeOf(c.o.caps.total))
	case c.n > c.o.caps.free && c.n/c.o.caps.ratio > c.at()-c.from:
		return n, fmt.Errorf("more than %d times its size comes out of it, as of a decompression bomb: decompress it if it is none, and give what comes out", c.o.caps.ratio)
	}
	return n, err
}
