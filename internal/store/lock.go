package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Lock takes the right to pull, which one process has at a time; release gives it back. Where
// another has it the error is a [*BusyError]. The system takes it from a process that ends,
// however it ends. A store that has the lock may take it again.
func (s *Store) Lock() (release func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locked == 0 {
		if s.lock, err = s.takeLock(); err != nil {
			return nil, err
		}
	}
	s.locked++
	return sync.OnceFunc(s.unlock), nil
}

func (s *Store) unlock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locked--; s.locked == 0 {
		s.lock.Truncate(0)
		s.lock.Close() // and with it the lock
	}
}

func (s *Store) takeLock() (*os.File, error) {
	name := s.path + ".lock"
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, &BusyError{name, ownerOf(name)}
	}
	owner := fmt.Sprintf("%s, process %d, since %s", filepath.Base(os.Args[0]), os.Getpid(), s.opts.Now().UTC().Format(time.DateTime+" UTC"))
	f.Truncate(0)
	f.WriteAt([]byte(owner), ownerAt)
	return f, nil
}

// ownerAt is where the owner's name stands: behind the byte that is locked, since Windows lets
// nobody else read what is.
const ownerAt = 1

// ownerOf is what the holder wrote of itself.
func ownerOf(name string) string {
	f, err := os.Open(name)
	if err != nil {
		return "whose name cannot be read"
	}
	defer f.Close()
	text := make([]byte, 200)
	n, _ := f.ReadAt(text, ownerAt)
	if owner := strings.TrimSpace(string(text[:n])); owner != "" {
		return owner
	}
	return "which has just begun"
}
