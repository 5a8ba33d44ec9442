package exec

import (
	"context"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A matcher takes the texts of a pattern's columns out of a text. It writes them to texts,
// one a column in the order of the pattern. A column whose ok is false has failed; the
// result is false where the pattern does not fit at all.
type matcher func(s string, texts []text) bool

// A text is what a column of a pattern has taken.
type text struct {
	s  string
	ok bool
	// prefix says that the text may go on behind the value: of a typed column whose end
	// no text of the pattern marks.
	prefix bool
}

// A parser is a parse or a parse-where.
type parser struct {
	*plan.Parse
	x       eval
	ctx     context.Context
	columns []plan.ParsePart
	match   matcher
	relaxed bool
}

// parse makes the step of a parse.
func (x *run) parse(n *plan.Parse) (step, error) {
	of, err := x.compile(n.X)
	if err != nil {
		return nil, err
	}
	p := &parser{Parse: n, x: of, ctx: x.ctx, columns: columnParts(n.Parts), relaxed: n.Kind == "relaxed"}
	if n.Kind == "regex" {
		p.match, err = regexMatcher(n)
	} else {
		p.match = (&simplePattern{n.Parts, p.relaxed}).match
	}
	return p.step, err
}

func columnParts(parts []plan.ParsePart) []plan.ParsePart {
	var columns []plan.ParsePart
	for _, p := range parts {
		if p.Column {
			columns = append(columns, p)
		}
	}
	return columns
}

func (p *parser) step(b *vector.Batch) (*vector.Batch, error) {
	from := p.x(b)
	out, columns := parsedColumns(b, p.Cols, p.columns)
	texts := make([]text, len(columns))
	fits := make([]int, 0, b.Rows)
	mask := from.Mask()
	for i := range b.Rows {
		if err := now(p.ctx, i); err != nil {
			return nil, err
		}
		clear(texts)
		if p.row(from.Strings[i&mask], i, columns, texts) {
			fits = append(fits, i)
		}
	}
	if p.Where && len(fits) < b.Rows {
		return out.Take(fits), nil
	}
	return out, nil
}

// row fills a row of the columns and reports whether everything fitted. Unless the parse
// is relaxed, one column that fails fails them all.
func (p *parser) row(s string, i int, columns []*vector.Vector, texts []text) bool {
	fits := p.match(s, texts)
	for c, t := range texts {
		if !fits && !p.relaxed || !t.ok || !readInto(columns[c], i, t) {
			columns[c].SetNull(i)
			fits = false
		}
	}
	if !fits && !p.relaxed {
		for _, v := range columns {
			v.SetNull(i)
		}
	}
	return fits
}

// parsedColumns returns a batch with room for parsed columns at their places, and these.
func parsedColumns(b *vector.Batch, cols []plan.Column, parts []plan.ParsePart) (*vector.Batch, []*vector.Vector) {
	out := &vector.Batch{Rows: b.Rows, Columns: make([]*vector.Vector, len(cols))}
	copy(out.Columns, b.Columns)
	columns := make([]*vector.Vector, len(parts))
	for i, p := range parts {
		columns[i] = vector.New(p.Type, b.Rows)
		out.Columns[p.Place] = columns[i]
	}
	return out, columns
}

// longestRead is how many bytes of a text are looked at for a value at its start.
const longestRead = 64

// readInto gives row i of a column the value that a text is, and reports whether it is
// one of the column's type.
func readInto(v *vector.Vector, i int, t text) bool {
	if v.Type == value.String {
		v.Strings[i] = t.s
		return true
	}
	if readText(v, i, t.s) {
		return true
	}
	if !t.prefix {
		return false
	}
	for n := min(longestValue(v.Type, t.s), longestRead); n > 0; n-- {
		if readText(v, i, t.s[:n]) {
			return true
		}
	}
	return false
}

// longestValue returns how long a value at the start of a text may be at most.
func longestValue(t value.Type, s string) int {
	if !t.IsNumber() {
		return len(s)
	}
	number := strings.TrimLeft(s, " \t")
	return len(s) - len(strings.TrimLeft(number, "0123456789abcdefABCDEFxX+-."))
}

// readText gives row i of a column that is not of strings the value that s is.
func readText(v *vector.Vector, i int, s string) (ok bool) {
	switch v.Type {
	case value.Bool:
		v.Bools[i], ok = value.ParseBool(s)
	case value.Int:
		v.Longs[i], ok = value.ParseInt(s)
	case value.Long:
		v.Longs[i], ok = value.ParseLong(s)
	case value.Real:
		v.Reals[i], ok = value.ParseReal(s)
	case value.Dynamic:
		v.Any[i], ok = readDynamic(s), true
	default:
		x := value.Convert(v.Type, value.String, s)
		v.Set(i, x)
		ok = x != nil
	}
	return ok
}

// readDynamic reads JSON; text that is none is a string, and none at all is null.
func readDynamic(s string) any {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	x, err := value.ParseJSON(s)
	if err != nil {
		return s
	}
	return x
}
