package feed

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"foxhound/internal/packed"
)

// maxMembers is how many files an archive may have; feeds come in one.
const maxMembers = 1000

// encrypted is the bit of a zip member's flags that says that it needs a password.
const encrypted = 0x1

// unzip opens the members of an archive in their order. Members that are no feeds, such as
// a licence, are skipped and named, unless none is a feed.
func (o *opener) unzip(in io.Reader, r io.Reader, layer int) error {
	archive, err := o.archive(in, r)
	if err != nil {
		return err
	}
	if len(archive.File) > maxMembers {
		return fmt.Errorf("%w: a zip archive of more than %d files: unzip it first", errTooLarge, maxMembers)
	}
	var skipped skippedError
	feeds := 0
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		err := o.unzipMember(f, layer)
		var foreign *formatError
		switch {
		case err == nil:
			feeds++
		case errors.As(err, &foreign):
			skipped.members = append(skipped.members, fmt.Sprintf("%s in the archive is skipped: %v", printable(f.Name), err))
		default:
			return fmt.Errorf("%s: %w", printable(f.Name), err)
		}
	}
	if feeds == 0 {
		return &formatError{fmt.Sprintf("none of the %d files in the zip archive is a feed", len(archive.File))}
	}
	if skipped.members != nil {
		return &skipped
	}
	return nil
}

// A skippedError names the members of an archive that were no feeds, beside others that were.
type skippedError struct{ members []string }

func (e *skippedError) Error() string { return strings.Join(e.members, "; ") }

// archive opens a zip archive, whose table of contents is at its end: in place where r is a
// file, else in memory.
func (o *opener) archive(in io.Reader, r io.Reader) (*zip.Reader, error) {
	if z, size, ok := inPlace(r); ok {
		o.given = size
		return z, nil
	}
	data, err := io.ReadAll(io.LimitReader(in, o.max.archive+1))
	if err != nil {
		return nil, fmt.Errorf("reading the zip archive: %w", err)
	}
	if int64(len(data)) > o.max.archive {
		return nil, fmt.Errorf("%w: a zip archive of more than %d MiB: name it as a file or unzip it first", errTooLarge, o.max.archive>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("the zip archive is damaged or cut short: fetch it again: %w", err)
	}
	return z, nil
}

// inPlace opens an archive that can be read at any offset, and says how large it is.
func inPlace(r io.Reader) (*zip.Reader, int64, bool) {
	file, ok := r.(interface {
		io.ReaderAt
		io.Seeker
	})
	if !ok {
		return nil, 0, false
	}
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, 0, false
	}
	z, err := zip.NewReader(file, size)
	return z, size, err == nil
}

func (o *opener) unzipMember(f *zip.File, layer int) error {
	if f.Flags&encrypted != 0 {
		return errors.New("the archive needs a password: unzip it first")
	}
	r, err := f.Open()
	if err != nil {
		return packed.Failed("zip", err)
	}
	defer r.Close()
	return o.open(f.Name, packed.Named(r, "zip"), layer+1)
}
