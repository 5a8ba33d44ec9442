package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"foxhound/export"
	"foxhound/indicator"
	"foxhound/rulefile"
)

// succeed gives rule files what their former ones have that must stay: the version, and the proofs
// that people added. A file that was edited otherwise is not to be overwritten, and the error
// shows what would be lost.
func (w *ruleWriter) succeed(root *os.Root, folder string, files []export.File) error {
	list, err := root.ReadFile(path.Join(folder, manifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	known := parseManifest(list)
	for i := range files {
		before, err := root.ReadFile(files[i].Name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return err
		}
		edited := known[strings.TrimPrefix(files[i].Name, folder+"/")].sum != sum(before)
		old, err := rulefile.Read(w.shown(files[i].Name), before)
		if err == nil {
			if files[i].Data, err = successor(files[i].Data, old); err != nil {
				return err
			}
		}
		if edited && !w.force && string(files[i].Data) != string(before) {
			fmt.Fprint(w.env.err, difference(string(before), string(files[i].Data)))
			return fmt.Errorf("%s was edited since it was written, and is left as it is: above is what would change; give --force to overwrite it", w.shown(files[i].Name))
		}
	}
	return nil
}

// successor is a rule file with what it takes over from a former one.
func successor(data []byte, old *rulefile.File) ([]byte, error) {
	f, err := rulefile.Read("the new rule file", data)
	if err != nil {
		return nil, err
	}
	f.Succeed(old)
	return f.Encode()
}

// maxDifference is how many lines a difference shows, and maxAhead how far ahead it looks for
// lines that both sides share.
const (
	maxDifference = 40
	maxAhead      = 200
)

// difference shows the lines that are there only (-) and those that would be (+).
func difference(before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	lines := edits(a, b)
	var out strings.Builder
	for i, line := range lines {
		if i == maxDifference {
			fmt.Fprintf(&out, "... and %d lines more\n", len(lines)-i)
			break
		}
		fmt.Fprintln(&out, indicator.Printable(line, 200))
	}
	return out.String()
}

// edits are the lines to take away and to add, from one line that both share to the next.
func edits(a, b []string) (lines []string) {
	for len(a) > 0 || len(b) > 0 {
		x, y := shared(a, b)
		for _, line := range a[:x] {
			lines = append(lines, "- "+line)
		}
		for _, line := range b[:y] {
			lines = append(lines, "+ "+line)
		}
		if a, b = a[x:], b[y:]; len(a) > 0 && len(b) > 0 {
			a, b = a[1:], b[1:]
		}
	}
	return lines
}

// shared finds the nearest line that both sides have, or their ends.
func shared(a, b []string) (x, y int) {
	for ahead := range maxAhead {
		for x := range ahead + 1 {
			if y := ahead - x; x < len(a) && y < len(b) && a[x] == b[y] {
				return x, y
			}
		}
	}
	return len(a), len(b)
}
