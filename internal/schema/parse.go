package schema

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// text is the catalogue. A line "table NAME DIALECT TIME" opens a table, TIME being "-"
// where it has no time column; the indented lines below it list its columns in the
// reference's order as NAME:TYPE, or NAME alone for a string. A # opens a comment line.
//
//go:embed tables.txt
var text string

// A tableSet is the tables of each dialect by name.
type tableSet map[Dialect]map[string]*Table

// catalogue parses the embedded text once. A mistake in it is a mistake of this
// repository, held by a test, and so worth a panic.
var catalogue = sync.OnceValue(func() tableSet {
	set, err := parse(text)
	if err != nil {
		panic("schema: " + err.Error())
	}
	return set
})

func parse(text string) (tableSet, error) {
	set := tableSet{Sentinel: {}, Defender: {}}
	var table *Table
	n := 0
	for line := range strings.Lines(text) {
		n++
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0][0] == '#':
		case words[0] == "table" && len(words) == 4 && set[Dialect(words[2])] != nil:
			table = newTable(words[1], words[3])
			set[Dialect(words[2])][table.Name] = table
		case line[0] == ' ' && table != nil:
			table.add(words)
		default:
			return nil, fmt.Errorf("tables.txt:%d: neither a table nor its columns", n)
		}
	}
	return set, nil
}

func newTable(name, time string) *Table {
	if time == "-" {
		time = ""
	}
	return &Table{Name: name, Time: time, byName: map[string]int{}}
}

func (t *Table) add(columns []string) {
	for _, c := range columns {
		name, typ, typed := strings.Cut(c, ":")
		if !typed {
			typ = "string"
		}
		t.byName[name] = len(t.Columns)
		t.Columns = append(t.Columns, Column{Name: name, Type: typ})
	}
}
