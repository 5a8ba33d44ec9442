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
		if err := w.settle(root, e.Name(), nil); err != nil {
			return err
		}
	}
	return nil
}

// finish says in the directory what became of indicators, where anything did.
func (w *ruleWriter) finish(asOf time.Time) error {
	if !slices.ContainsFunc(w.changes, (*export.Changes).Any) {
		return nil
	}
	root, err := w.root()
	if err != nil {
		return err
	}
	defer root.Close()
	f := export.ChangesFile(w.changes, asOf)
	if before, err := root.ReadFile(f.Name); err == nil && !export.IsChanges(before) && !w.force {
		w.refuse(fmt.Errorf("%s was not written by foxhound, and is left as it is; give --force to overwrite it", w.shown(f.Name)))
		return nil
	}
	if _, err := replaceFile(root, f); err != nil {
		return err
	}
	return w.name(f.Name)
}

// verdict says that nothing was to be written, where nothing was, and that not everything that was
// to be written has been.
func (w *ruleWriter) verdict() error {
	if w.refused {
		return status(exitError)
	}
	if w.named == 0 && w.same > 0 {
		w.env.complain(fmt.Errorf("%s: nothing is new, and all files are as they were", w.dir))
	}
	return nil
}

// refuse says why something that was to be written is not. The rest is.
func (w *ruleWriter) refuse(why error) {
	w.refused = true
	w.env.complain(why)
}
