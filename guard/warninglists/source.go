package warninglists

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// A Source is one of the warninglists.
type Source struct {
	Version int      `json:"version"`
	List    []string `json:"list"`
}

// maxSource bounds a warninglist, and a quarter of all of them: the largest has 25 MB.
const maxSource = 64 << 20

// Read reads the warninglists by name: from a folder with NAME/list.json or NAME.json at any
// depth, or from a tar.gz of such a folder.
func Read(from string) (map[string]*Source, error) {
	info, err := os.Stat(from)
	if err != nil {
		return nil, err
	}
	sources, read := map[string]*Source{}, int64(0)
	add := func(name string, r io.Reader) error {
		name, ok := sourceName(filepath.ToSlash(name))
		if !ok {
			return nil
		}
		s := &Source{}
		limited := &io.LimitedReader{R: r, N: maxSource}
		if err := json.NewDecoder(limited).Decode(s); err != nil {
			if limited.N == 0 {
				err = fmt.Errorf("more than %d MiB are no warninglist", maxSource>>20)
			}
			return fmt.Errorf("%s: %w", name, err)
		}
		if read += maxSource - limited.N; read > 4*maxSource {
			return fmt.Errorf("more than %d MiB are no warninglists", 4*maxSource>>20)
		}
		sources[name] = s
		return nil
	}
	if info.IsDir() {
		return sources, readFolder(from, add)
	}
	return sources, readArchive(from, add)
}

// sourceName is the list's name by its file's.
func sourceName(file string) (string, bool) {
	name, ok := strings.CutSuffix(file, ".json")
	if dir, is := strings.CutSuffix(name, "/list"); is {
		return path.Base(dir), ok
	}
	return path.Base(name), ok
}

func readFolder(dir string, add func(string, io.Reader) error) error {
	if lists := filepath.Join(dir, "lists"); exists(lists) {
		dir = lists
	}
	return filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		return add(name, f)
	})
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func readArchive(name string, add func(string, io.Reader) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := add(h.Name, t); err != nil {
			return err
		}
	}
}
