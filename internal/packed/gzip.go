package packed

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// GzipMagic is what a gzip file begins with.
const GzipMagic = "\x1f\x8b\x08"

// Gzip reads all members of a file, as rotation and parallel compression leave them.
func Gzip(r io.Reader) (io.ReadCloser, error) {
	g := &gunzip{file: bufio.NewReaderSize(r, 64<<10)}
	return g, g.member.open(g.file)
}

// A gunzip reads the members of a file one behind the other.
type gunzip struct {
	file   *bufio.Reader // stands where what was read of the member ends
	member gzipMember
}

func (g *gunzip) Read(p []byte) (n int, err error) {
	for n == 0 && err == nil { // members may be empty
		if n, err = g.member.Read(p); err == io.EOF {
			err = g.next()
		}
	}
	return n, err
}

func (g *gunzip) Close() error { return g.member.Close() }

var errBehind = errors.New("what follows the compressed text is no gzip, and is not read")

// next opens the next member, if there is one. Zeros before it, or behind the last one, are the
// padding of tapes and block devices.
func (g *gunzip) next() error {
	for {
		c, err := g.file.ReadByte()
		if err != nil {
			return err
		}
		if c != 0 {
			break
		}
	}
	if err := g.file.UnreadByte(); err != nil {
		return err
	}
	if begin, _ := g.file.Peek(len(GzipMagic)); !strings.HasPrefix(GzipMagic, string(begin)) {
		return errBehind
	}
	err := g.member.open(g.file)
	if errors.Is(err, gzip.ErrHeader) {
		return errBehind
	}
	return err
}

// A gzipMember is a text of those that a file may have.
type gzipMember struct{ gzip.Reader }

func (m *gzipMember) open(r *bufio.Reader) error {
	err := m.Reset(r)
	m.Multistream(false)
	return err
}
