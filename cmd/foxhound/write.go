package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"foxhound/export"
	"foxhound/rule"
)

// ruleWriter writes rules to standard output, or as files where there is a directory.
type ruleWriter struct {
	env    *env
	dir    string
	format export.Format
	hunts  int  // of all rules written
	force  bool // overwrite rule files that were edited
}

func (w *ruleWriter) write(r *rule.Rule) error {
	if w.dir == "" {
		return export.Write(w.env.out, r, w.format)
	}
	files, err := export.Files(r, w.format)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.dir, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(w.dir) // no name of a feed leads out of it
	if err != nil {
		return err
	}
	defer root.Close()
	if w.format == export.FormatRule {
		if err := w.succeed(root, export.Folder(r.Family), files); err != nil {
			return err
		}
	}
	for _, f := range files {
		if err := replaceFile(root, f); err != nil {
			return err
		}
	}
	if err := w.settle(root, export.Folder(r.Family), files); err != nil {
		return err
	}
	for _, f := range files { // last, since whoever reads them may go away
		if _, err := fmt.Fprintln(w.env.out, w.shown(f.Name)); err != nil {
			return err
		}
	}
	return nil
}

// shown is a file's name below the directory, as its user would write it.
func (w *ruleWriter) shown(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// replaceFile writes a file so that a reader sees the old one or the new one, whole.
func replaceFile(root *os.Root, f export.File) (err error) {
	if err := root.MkdirAll(path.Dir(f.Name), 0o777); err != nil {
		return err
	}
	part := f.Name + ".part"
	if err := root.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	defer func() {
		if err != nil {
			root.Remove(part)
		}
	}()
	if err := root.WriteFile(part, f.Data, 0o666); err != nil {
		return err
	}
	return root.Rename(part, f.Name)
}
