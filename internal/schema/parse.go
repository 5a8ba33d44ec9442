package schema

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
)

// The catalogue: the tables that logs are recognised as, and the others that queries may
// name. A line "table NAME DIALECT TIME" opens a table, TIME being "-" where it has no time
// column; the indented lines below it list its columns in the reference's order as
// NAME:TYPE, or NAME alone for a string. A ? behind a column says that it is in workspaces
// and not in the reference. A # opens a comment line, which stands between tables.
var (
	//go:embed tables.txt
	common string
	//go:embed more.txt
	others string
)

// A catalogue is where in the texts the tables are. Only those that are looked up are read:
// to read all takes longer than many a query.
type catalogue struct {
	sections []section
	first    map[string]int // of the sections of a name
}

// A section is a table of one dialect as the texts have it.
type section struct {
	name    string
	dialect Dialect
	time    string // empty for none
	columns string // the lines that list them
	common  bool   // it is of tables.txt
	next    int    // the section of the other dialect, if that follows; else 0

	own atomic.Pointer[Table] // the dialect's table, when it was looked up
	any atomic.Pointer[Table] // that of [Any], in the first section of a name
}

// embedded is the catalogue of the embedded texts. A mistake in them is a mistake of this
// repository, held by a test, and so worth a panic.
var embedded = sync.OnceValue(func() *catalogue {
	c := newCatalogue()
	if err := errors.Join(c.parse("tables.txt", common), c.parse("more.txt", others)); err != nil {
		panic("schema: " + err.Error())
	}
	return c
})

func newCatalogue() *catalogue {
	const tables = 1024 // about so many
	return &catalogue{make([]section, 0, tables), make(map[string]int, tables)}
}

// parse notes where in a text the tables are.
func (c *catalogue) parse(file, text string) error {
	var open *section // the table whose columns may follow
	begin, at := 0, 0
	for n := 1; at < len(text); n++ {
		line, _, _ := strings.Cut(text[at:], "\n")
		at = min(at+len(line)+1, len(text))
		switch {
		case open != nil && strings.HasPrefix(line, " "):
			open.columns = text[begin:at]
			continue
		case line == "" || line[0] == '#':
			open = nil
			continue
		case strings.HasPrefix(line, "table "):
			if open, begin = c.open(line, file == "tables.txt"), at; open != nil {
				continue
			}
		}
		return fmt.Errorf("%s:%d: neither a table nor its columns", file, n)
	}
	return nil
}

// open begins the table of a line, or returns nil where the line names none.
func (c *catalogue) open(line string, common bool) *section {
	words := strings.Fields(line)
	if len(words) != 4 || words[2] != string(Sentinel) && words[2] != string(Defender) {
		return nil
	}
	name, time := words[1], strings.TrimPrefix(words[3], "-")
	here := len(c.sections)
	if first, ok := c.first[name]; ok {
		c.sections[first].next = here
	} else {
		c.first[name] = here
	}
	c.sections = append(c.sections, section{name: name, dialect: Dialect(words[2]), time: time, common: common})
	return &c.sections[here]
}

// lookup returns the table of that name in the dialect, or nil. It reads the table once.
func (c *catalogue) lookup(d Dialect, name string) *Table {
	first, ok := c.first[name]
	if !ok {
		return nil
	}
	s := &c.sections[first]
	if d == Any {
		return once(&s.any, func() *Table { return c.either(s) })
	}
	if s.dialect != d && s.next > 0 {
		s = &c.sections[s.next]
	}
	if s.dialect != d {
		return nil
	}
	return once(&s.own, func() *Table {
		t := newTable(s)
		t.add(s.columns, false)
		return t
	})
}

// either is a table of [Any]: that of the first section, which is Sentinel's where both
// dialects have it. Of the tables that logs are not recognised as, it has the other
// dialect's columns too.
func (c *catalogue) either(first *section) *Table {
	t := newTable(first)
	t.add(first.columns, true)
	if other := &c.sections[first.next]; first.next > 0 && !other.common {
		t.add(other.columns, true)
	}
	return t
}

// once makes a table at its first use; it is safe on many goroutines.
func once(at *atomic.Pointer[Table], read func() *Table) *Table {
	if at.Load() == nil {
		at.CompareAndSwap(nil, read())
	}
	return at.Load()
}

func newTable(s *section) *Table {
	t := &Table{Name: s.name, Time: s.time, byName: make(map[string]int)}
	t.folded = sync.OnceValue(func() map[string]int {
		if !s.common {
			return nil
		}
		return t.fold()
	})
	return t
}

// fold finds columns by their names in lower case, the first of those that differ in case alone.
func (t *Table) fold() map[string]int {
	folded := make(map[string]int, len(t.Columns))
	for i, c := range t.Columns {
		name := strings.ToLower(c.Name)
		if _, ok := folded[name]; !ok {
			folded[name] = i
		}
	}
	return folded
}

// add reads the columns that the table does not have yet; those that are in workspaces alone,
// only where undocumented asks for them.
func (t *Table) add(columns string, undocumented bool) {
	for word := range strings.FieldsSeq(columns) {
		name, typ, extra := column(word)
		if _, known := t.byName[name]; known || extra && !undocumented {
			continue
		}
		t.byName[name] = len(t.Columns)
		t.Columns = append(t.Columns, Column{Name: name, Type: typ})
	}
}

// column takes a column apart as the texts have it; extra ones are in workspaces alone.
func column(word string) (name, typ string, extra bool) {
	word, extra = strings.CutSuffix(word, "?")
	name, typ, typed := strings.Cut(word, ":")
	if !typed {
		typ = "string"
	}
	return name, typ, extra
}
