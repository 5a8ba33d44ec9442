package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"foxhound/export"
	"foxhound/indicator"
)

// forget removes what was written in this format for families of which nothing is known any more,
// and the lists of their indicators.
func (w *ruleWriter) forget(known []indicator.Family) error {
	if w.dir == "" {
		return nil
	}
	root, err := w.root()
	if err != nil {
		return err
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		here := func(f indicator.Family) bool { return export.Folder(f) == e.Name() }
		if !e.IsDir() || slices.ContainsFunc(known, here) {
			continue
		}
		if _, err := root.Stat(path.Join(e.Name(), manifestName)); err != nil {
			continue // no folder of ours
		}
		before, err := root.ReadFile(path.Join(e.Name(), export.IndicatorsName))
		switch {
		case err == nil:
			w.changes = append(w.changes, export.Lost(e.Name(), before))
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
		if err := w.settle(root, e.Name(), nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// finish says in the directory what became of indicators, where anything did, and on standard
// error that nothing was to be written, where nothing was.
func (w *ruleWriter) finish(asOf time.Time) error {
	if w.dir == "" {
		return nil
	}
	if slices.ContainsFunc(w.changes, (*export.Changes).Any) {
		root, err := w.root()
		if err != nil {
			return err
		}
		defer root.Close()
		f := export.ChangesFile(w.changes, asOf)
		if _, err := replaceFile(root, f); err != nil {
			return err
		}
		return w.name(f.Name)
	}
	if w.named == 0 && w.same > 0 {
		w.env.complain(fmt.Errorf("%s: nothing is new, and all files are as they were", w.dir))
	}
	return nil
}
