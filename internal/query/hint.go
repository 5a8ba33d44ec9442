package query

import (
	"fmt"
	"slices"

	"foxhound/internal/schema"
	"foxhound/internal/spell"
)

// Hint ends the error about a name that no table of the dialect has or, where tables were
// read, no column of theirs: with the name that was meant, or with where else it is one.
func (l *Logs) Hint(name string, tables []string) string {
	if tables == nil {
		return l.hintOfTable(name)
	}
	for _, table := range tables {
		if hint := l.hintOfColumn(name, table); hint != "" {
			return hint
		}
	}
	return ""
}

func (l *Logs) hintOfTable(name string) string {
	for other, dialect := range map[schema.Dialect]schema.Dialect{schema.Sentinel: schema.Defender, schema.Defender: schema.Sentinel} {
		if _, there := schema.Lookup(other, name); there && l.Dialect == dialect {
			return fmt.Sprintf("; it is a table of the dialect `%s`, and the query runs in `%s`", other, dialect)
		}
	}
	for _, near := range spell.Nearest(name, schema.Names(l.Dialect), 1) {
		return fmt.Sprintf("; did you mean `%s`?", near)
	}
	return ""
}

// times are the columns that hold an event's time, in the one dialect or the other.
var times = []string{"TimeGenerated", "Timestamp"}

func (l *Logs) hintOfColumn(name, table string) string {
	here, ok := schema.Lookup(l.Dialect, table)
	if !ok {
		return ""
	}
	if here.Time != name && slices.Contains(times, name) {
		return fmt.Sprintf("; the time of `%s` is its column `%s`%s", table, here.Time, l.among())
	}
	for _, other := range []schema.Dialect{schema.Sentinel, schema.Defender} {
		there, ok := schema.Lookup(other, table)
		if !ok || other == l.Dialect {
			continue
		}
		if _, ok := there.Column(name); ok {
			return fmt.Sprintf("; it is a column of `%s` in the dialect `%s`, and the query runs in `%s`", table, other, l.Dialect)
		}
	}
	return ""
}

// among names the dialect, where there is one.
func (l *Logs) among() string {
	if l.Dialect == schema.Any {
		return ""
	}
	return fmt.Sprintf(" in the dialect `%s`", l.Dialect)
}
