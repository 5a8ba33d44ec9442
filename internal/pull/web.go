package pull

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

var urlKind = kind{
	name:  "url",
	about: "any address of HTTP or HTTPS that holds a feed in a known shape, or a table whose columns are named",
	pull:  pullOne,
}

var fileKind = kind{
	name:  "file",
	about: "a file that something else writes",
	pull:  pullFile,
}

// pullOne fetches the one address of a feed.
func pullOne(ctx context.Context, s *session) error {
	return s.get(ctx, s.feed.URL, "feed")
}

// get fetches an address and reads it, unless it has not changed. The label tells what the
// server said of this address from what it said of others.
func (s *session) get(ctx context.Context, address, label string) error {
	b, err := s.fetch(ctx, request{url: address, label: label})
	if err != nil || b == nil {
		return err
	}
	return s.read(ctx, Redact(address), b)
}

// join is an address below another.
func join(base, rest string) string { return strings.TrimRight(base, "/") + "/" + rest }

// pullFile reads a file, unless it is as it was.
func pullFile(ctx context.Context, s *session) error {
	path := strings.TrimPrefix(s.feed.URL, "file://")
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return errors.New("this is a directory: name a file")
	}
	if info.Size() > s.maxBytes() {
		return s.tooLarge()
	}
	state := info.ModTime().UTC().Format("2006-01-02T15:04:05.999999999Z") + " " + filepath.Base(path)
	if s.old["modified file"] == state {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := s.options().Read(ctx, path, f)
	if err != nil {
		return err
	}
	s.batch.Bytes += info.Size()
	s.batch.Cursor["modified file"] = state
	s.add(r)
	return nil
}
