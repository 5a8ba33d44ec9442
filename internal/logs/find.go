package logs

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Find turns arguments (files, globs, directories, -) into sources in a stable order: the
// arguments as given, a directory's files by path. The same file is listed once. An error
// is for an argument that names nothing.
//
// A directory is read with all below it, hidden files too, but for .git; links to files are
// followed, links to directories are not.
func Find(args []string) ([]Source, error) {
	f := finder{seen: map[string]bool{}}
	for _, arg := range args {
		if err := f.argument(arg); err != nil {
			return nil, err
		}
	}
	return f.sources, nil
}

type finder struct {
	sources []Source
	seen    map[string]bool // by real path
}

func (f *finder) argument(arg string) error {
	if arg == "-" {
		f.add(Source{Path: "-", Size: -1})
		return nil
	}
	if _, err := os.Lstat(arg); err == nil {
		f.path(arg)
		return nil
	}
	paths, err := filepath.Glob(arg)
	if err != nil {
		return fmt.Errorf("%s: not a file, and as a pattern it is malformed: check its brackets", arg)
	}
	if len(paths) == 0 {
		return fmt.Errorf("%s: no such file or directory, and no file matches it as a pattern", arg)
	}
	for _, path := range paths {
		f.path(path)
	}
	return nil
}

// path adds a file, or a directory's files.
func (f *finder) path(path string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		f.add(Source{Path: path, Size: -1, Err: err})
	case info.IsDir():
		f.directory(path)
	default: // a pipe or device that was named is read like a file
		f.add(Source{Path: path, Size: size(info)})
	}
}

// directory adds the files below root. Walking is by name within each directory; sources
// are to be in the order of their whole paths.
func (f *finder) directory(root string) {
	first := len(f.sources)
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil { // a directory that may not be read
			f.add(Source{Path: path, Size: -1, Err: err})
			return nil
		}
		if entry.IsDir() {
			if entry.Name() == ".git" && path != root {
				return fs.SkipDir
			}
			return nil
		}
		f.entry(path)
		return nil
	})
	slices.SortStableFunc(f.sources[first:], func(a, b Source) int { return comparePaths(a.Path, b.Path) })
}

// entry adds what stands in a directory: regular files and links to them. A link to a
// directory could lead round in circles; a pipe would be waited for.
func (f *finder) entry(path string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		f.add(Source{Path: path, Size: -1, Err: err})
	case info.IsDir():
	case !info.Mode().IsRegular():
		f.add(Source{Path: path, Size: -1, Err: &fs.PathError{Op: "read", Path: path, Err: errIrregular}})
	default:
		f.add(Source{Path: path, Size: info.Size()})
	}
}

var errIrregular = fmt.Errorf("a pipe, socket or device in a directory is not read; name it to read it")

// comparePaths orders by the path's parts, so that a/b comes before a-b/c on all systems.
func comparePaths(a, b string) int { return slices.Compare(parts(a), parts(b)) }

func parts(path string) []string {
	dir, name := filepath.Split(path)
	if dir = filepath.Clean(dir); name == "" || dir == "." || dir == path || dir == string(filepath.Separator) {
		return []string{path}
	}
	return append(parts(dir), name)
}

// add appends the source unless the same file is there.
func (f *finder) add(s Source) {
	if key := realPath(s.Path); !f.seen[key] {
		f.seen[key] = true
		f.sources = append(f.sources, s)
	}
}

func realPath(path string) string {
	if path == "-" {
		return path
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return path
}

func size(info fs.FileInfo) int64 {
	if info.Mode().IsRegular() {
		return info.Size()
	}
	return -1
}
