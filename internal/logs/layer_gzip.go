package logs

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// gzipLayer reads all members of a file, as rotation and parallel compression leave them.
var gzipLayer = &layer{
	name: "gzip",
	is:   begins("\x1f\x8b\x08"),
	decode: func(r io.Reader) (io.ReadCloser, error) {
		z, err := gzip.NewReader(bufio.NewReaderSize(r, 64<<10))
		if err != nil {
			return nil, err
		}
		return &gunzip{z}, nil
	},
}

type gunzip struct{ *gzip.Reader }

var errBehind = errors.New("what follows the compressed text is no gzip")

func (g *gunzip) Read(p []byte) (int, error) {
	n, err := g.Reader.Read(p)
	if errors.Is(err, gzip.ErrHeader) {
		err = errBehind
	}
	return n, err
}
