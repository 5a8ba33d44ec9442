package logs

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Find turns arguments (files, globs, directories, -) into sources in a stable order: the
// arguments as given, a directory's files by path. The same file is listed once. In a glob,
// ** stands for any number of directories. An argument that names nothing is a source with
// its error, so that the others are read all the same; where every argument is one, Find
// returns the first error.
//
// A directory is read with all below it, hidden files too, but for .git; links are followed,
// each directory once.
func Find(args []string) ([]Source, error) {
	f := finder{seen: map[string]bool{}, visited: map[string]bool{}}
	var first error
	missing := 0
	for _, arg := range args {
		if err := f.argument(arg); err != nil {
			missing++
			first = cmp.Or(first, fmt.Errorf("%s: %w", arg, err))
			f.add(Source{Path: arg, Size: -1, Err: err})
		}
	}
	if missing == len(args) {
		return nil, first
	}
	return f.sources, nil
}

type finder struct {
	sources []Source
	seen    map[string]bool // files by real path
	visited map[string]bool // directories by real path
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
	paths, err := glob(arg)
	if err != nil {
		return errors.New("not a file, and as a pattern it is malformed: check its brackets")
	}
	if len(paths) == 0 {
		return errors.New("no such file or directory, and no file matches it as a pattern")
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
		f.add(Source{Path: path, Size: -1, Err: pathless(err)})
	case info.IsDir():
		f.directory(path)
	default: // a pipe or device that was named is read like a file
		f.add(Source{Path: path, Size: size(info)})
	}
}

// directory adds the files below root. Walking is by name within each directory; sources
// are to be in the order of their whole paths.
func (f *finder) directory(root string) {
	var links []string
	first := len(f.sources)
	_ = filepath.WalkDir(root+string(filepath.Separator), func(path string, entry fs.DirEntry, err error) error {
		if err != nil { // a directory that may not be read
			f.add(Source{Path: path, Size: -1, Err: pathless(err)})
			return nil
		}
		path = filepath.Clean(path)
		if entry.IsDir() {
			if entry.Name() == ".git" && path != filepath.Clean(root) {
				return fs.SkipDir
			}
			f.visited[realPath(path)] = true
			return nil
		}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			links = append(links, path)
		} else {
			f.entry(path, info, err)
		}
		return nil
	})
	for _, link := range links {
		if real := realPath(link); !f.visited[real] && !within(realPath(filepath.Dir(link)), real) {
			f.directory(link)
		}
	}
	slices.SortStableFunc(f.sources[first:], func(a, b Source) int { return comparePaths(a.Path, b.Path) })
}

// within reports whether a path is a directory or below it: a link there to the directory
// leads round in circles.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// entry adds a file that stands in a directory. A pipe would be waited for.
func (f *finder) entry(path string, info fs.FileInfo, err error) {
	switch {
	case err != nil:
		f.add(Source{Path: path, Size: -1, Err: pathless(err)})
	case !info.Mode().IsRegular():
		f.add(Source{Path: path, Size: -1, Err: errIrregular})
	default:
		f.add(Source{Path: path, Size: info.Size()})
	}
}

var errIrregular = errors.New("a pipe, socket or device in a directory is not read; name it to read it")

// pathless is an error of the file system without the path, which stands before it anyway.
func pathless(err error) error {
	if of := (*fs.PathError)(nil); errors.As(err, &of) {
		return of.Err
	}
	return err
}

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
