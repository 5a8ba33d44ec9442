package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"foxhound/export"
	"foxhound/internal/logs"
	"foxhound/internal/rows"
	"foxhound/internal/schema"
	"foxhound/internal/value"
	"foxhound/proof"
	"foxhound/rulefile"
)

// addProof adds a row of a log to the proofs of a rule file: to the hunts over its table that find
// it where it is to be found, and to all of them where it is not.
func addProof(ctx context.Context, e *env, flags testFlags, args []string) error {
	place, verdict, err := parseAdd(flags.add)
	if err != nil {
		return err
	}
	if len(args) != 1 {
		return errors.New("flag `--add`: name the one rule file that gets the proof")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	f, err := rulefile.Read(args[0], text)
	if err != nil {
		return err
	}
	event, err := readRow(ctx, place, f.Dialect())
	if err != nil {
		return err
	}
	event.Verdict = verdict
	wrong, err := addTo(ctx, e, f, event)
	if err != nil {
		return err
	}
	data, err := f.Encode()
	if err != nil {
		return err
	}
	if err := rewrite(args[0], text, data); err != nil {
		return err
	}
	if wrong {
		return status(exitNo)
	}
	return nil
}

// A place is a line of a file.
type place struct {
	file string
	line int64
}

// parseAdd reads FILE:LINE=VERDICT.
func parseAdd(text string) (place, proof.Verdict, error) {
	where, verdict, _ := cutLast(text, "=")
	file, line, _ := cutLast(where, ":")
	n, err := strconv.ParseInt(line, 10, 64)
	if file == "" || err != nil || n < 1 || !slices.Contains(proof.Verdicts(), proof.Verdict(verdict)) {
		return place{}, "", fmt.Errorf("flag `--add`: `%s` is no FILE:LINE=VERDICT, such as firewall.ndjson:12=hit; a verdict is hit, near-miss, benign or excluded", text)
	}
	return place{file, n}, proof.Verdict(verdict), nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	at := strings.LastIndex(s, sep)
	if at < 0 {
		return s, "", false
	}
	return s[:at], s[at+len(sep):], true
}

// readRow reads one record of a log as a row of its table in a dialect, as a hunt has it: portals
// write times in their own way, and the other dialect's time column stands in for this one's.
func readRow(ctx context.Context, at place, d schema.Dialect) (proof.Event, error) {
	sources, err := logs.Find([]string{at.file})
	if err != nil {
		return proof.Event{}, err
	}
	var found *proof.Event
	work := func(b *logs.Block) *proof.Event { return rowAt(b, at, d) }
	_, err = logs.Scan(ctx, sources, logs.Options{}, work, func(e *proof.Event) error {
		if e != nil {
			found = e
		}
		return nil
	})
	if err != nil {
		return proof.Event{}, err
	}
	if found == nil {
		return proof.Event{}, fmt.Errorf("%s:%d: no row of a known table starts there; foxhound query shows where rows stand", at.file, at.line)
	}
	return *found, nil
}

// rowAt is the row that stands at a place, where it is in this block of its file.
func rowAt(b *logs.Block, at place, d schema.Dialect) *proof.Event {
	table, nth, before := "", 0, map[string]int{}
	for r := range b.Records {
		if r.Line == at.line && r.Table != "" {
			table, nth = r.Table, before[r.Table]
			break
		}
		before[r.Table]++
	}
	if table == "" {
		return nil
	}
	e := &proof.Event{Name: fmt.Sprintf("%s:%d", filepath.Base(at.file), at.line), Table: table, ByHand: true}
	if t, ok := schema.Lookup(d, table); ok {
		var names []string
		var columns []logs.Column
		for _, c := range t.Columns {
			typ, _ := value.TypeNamed(c.Type)
			names, columns = append(names, c.Name), append(columns, logs.Column{Name: c.Name, Type: typ})
		}
		e.Row = rows.Object(names, b.Columns(table, columns), nth)
	}
	return e
}

// addTo adds the event to hunts of its table, and says of each whether it passes.
func addTo(ctx context.Context, e *env, f *rulefile.File, event proof.Event) (wrong bool, err error) {
	homes, err := takeIn(ctx, f, event)
	for _, home := range homes {
		if len(home.failures) == 0 {
			fmt.Fprintf(e.out, "%s: %s is a proof of it, and passes\n", home.hunt, event.Name)
			continue
		}
		wrong = true
		fmt.Fprintf(e.out, "%s: %s is a proof of it, and fails: %s\n", home.hunt, event.Name, failureText(&home.failures[0]))
	}
	return wrong, err
}

// A home is a hunt that an event is a proof of, and what is wrong with it there.
type home struct {
	hunt     string
	failures []proof.Failure
}

// takeIn makes the event a proof of the first hunt of its table in which it passes, if it must be
// found, or else of the first that gives a row of it, or of the first; and if it must not be found,
// of all of them.
func takeIn(ctx context.Context, f *rulefile.File, event proof.Event) ([]home, error) {
	var homes []home
	passing, giving := -1, -1
	for i := range f.Hunts {
		h := &f.Hunts[i]
		if h.Table != event.Table {
			continue
		}
		failures, err := runOne(ctx, f, h, event)
		if err != nil {
			return nil, err
		}
		if len(failures) == 0 && passing < 0 {
			passing = len(homes)
		}
		if len(failures) > 0 && failures[0].Reason != proof.NoRow && giving < 0 {
			giving = len(homes)
		}
		homes = append(homes, home{h.Name, failures})
	}
	switch shown := event.Verdict == proof.Hit || event.Verdict == proof.Excluded; {
	case len(homes) == 0:
		return nil, fmt.Errorf("the row is of table %s, which no hunt of the rule looks at", event.Table)
	case shown && passing >= 0:
		homes = homes[passing:][:1]
	case shown:
		homes = homes[max(giving, 0):][:1]
	}
	for i := range f.Hunts {
		h := &f.Hunts[i]
		if !slices.ContainsFunc(homes, func(in home) bool { return in.hunt == h.Name }) {
			continue
		}
		h.Proofs = slices.DeleteFunc(h.Proofs, func(p rulefile.Proof) bool { return p.ByHand && string(p.Row) == string(event.Row) })
		h.Proofs = append(h.Proofs, rulefile.ProofsOf([]proof.Event{event})...)
	}
	return homes, nil
}

func runOne(ctx context.Context, f *rulefile.File, h *rulefile.Hunt, event proof.Event) ([]proof.Failure, error) {
	one := provedBy(f, h, h.Query)
	one.Events = []proof.Event{event}
	return one.Run(ctx)
}

// rewrite replaces a rule file. If foxhound wrote it, and nobody edited it since, it still counts
// as written by foxhound.
func rewrite(name string, before, after []byte) error {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer root.Close()
	base := path.Base(filepath.ToSlash(name))
	if _, err := replaceFile(root, export.File{Name: base, Data: after}); err != nil {
		return err
	}
	list, err := root.ReadFile(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	m := parseManifest(list)
	if w, ok := m[base]; ok && w.is(before) {
		m[base] = written{w.format, []string{sum(after)}}
		_, err = replaceFile(root, export.File{Name: manifestName, Data: m.text()})
	}
	return err
}
