package rule

import (
	"slices"

	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/kql"
)

// A writer writes the hunts of one rule over one table and sort of key. Everything that the
// table has of it, it has in the rule's dialect.
type writer struct {
	rule    *Rule
	table   *roles.Table
	schema  *schema.Table
	key     Key
	columns []roles.Column // the places that can hold one of targets
	targets []target
	body    func(*batch) *kql.Query // the style's query
	title   string
	dense   Form // how a part of a hunt that is too long carries its indicators
}

// A batch is the indicators of one query.
type batch struct {
	*writer
	targets     []target
	form        Form
	part, parts int
}

// writers returns a writer for each table and key that the targets can be seen in, in the
// order rules print them.
func writers(r *Rule, targets []target) []*writer {
	if r.Options.Style == Classic {
		return classicWriters(r, targets)
	}
	var list []*writer
	for _, t := range roles.Tables() {
		for _, key := range []Key{Addresses, Names, Hashes, Mail} {
			if w := newWriter(r, t, key, targets); w != nil {
				w.body = (*batch).exact
				list = append(list, w)
			}
		}
	}
	return list
}

// newWriter returns nil where the dialect's table shows none of the targets.
func newWriter(r *Rule, t *roles.Table, key Key, targets []target) *writer {
	s, ok := schema.Lookup(r.Options.Dialect, t.Name)
	if !ok || s.Time == "" {
		return nil
	}
	w := &writer{rule: r, table: t, schema: s, key: key, title: titleOf(t.Name, key), dense: Compact}
	for _, want := range targets {
		if k, ok := keyOf(&want.Indicator); ok && k == key && slices.ContainsFunc(t.Columns, w.shows(want.Kind)) {
			w.targets = append(w.targets, want)
		}
	}
	for _, c := range t.Columns {
		if slices.ContainsFunc(w.targets, func(want target) bool { return w.shows(want.Kind)(c) }) {
			w.columns = append(w.columns, c)
		}
	}
	if len(w.columns) == 0 {
		return nil
	}
	return w
}

// shows returns whether a column of the table can hold an indicator of the kind by itself:
// the related tier is no hunt's business.
func (w *writer) shows(kind indicator.Kind) func(roles.Column) bool {
	return func(c roles.Column) bool {
		name := w.key == Names && c.Holds == roles.Address
		return w.has(c.Name) && !c.Related && !name && holds(c.Holds, kind)
	}
}

func (w *writer) has(column string) bool {
	_, ok := w.schema.Column(column)
	return ok
}

// holds reports whether a place for h can hold an indicator of the kind.
func holds(h roles.Holds, kind indicator.Kind) bool {
	switch h {
	case roles.FreeText:
		return true
	case roles.Address:
		return kind == indicator.IP || kind == indicator.IPPort || kind == indicator.URL
	case roles.Host, roles.URL, roles.URLs, roles.Addresses:
		return kind <= indicator.URL
	case roles.MD5:
		return kind == indicator.MD5
	case roles.SHA1:
		return kind == indicator.SHA1
	case roles.SHA256:
		return kind == indicator.SHA256
	case roles.Hash:
		return kind.Hash()
	}
	return h == roles.Email && kind == indicator.Email
}
