// Package packed reads what feeds and logs are packed in, and says of both in the same
// words why a file could not be read to its end. [Gzip] reads gzip; [Named] and [Failed] say it
// of any compression or archive.
package packed

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Named reads on from r, and says in its errors which compression was at fault.
func Named(r io.Reader, compression string) io.Reader { return named{r, compression} }

type named struct {
	io.Reader
	compression string
}

func (n named) Read(p []byte) (int, error) {
	count, err := n.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = Failed(n.compression, err)
	}
	return count, err
}

// errCut is what a compressed file that was cut off ends with.
var errCut = errors.New("the file ends early: it was cut off")

// Failed says which compression could not be read, and why: what ends before it may was cut off.
func Failed(compression string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = errCut
	}
	if strings.HasPrefix(err.Error(), compression+": ") { // as the packages that decode begin theirs
		return err
	}
	return fmt.Errorf("%s: %w", compression, err)
}
