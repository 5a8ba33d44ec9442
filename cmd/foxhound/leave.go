package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"foxhound/export"
)

// leave marks the files of a family's folder that somebody edited, and shows what would become of
// them; of the others it notes that they are being written.
func (w *ruleWriter) leave(root *os.Root, folder string, files []ruleText) error {
	known, err := readManifest(root, folder)
	if err != nil {
		return err
	}
	fresh := false
	for i := range files {
		f := &files[i]
		within := strings.TrimPrefix(f.Name, folder+"/")
		before, err := root.ReadFile(f.Name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return located(root, f.Name, err)
		case bytes.Equal(before, f.Data):
			continue
		case !w.force && !known[within].is(before):
			f.left = true
			w.tellLeft(f.File, before, known[within])
			continue
		}
		fresh = true
		known.add(within, f.format, f.Data)
	}
	if !fresh {
		return nil
	}
	_, err = replaceFile(root, export.File{Name: path.Join(folder, manifestName), Data: known.text()})
	return err
}

// tellLeft shows what would become of a file that is left as it is, and says why it is.
func (w *ruleWriter) tellLeft(f export.File, before []byte, then written) {
	why := "was edited since it was written"
	if len(then.sums) == 0 {
		why = "was not written by foxhound"
	}
	fmt.Fprint(w.env.err, difference(w.shown(f.Name), string(before), string(f.Data)))
	w.refuse(fmt.Errorf("%s %s, and is left as it is: above is what would change; give --force to overwrite it", w.shown(f.Name), why))
}
