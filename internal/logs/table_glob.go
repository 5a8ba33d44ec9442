package logs

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"foxhound/internal/schema"
)

// A TableGlob is --table NAME=GLOB: files whose path or base name matches are that table.
// In a glob, ** stands for any number of directories.
type TableGlob struct{ Table, Glob string }

// matches reports whether the glob names the file. A member of an archive is named as its
// archive is, or by its own path within.
func (g TableGlob) matches(s Source) bool {
	paths := []string{s.Path}
	if s.Archive != "" {
		paths = []string{s.Path, s.Archive, strings.TrimPrefix(s.Path, s.Archive+"!")}
	}
	return slices.ContainsFunc(paths, func(path string) bool {
		return slices.ContainsFunc([]string{path, filepath.Clean(path), filepath.Base(path)}, func(name string) bool {
			return matchParts(globParts(g.Glob), globParts(name))
		})
	})
}

func globParts(path string) []string { return strings.Split(filepath.ToSlash(path), "/") }

// Unused lists the globs that name none of the sources: whoever gave one meant something
// else.
func Unused(globs []TableGlob, sources []Source) []TableGlob {
	var unused []TableGlob
	for _, g := range globs {
		if !slices.ContainsFunc(sources, func(s Source) bool { return g.matches(s) || mayHold(s) }) {
			unused = append(unused, g)
		}
	}
	return unused
}

// tableOf returns the table that --table gives a file; the last one that fits has it.
func tableOf(s Source, globs []TableGlob) (table string) {
	for _, g := range globs {
		if g.matches(s) {
			table = g.Table
		}
	}
	return table
}

// mayHold reports whether a source is an archive, as far as its name tells: what is in it
// shows only when it is read.
func mayHold(s Source) bool {
	name := strings.ToLower(filepath.Base(s.Path))
	return strings.Contains(name, ".tar") || slices.Contains([]string{".zip", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst"}, filepath.Ext(name))
}

// checkTables refuses --table of what is no pattern, and of what is no table unless tables
// may be the user's own.
func checkTables(globs []TableGlob, own bool) error {
	for _, g := range globs {
		if !own && !schema.Known(g.Table) {
			return fmt.Errorf("unknown table `%s` for `%s`; names are those of the schema, in its case, such as DnsEvents", g.Table, g.Glob)
		}
		if _, err := filepath.Match(g.Glob, ""); err != nil {
			return fmt.Errorf("pattern `%s` for table `%s` is malformed: check its brackets", g.Glob, g.Table)
		}
	}
	return nil
}

// ReadAs returns the sources that --table gives to a table, and the archives whose members
// it may give to it.
func ReadAs(sources []Source, globs []TableGlob, table string) []Source {
	var list []Source
	for _, s := range sources {
		if told := tableOf(s, globs); told == table || told == "" && mayHold(s) {
			list = append(list, s)
		}
	}
	return list
}

// MayHave returns the sources that may have rows of a table: all but those that --table
// gives to another one. A source that cannot be read stays, for it is shown in its place.
func MayHave(sources []Source, globs []TableGlob, table string) []Source {
	return slices.DeleteFunc(slices.Clone(sources), func(s Source) bool {
		told := tableOf(s, globs)
		return told != "" && told != table && s.Err == nil && !mayHold(s)
	})
}

// Told returns the table that --table gives to a source; ok is false where it gives none.
func Told(s Source, globs []TableGlob) (table string, ok bool) {
	table = tableOf(s, globs)
	return table, table != ""
}
