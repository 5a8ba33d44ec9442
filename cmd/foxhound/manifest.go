package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"foxhound/export"
)

// manifestName is the file in a family's folder that says what was written there, so that
// files of hunts that are gone can be told from everybody else's.
const manifestName = ".foxhound"

// A manifest lists the files that were written into a family's folder: by name, below that
// folder, how each was written and what it then held.
type manifest map[string]written

type written struct {
	format export.Format
	sum    string
}

// sum is a file's content in short.
func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// manifestHead is a manifest's first line. All lines are comments, lest the folder be read as
// indicators and the sums be taken for hashes of malware.
const manifestHead = "# foxhound wrote these files: the SHA-256 of each, its format, its name\n"

// parseManifest reads lines of sum, format and name. Names that lead out of the folder, and
// what is no line at all, count for nothing.
func parseManifest(text []byte) manifest {
	m := manifest{}
	for line := range strings.Lines(string(text)) {
		parts := strings.SplitN(strings.TrimSpace(strings.TrimPrefix(line, "# ")), " ", 3)
		if len(parts) == 3 && len(parts[0]) == 2*sha256.Size && fs.ValidPath(parts[2]) {
			m[parts[2]] = written{export.Format(parts[1]), parts[0]}
		}
	}
	return m
}

func (m manifest) text() []byte {
	var b strings.Builder
	b.WriteString(manifestHead)
	for _, name := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "# %s %s %s\n", m[name].sum, m[name].format, name)
	}
	return []byte(b.String())
}

// settle brings a family's folder up to date after its files were written, each in its format: what
// foxhound wrote in this format before, and would not write now, is removed. A file that was
// changed since is its owner's, and stays. Of a family that is gone there are no files, and its
// list goes too.
func (w *ruleWriter) settle(root *os.Root, folder string, files []export.File, formats []export.Format) error {
	name := path.Join(folder, manifestName)
	before, err := root.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	old, now := parseManifest(before), manifest{}
	for i, f := range files {
		now[strings.TrimPrefix(f.Name, folder+"/")] = written{formats[i], sum(f.Data)}
	}
	for _, file := range slices.Sorted(maps.Keys(old)) {
		if _, ok := now[file]; ok {
			continue
		}
		if f := old[file].format; f != w.format && f != listFormat {
			now[file] = old[file]
		} else if err := w.removeStale(root, path.Join(folder, file), old[file].sum); err != nil {
			return err
		}
	}
	if len(now) == 0 {
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		_ = root.Remove(folder) // fails where other files are
		return nil
	}
	_, err = replaceFile(root, export.File{Name: name, Data: now.text()})
	return err
}

// removeStale removes a file that still holds what was written, and its folder if that is
// empty then.
func (w *ruleWriter) removeStale(root *os.Root, name, sumThen string) error {
	data, err := root.ReadFile(name)
	gone := "its hunt is gone"
	if path.Base(name) == export.IndicatorsName {
		gone = "its family is gone"
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case sum(data) != sumThen:
		w.env.complain(fmt.Errorf("%s: %s, and it was changed since it was written: left as it is", w.shown(name), gone))
		return nil
	}
	if err := root.Remove(name); err != nil {
		return err
	}
	_ = root.Remove(path.Dir(name)) // fails where other files are
	w.env.complain(fmt.Errorf("%s: %s: removed", w.shown(name), gone))
	return nil
}
