package logs

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// glob lists what matches a pattern, in the order of paths. It is filepath.Glob with one
// more: ** as a part of the path stands for any number of directories.
func glob(pattern string) ([]string, error) {
	parts := strings.Split(filepath.ToSlash(pattern), "/")
	deep := slices.Index(parts, "**")
	if deep < 0 {
		return filepath.Glob(pattern)
	}
	if _, err := filepath.Match(strings.Join(parts, "/"), ""); err != nil {
		return nil, err
	}
	roots, err := filepath.Glob(filepath.FromSlash(strings.Join(append(parts[:deep:deep], ""), "/") + "."))
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, root := range roots {
		_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() && entry.Name() == ".git" {
				return fs.SkipDir
			}
			below, relErr := filepath.Rel(root, path)
			if info, err := os.Stat(path); err == nil && relErr == nil && !info.IsDir() && matchParts(parts[deep:], strings.Split(filepath.ToSlash(below), "/")) {
				paths = append(paths, filepath.Clean(path))
			}
			return nil
		})
	}
	slices.SortFunc(paths, comparePaths)
	return slices.Compact(paths), nil
}

// matchParts matches a path's parts one by one; ** takes none, or one and the rest again.
func matchParts(pattern, path []string) bool {
	switch {
	case len(pattern) == 0:
		return len(path) == 0
	case pattern[0] == "**":
		return matchParts(pattern[1:], path) || len(path) > 0 && matchParts(pattern, path[1:])
	case len(path) == 0:
		return false
	}
	ok, err := filepath.Match(pattern[0], path[0])
	return ok && err == nil && matchParts(pattern[1:], path[1:])
}
