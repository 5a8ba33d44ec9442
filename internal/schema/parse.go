package schema

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// The catalogue: the tables that logs are recognised as, and the others that queries may
// name. A line "table NAME DIALECT TIME" opens a table, TIME being "-" where it has no time
// column; the indented lines below it list its columns in the reference's order as
// NAME:TYPE, or NAME alone for a string. A ? behind a column says that it is in workspaces
// and not in the reference. A # opens a comment line.
var (
	//go:embed tables.txt
	common string
	//go:embed more.txt
	others string
)

// A tableSet is the tables of each dialect by name.
type tableSet map[Dialect]map[string]*Table

// catalogue parses the embedded texts once, but for their columns, which are read of the few
// tables that are looked up: all of them would take longer than many a query. A mistake in
// the texts is a mistake of this repository, held by a test, and so worth a panic.
var catalogue = sync.OnceValue(func() tableSet {
	set := tableSet{Any: {}, Sentinel: {}, Defender: {}}
	err := errors.Join(set.parse("tables.txt", common), set.parse("more.txt", others))
	if err != nil {
		panic("schema: " + err.Error())
	}
	return set
})

// reference is the tables that logs are recognised as, of both dialects.
var reference = sync.OnceValue(func() []*Table {
	names := make(map[string]bool)
	for line := range strings.Lines(common) {
		if rest, ok := strings.CutPrefix(line, "table "); ok {
			name, _, _ := strings.Cut(rest, " ")
			names[name] = true
		}
	}
	var tables []*Table
	for _, d := range []Dialect{Sentinel, Defender} {
		for _, name := range Names(d) {
			if names[name] {
				t, _ := Lookup(d, name)
				tables = append(tables, t)
			}
		}
	}
	return tables
})

func (set tableSet) parse(file, text string) error {
	var into []*Table // the dialect's table, and any's
	n := 0
	for line := range strings.Lines(text) {
		n++
		if line[0] == ' ' && into != nil {
			for i, t := range into {
				t.written = append(t.written, written{line, i > 0})
			}
			continue
		}
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0][0] == '#':
		case words[0] == "table" && len(words) == 4 && set[Dialect(words[2])] != nil:
			into = set.open(words[1], Dialect(words[2]), words[3], file == "more.txt")
		default:
			return fmt.Errorf("%s:%d: neither a table nor its columns", file, n)
		}
	}
	return nil
}

// open begins a table: the dialect's, and any's unless Sentinel's has been taken for that.
// merge adds to it the columns that only the other dialect has.
func (set tableSet) open(name string, d Dialect, time string, merge bool) []*Table {
	if time == "-" {
		time = ""
	}
	table := &Table{Name: name, Time: time}
	set[d][name] = table
	either, known := set[Any][name]
	switch {
	case !known:
		either = &Table{Name: name, Time: time}
		set[Any][name] = either
	case !merge:
		return []*Table{table}
	}
	return []*Table{table, either}
}

// A written line is columns of a table as the texts have them.
type written struct {
	line         string
	undocumented bool // those that are in workspaces alone count too
}

// fill reads the columns once; it is safe on many goroutines.
func (t *Table) fill() {
	t.filled.Do(func() {
		t.byName = make(map[string]int)
		for _, w := range t.written {
			t.add(strings.Fields(w.line), w.undocumented)
		}
		t.written = nil
	})
}

// add appends columns; those that are in workspaces alone, only where undocumented asks
// for them.
func (t *Table) add(columns []string, undocumented bool) {
	for _, c := range columns {
		c, extra := strings.CutSuffix(c, "?")
		name, typ, typed := strings.Cut(c, ":")
		if !typed {
			typ = "string"
		}
		if _, known := t.byName[name]; known || extra && !undocumented {
			continue
		}
		t.byName[name] = len(t.Columns)
		t.Columns = append(t.Columns, Column{Name: name, Type: typ})
	}
}
