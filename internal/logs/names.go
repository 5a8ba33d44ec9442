package logs

import (
	"strings"

	"foxhound/internal/schema"
)

// maxFields is the most fields a record may have; the widest table has some 700 columns.
const maxFields = 4096

// maxSpellings bounds what is remembered of names, which a hostile log makes ever new.
const maxSpellings = 4 * maxFields

// columnName takes off what the portal adds to the names of time columns.
func columnName(name string) string {
	for {
		short := strings.TrimSuffix(strings.TrimSuffix(name, " [UTC]"), " [Local Time]")
		if short == name {
			return name
		}
		name = short
	}
}

// A spelling is what a name of the log stands for.
type spelling struct {
	raw    string        // the name in the log
	column schema.Column // the table's column; its type is empty where no column takes it
	claim  *claim        // on the column's name

	row   uint64 // the last row that had it
	field int    // and its place there
}

// A claim says which name of a row stands for a column; several may, in different case.
type claim struct {
	row uint64
	by  *spelling
}

// A speller knows how one table spells the names of a log. Names that no column takes keep
// their own. One speller belongs to one block, so it needs no lock.
type speller struct {
	table  string
	byKey  map[string]*spelling // by the name as it is written, escapes and all
	byName map[string]*spelling // by what that means
	claims map[string]*claim
	row    uint64
}

func newSpeller(table string) *speller {
	return &speller{table, map[string]*spelling{}, map[string]*spelling{}, map[string]*claim{}, 0}
}

// spell looks a name up.
func (s *speller) spell(k key) *spelling {
	if known := s.byKey[string(k.raw)]; known != nil {
		return known
	}
	raw := unquote(k.raw, k.escaped)
	sp := s.byName[raw]
	if sp == nil {
		sp = s.learn(raw)
	}
	s.byKey[string(k.raw)] = sp
	return sp
}

func (s *speller) learn(raw string) *spelling {
	name := columnName(raw)
	column, ok := schema.Spelling(s.table, name)
	if !ok {
		column = schema.Column{Name: name}
	}
	c := s.claims[column.Name]
	if c == nil {
		c = &claim{}
		s.claims[column.Name] = c
	}
	sp := &spelling{raw: raw, column: column, claim: c}
	s.byName[raw] = sp
	return sp
}

// begin starts a row: names may occur once in it.
func (s *speller) begin() {
	s.row++
	if len(s.byKey) > maxSpellings {
		clear(s.byKey)
		clear(s.byName)
		clear(s.claims)
	}
}

// place appends a field that the log calls k under the name it is to have. A name that
// occurs twice has the value of the last; of names that differ only in case the exact one,
// or else the first, has the column, and the others keep their own. It reports whether the
// field is a new one.
func (s *speller) place(fields []Field, k key, f Field) ([]Field, bool) {
	sp := s.spell(k)
	if sp.row == s.row {
		f.Name = fields[sp.field].Name
		fields[sp.field] = f
		return fields, false
	}
	sp.row, sp.field = s.row, len(fields)
	f.Name = sp.column.Name
	switch c := sp.claim; {
	case c.row != s.row:
		c.row, c.by = s.row, sp
	case sp.raw == sp.column.Name:
		fields[c.by.field].Name = c.by.raw
		c.by = sp
	default:
		f.Name = sp.raw
	}
	return append(fields, f), true
}

// spellers holds a block's spellers by table.
type spellers map[string]*speller

func (s spellers) of(table string) *speller {
	sp := s[table]
	if sp == nil {
		sp = newSpeller(table)
		s[table] = sp
	}
	return sp
}

// isType reports whether a name of the log is that of the Type column, in any case.
func isType[S string | []byte](name S) bool {
	return len(name) == len("Type") && strings.EqualFold(string(name), "Type")
}

// tableByType returns the table that a row's Type column names. Where it is no table's
// name, the row's names decide, unless it is a custom table's, whose columns are its owner's.
func tableByType(typ []byte, names func() []string) string {
	switch {
	case schema.Known(string(typ)):
		return string(typ)
	case strings.HasSuffix(string(typ), "_CL"):
		return ""
	}
	table, _ := schema.Recognise(names())
	return table
}
