package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/pull"
	"foxhound/internal/store"
)

// feed pulls one feed.
func (p *pulling) feed(ctx context.Context, name string, known store.Feed) error {
	f, err := p.config.Feed(name, p.e.getenv)
	if err != nil {
		return err
	}
	entry := store.Feed{Name: name, Location: f.Location(), Whole: f.Whole, Expiry: store.Expiry(p.config.ExpiryOf(name, ""))}
	shown := newProgressOf(p.e, nil, p.e.errTerm, "parts")
	p.client.Progress = func(bytes int64, parts int) { shown.update(bytes, int64(parts)) }
	b, err := p.client.Pull(ctx, f, pull.Cursor(known.Cursor))
	shown.stop()
	switch {
	case err != nil && (p.flags.dryRun || ctx.Err() != nil || errors.Is(err, pull.ErrNoKey)):
		return err
	case err != nil:
		return errors.Join(err, p.s.Checked(ctx, entry, cmp.Or(errors.Unwrap(err), err)))
	}
	p.complainOf(name, b)
	entry.Whole = b.Whole
	if p.flags.dryRun {
		rows, indicators, removals, malformed := b.Counts()
		fmt.Fprintf(p.e.out, "%s: %s, %s, %s, %s malformed; nothing is stored\n", name,
			counted(rows, "record"), counted(indicators, "indicator"), counted(removals, "removal"), number(malformed))
		return nil
	}
	if !b.Fresh {
		entry.Cursor = store.Cursor(b.Cursor)
		fmt.Fprintf(p.e.out, "%s: nothing new since %s\n", name, day(known.Stored))
		return p.s.Checked(ctx, entry, nil)
	}
	return p.keep(ctx, entry, b)
}

// keep stores what a pull brought.
func (p *pulling) keep(ctx context.Context, entry store.Feed, b *pull.Batch) error {
	in, err := p.s.Begin(ctx, entry)
	if err != nil {
		return err
	}
	defer in.Rollback()
	for _, r := range b.Results {
		if err := addAll(in, r); err != nil {
			return err
		}
	}
	in.SetCursor(store.Cursor(b.Cursor))
	out, err := in.Commit()
	if err != nil {
		if !errors.Is(err, store.ErrNothing) {
			return err
		}
		return errors.Join(err, p.s.Checked(ctx, entry, err))
	}
	fmt.Fprintf(p.e.out, "%s\n", importLine(entry.Name, entry.Location, out))
	if b.Broken != nil {
		return fmt.Errorf("%w; what came before it is stored, and the next pull takes up there", b.Broken)
	}
	return nil
}

// complainOf names what of a pull gave no indicator, and what else there is to say.
func (p *pulling) complainOf(name string, b *pull.Batch) {
	all := &feed.Result{Name: name}
	for _, r := range b.Results {
		for _, m := range r.Malformed {
			m.Err = fmt.Errorf("%s:%d: %w", indicator.Printable(r.Name, 0), m.Line, m.Err)
			all.Malformed = append(all.Malformed, m)
		}
		for _, note := range r.Notes {
			all.Notes = append(all.Notes, indicator.Printable(r.Name, 0)+": "+note)
		}
	}
	const shown = 3
	for i, m := range all.Malformed {
		if i == shown {
			p.e.complain(fmt.Errorf("%s: and %s more malformed records", name, number(len(all.Malformed)-shown)))
			break
		}
		p.e.complain(fmt.Errorf("%s: malformed, no indicator: %w", name, m.Err))
	}
	notes := append(all.Notes, b.Notes...)
	for i, note := range notes {
		if i == 2*shown {
			p.e.complain(fmt.Errorf("%s: and %s more notes", name, number(len(notes)-2*shown)))
			break
		}
		p.e.complain(fmt.Errorf("%s: %s", name, note))
	}
}
