package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"foxhound/export"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// ruleWriter writes rules to standard output, or as files where there is a directory. Files
// that hold what they would hold already are left alone.
type ruleWriter struct {
	env    *env
	dir    string
	format export.Format
	as     export.Format // what manifests call it: rule files of the two dialects stand side by side
	hunts  int           // of all rules written
	force  bool          // overwrite files that were edited

	changes []*export.Changes // of the indicators of families, since their folders were last written
	same    int               // files left alone
	named   int               // files named on standard output
	refused bool              // something that was to be written was not, and it was said why
}

func newRuleWriter(e *env, flags ruleFlags) *ruleWriter {
	w := &ruleWriter{env: e, dir: flags.dir, format: export.Format(flags.output.value), force: flags.force}
	w.as = w.format
	if w.format == export.FormatRule && flags.dialect.value != string(schema.Sentinel) {
		w.as += export.Format("-" + flags.dialect.value)
	}
	return w
}

// A ruleText is a file of a family's folder.
type ruleText struct {
	export.File
	format export.Format
	left   bool // as it is, since somebody edited it
}

// listFormat stands in manifests for the list of a family's indicators, which every format shares.
const listFormat export.Format = "list"

func (w *ruleWriter) write(ctx context.Context, r *rule.Rule) (err error) {
	if w.dir == "" {
		return export.Write(w.env.out, r, w.format)
	}
	defer func(told int) {
		if err != nil {
			w.changes = w.changes[:told] // the next run finds them again
		}
	}(len(w.changes))
	root, err := w.root()
	if err != nil {
		return err
	}
	defer root.Close()
	files, err := w.texts(ctx, root, r)
	if err != nil {
		return err
	}
	folder := export.Folder(r.Family)
	if err := w.leave(root, folder, files); err != nil {
		return err
	}
	var names []string
	for i := range files {
		f := &files[i]
		if f.left {
			continue
		}
		fresh, err := replaceFile(root, f.File)
		if err != nil {
			return err
		}
		if fresh {
			names = append(names, f.Name)
		} else {
			w.same++
		}
	}
	if err := w.settle(root, folder, files); err != nil {
		return err
	}
	return w.name(names...) // last, since whoever reads them may go away
}

// texts are the files of a rule in the format at hand, and the list of its indicators.
func (w *ruleWriter) texts(ctx context.Context, root *os.Root, r *rule.Rule) ([]ruleText, error) {
	files, err := export.Files(r, w.format)
	if err != nil {
		return nil, err
	}
	if w.format == export.FormatRule {
		if err := w.succeed(ctx, root, files); err != nil {
			return nil, err
		}
	}
	texts := make([]ruleText, 0, len(files)+1)
	for _, f := range files {
		if before, err := root.ReadFile(f.Name); err == nil {
			f.Data = follow(w.format, before, f.Data)
		}
		texts = append(texts, ruleText{File: f, format: w.as})
	}
	if r.Family.Key() == rule.AllFamilies.Key() {
		return texts, nil
	}
	list, err := w.compare(root, r)
	return append(texts, ruleText{File: list, format: listFormat}), err
}

// follow is what a file becomes that is there already: that it was proved once more changes no page,
// and a rule of Sentinel counts its version on.
func follow(format export.Format, before, data []byte) []byte {
	switch {
	case export.SameButDay(before, data):
		return before
	case format == export.FormatSentinel || format == export.FormatNRT:
		return export.Succeed(before, data)
	}
	return data
}

// root opens the directory, and makes it where it is not there: no name of a feed leads out of it.
func (w *ruleWriter) root() (*os.Root, error) {
	if err := os.MkdirAll(w.dir, 0o777); err != nil {
		return nil, err
	}
	return os.OpenRoot(w.dir)
}

// compare notes what became of a rule's indicators since their list was written, and returns
// the list as it is now.
func (w *ruleWriter) compare(root *os.Root, r *rule.Rule) (export.File, error) {
	list, err := export.Indicators(r)
	if err != nil {
		return list, err
	}
	before, err := root.ReadFile(list.Name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return list, located(root, list.Name, err)
	}
	w.changes = append(w.changes, export.Compare(r, before))
	return list, nil
}

// name prints the names of files that were written.
func (w *ruleWriter) name(names ...string) error {
	for _, n := range names {
		w.named++
		if _, err := fmt.Fprintln(w.env.out, w.shown(n)); err != nil {
			return err
		}
	}
	return nil
}

// shown is a file's name below the directory, as its user would write it.
func (w *ruleWriter) shown(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// replaceFile writes a file so that a reader sees the old one or the new one, whole. It reports
// false where the file holds the same already, and is left alone.
func replaceFile(root *os.Root, f export.File) (fresh bool, err error) {
	defer func() { err = located(root, f.Name, err) }()
	if before, err := root.ReadFile(f.Name); err == nil && bytes.Equal(before, f.Data) {
		return false, nil
	}
	if err := root.MkdirAll(path.Dir(f.Name), 0o777); err != nil {
		return false, err
	}
	part := f.Name + ".part"
	if err := root.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	defer func() {
		if err != nil {
			root.Remove(part)
		}
	}()
	if err := root.WriteFile(part, f.Data, 0o666); err != nil {
		return false, err
	}
	return true, root.Rename(part, f.Name)
}

// located is an error of a file below a root with its whole path, as a person would write it.
func located(root *os.Root, name string, err error) error {
	cause := err
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		cause = p.Err
	} else if l := (*os.LinkError)(nil); errors.As(err, &l) {
		cause = l.Err
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", filepath.Join(root.Name(), filepath.FromSlash(name)), cause)
}
