package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"foxhound/export"
	"foxhound/proof"
	"foxhound/rulefile"
)

// succeed gives rule files what their former ones have that must stay: the version, and the proofs
// that people added, which the new text must pass as well.
func (w *ruleWriter) succeed(ctx context.Context, root *os.Root, files []export.File) error {
	for i := range files {
		before, err := root.ReadFile(files[i].Name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return located(root, files[i].Name, err)
		}
		old, err := rulefile.Read(w.shown(files[i].Name), before)
		if err != nil {
			continue // no rule file any more: an edit, and treated as one
		}
		if files[i].Data, err = w.successor(ctx, w.shown(files[i].Name), files[i].Data, old); err != nil {
			return err
		}
	}
	return nil
}

// successor is a rule file with what it takes over from the former one of that name.
func (w *ruleWriter) successor(ctx context.Context, name string, data []byte, old *rulefile.File) ([]byte, error) {
	f, err := rulefile.Read("the new rule file", data)
	if err != nil {
		return nil, err
	}
	for _, event := range f.Succeed(old) {
		if _, err := takeIn(ctx, f, event); err != nil {
			w.env.complain(fmt.Errorf("%s: the proof `%s`, added by hand, is left out: %w", name, event.Name, err))
		}
	}
	if err := proveByHand(ctx, f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f.Encode()
}

// proveByHand runs the proofs that people added. The error is for the first that fails: such a rule
// is not to be written.
func proveByHand(ctx context.Context, f *rulefile.File) error {
	for i := range f.Hunts {
		h := &f.Hunts[i]
		one := provedBy(f, h, h.Query)
		one.Events = slices.DeleteFunc(one.Events, func(e proof.Event) bool { return !e.ByHand })
		var err error
		if one.Alerting, err = alertingOf(h.Name, h.Query); err != nil {
			return err
		}
		failures, err := one.Run(ctx)
		if err != nil {
			return err
		}
		if len(failures) > 0 {
			return unproved("hunt %s fails a proof that was added by hand, so the rule is not written; correct that proof or take it out of the file, and give --force: %s",
				h.Name, failureText(&failures[0]))
		}
	}
	return nil
}
