package query

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// replay is a stream that can be read from its beginning again and again: what was read
// once is kept in a file without a name.
type replay struct {
	mu   sync.Mutex // who stopped early may have a read waiting when the next begins
	from io.Reader
	kept *os.File
	name string // of the file, where it has one
	size int64  // bytes kept
	err  error  // that from ended with
}

// reader returns a reader from the beginning. Readers are used one after the other.
func (r *replay) reader() io.Reader { return &replaying{of: r} }

// close gives the file back. It may be called on nil.
func (r *replay) close() error {
	if r == nil || r.kept == nil {
		return nil
	}
	err := r.kept.Close()
	if r.name != "" {
		err = errors.Join(err, os.Remove(r.name))
	}
	return err
}

// keep appends to the file, which begins with the first bytes.
func (r *replay) keep(p []byte) (err error) {
	if r.kept == nil {
		if err := r.create(); err != nil {
			return fmt.Errorf("a stream cannot be kept for a second reading: %w", err)
		}
	}
	_, err = r.kept.WriteAt(p, r.size)
	r.size += int64(len(p))
	return err
}

// create makes the file, and takes its name away at once, so that nothing is left of it
// however the process ends. Some systems keep the name of an open file until it is closed.
func (r *replay) create() (err error) {
	if r.kept, err = os.CreateTemp("", "foxhound-*"); err != nil {
		return err
	}
	if os.Remove(r.kept.Name()) != nil {
		r.name = r.kept.Name()
	}
	return nil
}

type replaying struct {
	of *replay
	at int64
}

func (r *replaying) Read(p []byte) (n int, err error) {
	r.of.mu.Lock()
	defer r.of.mu.Unlock()
	if r.at < r.of.size {
		n, err = r.of.kept.ReadAt(p[:min(int64(len(p)), r.of.size-r.at)], r.at)
		r.at += int64(n)
		return n, err
	}
	if r.of.err != nil {
		return 0, r.of.err
	}
	n, r.of.err = r.of.from.Read(p)
	r.at += int64(n)
	if err := r.of.keep(p[:n]); err != nil {
		return 0, err
	}
	return n, r.of.err
}
