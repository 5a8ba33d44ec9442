package main

import (
	"bytes"
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
// folder, how each was written and what it then held. While they are being written it has what
// they held before as well, so that of a run that broke off each file still counts as ours.
type manifest map[string]written

type written struct {
	format export.Format
	sums   []string
}

// is reports whether a file holds what was written, whichever way its lines end: git may change that.
func (w written) is(data []byte) bool {
	lines := bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return slices.Contains(w.sums, sum(data)) || slices.Contains(w.sums, sum(lines)) ||
		slices.Contains(w.sums, sum(bytes.ReplaceAll(lines, []byte("\n"), []byte("\r\n"))))
}

// add notes that a file is written too.
func (m manifest) add(name string, format export.Format, data []byte) {
	if w := m[name]; !w.is(data) {
		m[name] = written{format, append(w.sums, sum(data))}
	}
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
			m[parts[2]] = written{export.Format(parts[1]), append(m[parts[2]].sums, parts[0])}
		}
	}
	return m
}

// readManifest reads the manifest of a folder; one that is not there lists nothing.
func readManifest(root *os.Root, folder string) (manifest, error) {
	text, err := root.ReadFile(path.Join(folder, manifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, located(root, path.Join(folder, manifestName), err)
	}
	return parseManifest(text), nil
}

func (m manifest) text() []byte {
	var b strings.Builder
	b.WriteString(manifestHead)
	for _, name := range slices.Sorted(maps.Keys(m)) {
		for _, sum := range m[name].sums {
			fmt.Fprintf(&b, "# %s %s %s\n", sum, m[name].format, name)
		}
	}
	return []byte(b.String())
}

// settle brings a family's folder up to date after its files were written, each in its format: what
// foxhound wrote in this format before, and would not write now, is removed. A file that was
// changed since is its owner's, and stays, as do those that were left as they are. Of a family
// that is gone there are no files, and its list goes too.
func (w *ruleWriter) settle(root *os.Root, folder string, files []ruleText) error {
	name := path.Join(folder, manifestName)
	old, err := readManifest(root, folder)
	if err != nil {
		return err
	}
	now, left := manifest{}, map[string]bool{}
	for _, f := range files {
		within := strings.TrimPrefix(f.Name, folder+"/")
		if left[within] = f.left; !f.left {
			now.add(within, f.format, f.Data)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(old)) {
		if _, ok := now[file]; ok {
			continue
		}
		if f := old[file].format; left[file] || f != w.as && f != listFormat {
			now[file] = old[file]
		} else if err := w.removeStale(root, path.Join(folder, file), old[file]); err != nil {
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
func (w *ruleWriter) removeStale(root *os.Root, name string, then written) error {
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
	case !then.is(data):
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
